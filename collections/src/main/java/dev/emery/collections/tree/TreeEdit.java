package dev.emery.collections.tree;

import dev.emery.JournalEndedException;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.AbstractMap;
import java.util.Collection;
import java.util.Comparator;
import java.util.ConcurrentModificationException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A sorted map, or a part of one, as a complete mutable {@link NavigableMap}, for as long as its
 * journal is open. Library code that knows nothing of transactions changes a map through it,
 * atomically.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
@SuppressWarnings("emery.escape") // every call asks the journal whether it is open
public final class TreeEdit<K, V> extends AbstractMap<K, V> implements NavigableMap<K, V> {
  private final Span<K, V> all;
  private final Journal<?> journal;

  /** Creates the view. */
  public TreeEdit(Span<K, V> all, Journal<?> journal) {
    this.all = all;
    this.journal = journal;
    requireOpen(journal);
  }

  private Span<K, V> span() {
    requireOpen(journal);
    return all;
  }

  static void requireOpen(Journal<?> j) {
    if (!Memory.isOpen(j)) {
      throw new JournalEndedException(
          "edit(j) was used after the transaction of j: take a new one in each transaction");
    }
  }

  // ---- reads

  @Override
  public @Nullable Comparator<? super K> comparator() {
    return span().comparator();
  }

  @Override
  public int size() {
    return span().size();
  }

  @Override
  public boolean isEmpty() {
    return span().isEmpty();
  }

  @Override
  public @Nullable V get(Object key) {
    return span().get(key);
  }

  @Override
  public V getOrDefault(Object key, V other) {
    V value = get(key);
    return value == null ? other : value;
  }

  @Override
  public boolean containsKey(Object key) {
    return span().containsKey(key);
  }

  @Override
  public boolean containsValue(Object value) {
    return Side.values(span()).contains(value);
  }

  @Override
  @SuppressWarnings("unchecked") // what the projection shows
  public void forEach(BiConsumer<? super K, ? super V> action) {
    for (Object each : span().toArray(new Show.Entry<>(all, null))) {
      Entry<K, V> entry = (Entry<K, V>) each;
      action.accept(entry.getKey(), entry.getValue());
    }
  }

  @Override
  public K firstKey() {
    return span().requireKey(false);
  }

  @Override
  public K lastKey() {
    return span().requireKey(true);
  }

  @Override
  public @Nullable K lowerKey(K key) {
    return span().nearestKey(key, false, false);
  }

  @Override
  public @Nullable K floorKey(K key) {
    return span().nearestKey(key, false, true);
  }

  @Override
  public @Nullable K ceilingKey(K key) {
    return span().nearestKey(key, true, true);
  }

  @Override
  public @Nullable K higherKey(K key) {
    return span().nearestKey(key, true, false);
  }

  @Override
  public @Nullable Entry<K, V> lowerEntry(K key) {
    return span().nearestEntry(key, false, false);
  }

  @Override
  public @Nullable Entry<K, V> floorEntry(K key) {
    return span().nearestEntry(key, false, true);
  }

  @Override
  public @Nullable Entry<K, V> ceilingEntry(K key) {
    return span().nearestEntry(key, true, true);
  }

  @Override
  public @Nullable Entry<K, V> higherEntry(K key) {
    return span().nearestEntry(key, true, false);
  }

  @Override
  public @Nullable Entry<K, V> firstEntry() {
    return span().edgeEntry(false);
  }

  @Override
  public @Nullable Entry<K, V> lastEntry() {
    return span().edgeEntry(true);
  }

  // ---- views

  @Override
  public NavigableSet<K> keySet() {
    return navigableKeySet();
  }

  @Override
  public NavigableSet<K> navigableKeySet() {
    return new KeysEdit<>(span(), null, journal);
  }

  @Override
  public NavigableSet<K> descendingKeySet() {
    return new KeysEdit<>(span().reversed(), null, journal);
  }

  @Override
  public Collection<V> values() {
    return new SideEdit<>(Side.values(span()), journal);
  }

  @Override
  public Set<Entry<K, V>> entrySet() {
    return new SideEdit.OfSet<>(Side.entries(span(), journal), journal);
  }

  @Override
  public NavigableMap<K, V> descendingMap() {
    return new TreeEdit<>(span().reversed(), journal);
  }

  @Override
  public NavigableMap<K, V> subMap(K from, boolean fromInclusive, K to, boolean toInclusive) {
    return new TreeEdit<>(span().sub(from, fromInclusive, to, toInclusive), journal);
  }

  @Override
  public NavigableMap<K, V> headMap(K to, boolean inclusive) {
    return new TreeEdit<>(span().head(to, inclusive), journal);
  }

