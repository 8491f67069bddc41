package dev.emery.collections;

import dev.emery.TxScoped;
import dev.emery.collections.hash.Entries;
import dev.emery.collections.hash.Pairs;
import dev.emery.collections.hash.Side;
import dev.emery.collections.hash.Traversal;
import dev.emery.transaction.Journal;
import java.util.Arrays;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A map over a hash table, shown in one order: the faces of all hash maps are thin shells around
 * {@link Entries}.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 * @param <P> the root record of the pool
 */
abstract class EntriesMap<K, V, P> extends ClosedMap<K, V, P> {
  private final Entries<K, V> entries;
  private final Traversal<K, V> order;

  EntriesMap(Entries<K, V> entries, Traversal<K, V> order) {
    this.entries = entries;
    this.order = order;
  }

  final Entries<K, V> entries() {
    return entries;
  }

  final Side<K, V, K> keysSide() {
    return new Side.Keys<>(entries, order);
  }

  final Side<K, V, V> valuesSide() {
    return new Side.Values<>(entries, order);
  }

  final Side<K, V, Entry<K, V>> entriesSide() {
    return new Side.Whole<>(entries, order, null);
  }

  // ---- reads

  @Override
  public int size() {
    return entries.size();
  }

  @Override
  public boolean isEmpty() {
    return entries.size() == 0;
  }

  @Override
  public @Nullable V get(Object key) {
    return entries.get(key);
  }

  @Override
  public V getOrDefault(Object key, V other) {
    V value = entries.get(key);
    return value == null ? other : value;
  }

  @Override
  public boolean containsKey(Object key) {
    return entries.containsKey(key);
  }

  /** Whether a value equals {@code value}. Time O(n). */
  @Override
  public boolean containsValue(Object value) {
    return valuesSide().contains(value);
  }

  @Override
  public void forEach(@TxScoped BiConsumer<? super K, ? super V> action) {
    Pairs.forEach(order, action);
  }

  @Override
  public JournaledSet<K, P> keySet() {
    return new MapSet<>(keysSide(), j -> edit(j).keySet(), () -> autoCommit().keySet());
  }

  @Override
  public JournaledCollection<V, P> values() {
    return new MapValues<>(valuesSide(), j -> edit(j).values(), () -> autoCommit().values());
  }

  @Override
  public JournaledSet<Entry<K, V>, P> entrySet() {
    return new MapSet<>(entriesSide(), j -> edit(j).entrySet(), () -> autoCommit().entrySet());
  }

  @Override
  public boolean equals(@Nullable Object o) {
    if (o == this) {
      return true;
    }
    if (!(o instanceof Map<?, ?> other)) {
      return false;
    }
    Object[] mine = entriesSide().toArray();
    return other.size() == mine.length && Arrays.stream(mine).allMatch(each -> isIn(other, each));
  }

  private static boolean isIn(Map<?, ?> other, Object entry) {
    Entry<?, ?> mine = (Entry<?, ?>) entry;
    try {
      return mine.getValue().equals(other.get(mine.getKey()));
    } catch (ClassCastException | NullPointerException e) {
      return false; // a map of another type, which cannot even be asked
    }
  }

  @Override
  public int hashCode() {
    return Arrays.stream(entriesSide().toArray()).mapToInt(Object::hashCode).sum();
  }

  /** The entries in braces, of a large map the first 1,000 that come. */
  @Override
  public String toString() {
    String shown = Shown.of(entriesSide().toArray());
    return "{" + shown.substring(1, shown.length() - 1) + "}";
  }

  // ---- changes

  @Override
  public @Nullable V put(Journal<P> j, K key, V value) {
    return entries.put(j, key, value);
  }

  @Override
  public void putAll(Journal<P> j, Map<? extends K, ? extends V> other) {
    entries.putAll(j, other);
  }

  @Override
  public @Nullable V putIfAbsent(Journal<P> j, K key, V value) {
    return entries.putIfAbsent(j, key, value);
  }

  @Override
  public @Nullable V remove(Journal<P> j, Object key) {
    return entries.remove(j, key);
  }

  @Override
  public boolean remove(Journal<P> j, Object key, Object value) {
    return entries.remove(j, key, value);
  }

  @Override
  public @Nullable V replace(Journal<P> j, K key, V value) {
    return entries.replace(j, key, value);
  }

  @Override
  public boolean replace(Journal<P> j, K key, V old, V value) {
    return entries.replace(j, key, old, value);
  }

  @Override
  public @Nullable V computeIfAbsent(
      Journal<P> j, K key, @TxScoped Function<? super K, ? extends @Nullable V> mapping) {
    return entries.computeIfAbsent(j, key, mapping);
  }

  @Override
  public @Nullable V computeIfPresent(
      Journal<P> j,
      K key,
      @TxScoped BiFunction<? super K, ? super V, ? extends @Nullable V> remapping) {
    return entries.computeIfPresent(j, key, remapping);
  }

  @Override
  public @Nullable V compute(
      Journal<P> j,
      K key,
      @TxScoped BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> remapping) {
    return entries.compute(j, key, remapping);
  }

  @Override
  public @Nullable V merge(
      Journal<P> j,
      K key,
      V value,
      @TxScoped BiFunction<? super V, ? super V, ? extends @Nullable V> remapping) {
    return entries.merge(j, key, value, remapping);
  }

  @Override
  public void replaceAll(
      Journal<P> j, @TxScoped BiFunction<? super K, ? super V, ? extends V> function) {
    entries.replaceAll(j, order, function);
  }

  @Override
  public boolean removeIf(Journal<P> j, @TxScoped BiPredicate<? super K, ? super V> filter) {
    return entries.removeIf(j, order, filter);
  }

  @Override
  public void clear(Journal<P> j) {
    entries.clear(j);
  }
}
