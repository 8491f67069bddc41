package dev.emery.collections.hash;

import dev.emery.JournalEndedException;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.AbstractMap;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A hash map as a complete mutable {@link Map}, for as long as its journal is open. Library code
 * that knows nothing of transactions changes a map through it, atomically.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
@SuppressWarnings("emery.escape") // every call asks the journal whether it is open
public sealed class MapEdit<K, V> extends AbstractMap<K, V> permits LinkedEdit {
  private final Entries<K, V> all;
  private final Traversal<K, V> order;
  private final Journal<?> journal;

  /** Creates the view. */
  public MapEdit(Entries<K, V> all, Journal<?> journal) {
    this(all, all, journal);
  }

  MapEdit(Entries<K, V> all, Traversal<K, V> order, Journal<?> journal) {
    this.all = all;
    this.order = order;
    this.journal = journal;
    requireOpen(journal);
  }

  final Side<K, V, K> keysSide() {
    return new Side.Keys<>(entries(), order);
  }

  final Side<K, V, V> valuesSide() {
    return new Side.Values<>(entries(), order);
  }

  final Side<K, V, Entry<K, V>> entriesSide() {
    return new Side.Whole<>(entries(), order, journal);
  }

  private Entries<K, V> entries() {
    requireOpen(journal);
    return all;
  }

  static void requireOpen(Journal<?> j) {
    if (!Memory.isOpen(j)) {
      throw new JournalEndedException(
          "edit(j) was used after the transaction of j: take a new one in each transaction");
    }
  }

  @Override
  public int size() {
    return entries().size();
  }

  @Override
  public boolean isEmpty() {
    return size() == 0;
  }

  @Override
  public @Nullable V get(Object key) {
    return entries().get(key);
  }

  @Override
  public V getOrDefault(Object key, V other) {
    V value = entries().get(key);
    return value == null ? other : value;
  }

  @Override
  public boolean containsKey(Object key) {
    return entries().containsKey(key);
  }

  @Override
  public boolean containsValue(Object value) {
    return valuesSide().contains(value);
  }

  @Override
  public void forEach(BiConsumer<? super K, ? super V> action) {
    requireOpen(journal);
    Pairs.forEach(order, action);
  }

  @Override
  public Set<K> keySet() {
    return new EditSet<>(keysSide(), journal);
  }

  @Override
  public Collection<V> values() {
    return new EditCollection<>(valuesSide(), journal);
  }

  @Override
  public Set<Entry<K, V>> entrySet() {
    return new EditSet<>(entriesSide(), journal);
  }

  @Override
  public @Nullable V put(K key, V value) {
    return entries().put(journal, key, value);
  }

  @Override
  public void putAll(Map<? extends K, ? extends V> other) {
    entries().putAll(journal, other);
  }

  @Override
  public @Nullable V putIfAbsent(K key, V value) {
    return entries().putIfAbsent(journal, key, value);
  }

  @Override
  public @Nullable V remove(Object key) {
    return entries().remove(journal, key);
  }

  @Override
  public boolean remove(Object key, Object value) {
    return entries().remove(journal, key, value);
  }

  @Override
  public @Nullable V replace(K key, V value) {
    return entries().replace(journal, key, value);
  }

  @Override
  public boolean replace(K key, V old, V value) {
    return entries().replace(journal, key, old, value);
  }

  @Override
  public @Nullable V computeIfAbsent(K key, Function<? super K, ? extends @Nullable V> mapping) {
    return entries().computeIfAbsent(journal, key, mapping);
  }

  @Override
  public @Nullable V computeIfPresent(
      K key, BiFunction<? super K, ? super V, ? extends @Nullable V> remapping) {
    return entries().computeIfPresent(journal, key, remapping);
  }

  @Override
  public @Nullable V compute(
      K key, BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> remapping) {
    return entries().compute(journal, key, remapping);
  }

  @Override
  public @Nullable V merge(
      K key, V value, BiFunction<? super V, ? super V, ? extends @Nullable V> remapping) {
    return entries().merge(journal, key, value, remapping);
  }

  @Override
  public void replaceAll(BiFunction<? super K, ? super V, ? extends V> function) {
    entries().replaceAll(journal, order, function);
  }

  @Override
  public void clear() {
    entries().clear(journal);
  }
}