  @Override
  public NavigableMap<K, V> tailMap(K from, boolean inclusive) {
    return new TreeEdit<>(span().tail(from, inclusive), journal);
  }

  @Override
  public NavigableMap<K, V> subMap(K from, K to) {
    return subMap(from, true, to, false);
  }

  @Override
  public NavigableMap<K, V> headMap(K to) {
    return headMap(to, false);
  }

  @Override
  public NavigableMap<K, V> tailMap(K from) {
    return tailMap(from, true);
  }

  // ---- changes

  @Override
  public @Nullable V put(K key, V value) {
    return span().put(journal, key, value);
  }

  @Override
  public void putAll(Map<? extends K, ? extends V> other) {
    Span<K, V> span = span();
    for (Object each : other.entrySet().toArray()) {
      Entry<?, ?> entry = (Entry<?, ?>) each; // all of one moment, before the first is put
      Objects.requireNonNull(entry.getKey());
      Objects.requireNonNull(entry.getValue());
    }
    other.forEach((key, value) -> span.put(journal, key, value));
  }

  @Override
  public @Nullable V putIfAbsent(K key, V value) {
    Objects.requireNonNull(value);
    V old = span().lock(journal).get(key);
    return old == null ? put(key, value) : old;
  }

  @Override
  public @Nullable V remove(Object key) {
    return span().remove(journal, key);
  }

  @Override
  public boolean remove(Object key, Object value) {
    Objects.requireNonNull(value);
    boolean equal = value.equals(span().lock(journal).get(key));
    if (equal) {
      remove(key);
    }
    return equal;
  }

  @Override
  public @Nullable V replace(K key, V value) {
    return span().replace(journal, key, value);
  }

  @Override
  public boolean replace(K key, V old, V value) {
    Objects.requireNonNull(old);
    Objects.requireNonNull(value);
    boolean equal = old.equals(span().lock(journal).get(key));
    if (equal) {
      put(key, value);
    }
    return equal;
  }

  @Override
  public @Nullable V computeIfAbsent(K key, Function<? super K, ? extends @Nullable V> mapping) {
    Objects.requireNonNull(mapping);
    return compute(key, (k, old) -> old == null ? mapping.apply(k) : old);
  }

  @Override
  public @Nullable V computeIfPresent(
      K key, BiFunction<? super K, ? super V, ? extends @Nullable V> remapping) {
    Objects.requireNonNull(remapping);
    return compute(key, (k, old) -> old == null ? null : remapping.apply(k, old));
  }

  @Override
  public @Nullable V merge(
      K key, V value, BiFunction<? super V, ? super V, ? extends @Nullable V> remapping) {
    Objects.requireNonNull(value);
    Objects.requireNonNull(remapping);
    return compute(key, (_, old) -> old == null ? value : remapping.apply(old, value));
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // the same object again says that nothing is to be stored
  public @Nullable V compute(
      K key, BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> remapping) {
    Objects.requireNonNull(remapping);
    Span<K, V> span = span().lock(journal);
    V old = span.get(key);
    int before = span.modCount();
    V value = remapping.apply(key, old);
    requireUnchanged(before);
    if (value == null) {
      if (old != null) {
        span.remove(journal, key);
      }
    } else if (value != old) {
      span.put(journal, key, value);
    }
    return value;
  }

  private void requireUnchanged(int before) {
    if (all.modCount() != before) {
      throw new ConcurrentModificationException();
    }
  }

  @Override
  @SuppressWarnings({
    "unchecked",
    "ReferenceEquality"
  }) // entries; the same object: nothing to store
  public void replaceAll(BiFunction<? super K, ? super V, ? extends V> function) {
    Span<K, V> span = span().lock(journal);
    int before = span.modCount();
    Object[] entries = span.toArray(new Show.Entry<>(span, null));
    Object[] values = new Object[entries.length];
    for (int i = 0; i < entries.length; i++) {
      Entry<K, V> entry = (Entry<K, V>) entries[i];
      values[i] = Objects.requireNonNull(function.apply(entry.getKey(), entry.getValue()));
    }
    requireUnchanged(before);
    for (int i = 0; i < entries.length; i++) {
      Entry<K, V> entry = (Entry<K, V>) entries[i];
      if (values[i] != entry.getValue()) {
        span.put(journal, entry.getKey(), (V) values[i]);
      }
    }
  }

  @Override
  public @Nullable Entry<K, V> pollFirstEntry() {
    return span().poll(journal, false);
  }

  @Override
  public @Nullable Entry<K, V> pollLastEntry() {
    return span().poll(journal, true);
  }

  @Override
  public void clear() {
    span().clear(journal);
  }
}
