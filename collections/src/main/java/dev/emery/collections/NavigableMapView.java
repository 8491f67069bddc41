package dev.emery.collections;

import dev.emery.TxScoped;
import dev.emery.collections.auto.AutoNavigableMap;
import dev.emery.collections.auto.Door;
import dev.emery.collections.tree.Side;
import dev.emery.collections.tree.Span;
import dev.emery.collections.tree.TreeEdit;
import dev.emery.transaction.Journal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A sorted map, or a part of one, to read; changes go through its view to edit.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 * @param <P> the root record of the pool
 */
abstract class NavigableMapView<K, V, P> extends ClosedNavigableMap<K, V, P> {
  private final Span<K, V> span;

  NavigableMapView(Span<K, V> span) {
    this.span = span;
  }

  final Span<K, V> span() {
    return span;
  }

  private JournaledNavigableMap<K, V, P> of(Span<K, V> part) {
    return new SubTreeMap<>(part);
  }

  /** This map as a complete mutable one, for as long as the transaction is open. */
  @Override
  public NavigableMap<K, V> edit(Journal<P> j) {
    return new TreeEdit<>(span, j);
  }

  @Override
  public ConcurrentNavigableMap<K, V> autoCommit() {
    Door<NavigableMap<K, V>> door = Door.of(span.body().anchor(), this, this::edit);
    return new AutoNavigableMap<>(door, span.body()::detached);
  }

  // ---- reads

  @Override
  public @Nullable Comparator<? super K> comparator() {
    return span.comparator();
  }

  @Override
  public int size() {
    return span.size();
  }

  @Override
  public boolean isEmpty() {
    return span.isEmpty();
  }

  @Override
  public @Nullable V get(Object key) {
    return span.get(key);
  }

  @Override
  public V getOrDefault(Object key, V other) {
    V value = span.get(key);
    return value == null ? other : value;
  }

  @Override
  public boolean containsKey(Object key) {
    return span.containsKey(key);
  }

  /** Whether a value equals {@code value}. Time O(n). */
  @Override
  public boolean containsValue(Object value) {
    return Side.values(span).contains(value);
  }

  @Override
  @SuppressWarnings("unchecked") // what the entry set shows
  public void forEach(@TxScoped BiConsumer<? super K, ? super V> action) {
    for (Object each : entrySet().toArray()) {
      Entry<K, V> entry = (Entry<K, V>) each;
      action.accept(entry.getKey(), entry.getValue());
    }
  }

  @Override
  public K firstKey() {
    return span.requireKey(false);
  }

  @Override
  public K lastKey() {
    return span.requireKey(true);
  }

  @Override
  public @Nullable K lowerKey(K key) {
    return span.nearestKey(key, false, false);
  }

  @Override
  public @Nullable K floorKey(K key) {
    return span.nearestKey(key, false, true);
  }

  @Override
  public @Nullable K ceilingKey(K key) {
    return span.nearestKey(key, true, true);
  }

  @Override
  public @Nullable K higherKey(K key) {
    return span.nearestKey(key, true, false);
  }

  @Override
  public @Nullable Entry<K, V> lowerEntry(K key) {
    return span.nearestEntry(key, false, false);
  }

  @Override
  public @Nullable Entry<K, V> floorEntry(K key) {
    return span.nearestEntry(key, false, true);
  }

  @Override
  public @Nullable Entry<K, V> ceilingEntry(K key) {
    return span.nearestEntry(key, true, true);
  }

  @Override
  public @Nullable Entry<K, V> higherEntry(K key) {
    return span.nearestEntry(key, true, false);
  }

  @Override
  public @Nullable Entry<K, V> firstEntry() {
    return span.edgeEntry(false);
  }

  @Override
  public @Nullable Entry<K, V> lastEntry() {
    return span.edgeEntry(true);
  }

  // ---- views

  @Override
  public JournaledNavigableSet<K, P> keySet() {
    return navigableKeySet();
  }

  @Override
  public JournaledNavigableSet<K, P> navigableKeySet() {
    return new TreeKeys<>(span, null);
  }

  @Override
  public JournaledNavigableSet<K, P> descendingKeySet() {
    return new TreeKeys<>(span.reversed(), null);
  }

  @Override
  public JournaledCollection<V, P> values() {
    return new TreeValues<>(Side.values(span), j -> edit(j).values(), () -> autoCommit().values());
  }

  @Override
  public JournaledSet<Entry<K, V>, P> entrySet() {
    return new TreeEntries<>(
        Side.entries(span, null), j -> edit(j).entrySet(), () -> autoCommit().entrySet());
  }

  @Override
  public JournaledNavigableMap<K, V, P> descendingMap() {
    return of(span.reversed());
  }

  @Override
  public JournaledNavigableMap<K, V, P> subMap(
      K from, boolean fromInclusive, K to, boolean toInclusive) {
    return of(span.sub(from, fromInclusive, to, toInclusive));
  }

  @Override
  public JournaledNavigableMap<K, V, P> headMap(K to, boolean inclusive) {
    return of(span.head(to, inclusive));
  }

  @Override
  public JournaledNavigableMap<K, V, P> tailMap(K from, boolean inclusive) {
    return of(span.tail(from, inclusive));
  }

  // ---- as an object

  @Override
  public boolean equals(@Nullable Object o) {
    if (o == this) {
      return true;
    }
    if (!(o instanceof Map<?, ?> other)) {
      return false;
    }
    Object[] mine = entrySet().toArray();
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
    return entrySet().hashCode();
  }

  /** The entries in braces, of a large map the first 1,000. */
  @Override
  public String toString() {
    String shown = Shown.of(entrySet().toArray());
    return "{" + shown.substring(1, shown.length() - 1) + "}";
  }
}
