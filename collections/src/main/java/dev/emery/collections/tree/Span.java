package dev.emery.collections.tree;

import dev.emery.collections.hash.Projection;
import dev.emery.collections.sequence.Swapped;
import dev.emery.transaction.Journal;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a sorted map in a range of keys, upwards or downwards: what every map and set over
 * a tree is a shell of, the whole one too. First, lower and the like are meant in its direction.
 *
 * <p>Here arguments are checked, so that all doors refuse the same.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public final class Span<K, V> {
  final TreeBody<K, V> body;
  final Range<K> range;
  final boolean ascending;

  private Span(TreeBody<K, V> body, Range<K> range, boolean ascending) {
    this.body = body;
    this.range = range;
    this.ascending = ascending;
  }

  /** All entries, upwards. */
  public static <K, V> Span<K, V> all(TreeBody<K, V> body) {
    return new Span<>(body, Range.all(), true);
  }

  /** The body of the map. */
  public TreeBody<K, V> body() {
    return body;
  }

  // ---- spans of this one

  /** The same entries in the other direction. */
  public Span<K, V> reversed() {
    return new Span<>(body, range, !ascending);
  }

  /**
   * The entries from one key to another.
   *
   * @throws IllegalArgumentException if the keys are in the wrong order or out of range
   */
  public Span<K, V> sub(K from, boolean fromInclusive, K to, boolean toInclusive) {
    Swapped.refused(from);
    Swapped.refused(to);
    int compared = body.order().compare(from, to);
    if (ascending ? compared > 0 : compared < 0) {
      throw new IllegalArgumentException("fromKey > toKey");
    }
    return between(new Bound<>(from, fromInclusive), new Bound<>(to, toInclusive));
  }

  /** The entries up to a key. */
  public Span<K, V> head(K to, boolean inclusive) {
    Swapped.refused(to);
    return between(null, new Bound<>(to, inclusive));
  }

  /** The entries from a key on. */
  public Span<K, V> tail(K from, boolean inclusive) {
    Swapped.refused(from);
    return between(new Bound<>(from, inclusive), null);
  }

  private Span<K, V> between(@Nullable Bound<K> from, @Nullable Bound<K> to) {
    Bound<K> start = from == null ? range.start(ascending) : allowed(from, "fromKey");
    Bound<K> end = to == null ? range.end(ascending) : allowed(to, "toKey");
    Range<K> part = ascending ? new Range<>(start, end) : new Range<>(end, start);
    return new Span<>(body, part, ascending);
  }

  private Bound<K> allowed(Bound<K> bound, String name) {
    body.order().require(bound.key());
    if (!range.allows(body.order(), bound)) {
      throw new IllegalArgumentException(name + " out of range");
    }
    return bound;
  }

  // ---- reads

  /** The comparator of this direction; null for the natural order, upwards. */
  public @Nullable Comparator<? super K> comparator() {
    Comparator<? super K> comparator = body.order().comparator();
    return ascending ? comparator : Collections.reverseOrder(comparator);
  }

  /** The number of entries, at most {@code Integer.MAX_VALUE}. Of a part of a map time O(n). */
  public int size() {
    long size = range.isAll() ? body.contents().size(body) : body.contents().size(body, range);
    return (int) Math.min(Integer.MAX_VALUE, size);
  }

  /** Whether there is no entry. */
  public boolean isEmpty() {
    return range.isAll() ? body.contents().size(body) == 0 : first(new Show.Key<>()) == null;
  }

  @SuppressWarnings("unchecked") // a wrong one shows as a ClassCastException, as in TreeMap
  private K key(Object sought) {
    Swapped.refused(sought);
    return (K) sought;
  }

  private boolean contains(K key) {
    return range.isAll() || range.contains(body.order(), key);
  }

  /** The value of {@code sought}, or null. */
  public @Nullable V get(Object sought) {
    K key = key(sought);
    return contains(key) ? body.contents().get(body, key) : null;
  }

  /** Whether {@code sought} has a value. */
  public boolean containsKey(Object sought) {
    K key = key(sought);
    return contains(key) && body.contents().containsKey(body, key);
  }

  private <T> @Nullable T first(Projection<K, V, T> projection) {
    return body.contents().first(body, range, ascending, projection);
  }

  private <T> @Nullable T last(Projection<K, V, T> projection) {
    return body.contents().first(body, range, !ascending, projection);
  }

  /** The first key of this span, or the last. */
  public @Nullable K edgeKey(boolean last) {
    return last ? last(new Show.Key<>()) : first(new Show.Key<>());
  }

  /** The first entry of this span, or the last. */
  @SuppressWarnings("emery.escape") // without a journal
  public Map.@Nullable Entry<K, V> edgeEntry(boolean last) {
    Show.Entry<K, V> shown = new Show.Entry<>(this, null);
    return last ? last(shown) : first(shown);
  }

  /**
   * The first key, or the last.
   *
   * @throws NoSuchElementException if there is none
   */
  public K requireKey(boolean last) {
    K key = edgeKey(last);
    if (key == null) {
      throw new NoSuchElementException("no entries");
    }
    return key;
  }

  /** The key next to {@code key} in this span, after it or before. */
  public @Nullable K nearestKey(K key, boolean after, boolean inclusive) {
    return nearest(key, after, inclusive, new Show.Key<>());
  }

  /** The entry next to {@code key} in this span, after it or before. */
  @SuppressWarnings("emery.escape") // without a journal
  public Map.@Nullable Entry<K, V> nearestEntry(K key, boolean after, boolean inclusive) {
    return nearest(key, after, inclusive, new Show.Entry<>(this, null));
  }

  private <T> @Nullable T nearest(
      K key, boolean after, boolean inclusive, Projection<K, V, T> projection) {
    Swapped.refused(key);
    boolean up = after == ascending;
    Bound<K> from = new Bound<>(key, inclusive);
    Bound<K> start = range.start(up);
    if (start != null && isBeyond(start, from, up)) {
      from = start;
    }
    Range<K> part = up ? new Range<>(from, range.high()) : new Range<>(range.low(), from);
    return body.contents().first(body, part, up, projection);
  }

  /** Whether who starts from {@code start} comes to fewer keys than who starts from the other. */
  private boolean isBeyond(Bound<K> start, Bound<K> other, boolean up) {
    int compared = body.order().compare(start.key(), other.key());
    return compared == 0 ? !start.inclusive() : compared > 0 == up;
  }

  /** The keys, values or entries as they are at one moment (E31). */
  Object[] toArray(Projection<K, V, ?> projection) {
    return body.contents().toArray(body, range, ascending, projection);
  }

  TreeCursor<K, V> cursor() {
    return body.contents().cursor(body, range, ascending);
  }

  int modCount() {
    return body.contents().modCount(body);
  }

  // ---- changes

  /** Locks the map for changes, so that a look before them needs no second lock. */
  Span<K, V> lock(Journal<?> j) {
    body.contents().lock(body, j);
    return this;
  }

  /**
   * Puts an entry, and returns the value before, or null.
   *
   * @throws IllegalArgumentException if the key is out of range
   */
  @Nullable V put(Journal<?> j, K key, V value) {
    Objects.requireNonNull(key);
    Objects.requireNonNull(value);
    if (!contains(key)) {
      throw new IllegalArgumentException("key out of range");
    }
    return body.contents().put(body, j, key, value);
  }

  /** Removes an entry, and returns its value, or null. */
  @Nullable V remove(Journal<?> j, Object sought) {
    K key = key(sought);
    return contains(key) ? body.contents().remove(body, j, key) : null;
  }

  /** Replaces a value where there is one, and returns that, or null. */
  @Nullable V replace(Journal<?> j, K key, V value) {
    Objects.requireNonNull(value);
    return lock(j).containsKey(key) ? put(j, key, value) : null;
  }

  /** Removes the first entry, or the last, and returns it as it was; null where there is none. */
  Map.@Nullable Entry<K, V> poll(Journal<?> j, boolean last) {
    Map.Entry<K, V> entry = lock(j).edgeEntry(last);
    if (entry != null) {
      body.contents().remove(body, j, entry.getKey());
    }
    return entry;
  }

  /** Removes the first key, or the last, and returns it; null where there is none. */
  @Nullable K pollKey(Journal<?> j, boolean last) {
    K key = lock(j).edgeKey(last);
    if (key != null) {
      body.contents().remove(body, j, key);
    }
    return key;
  }

  /** Removes all entries. */
  @SuppressWarnings("unchecked") // what the projection shows
  void clear(Journal<?> j) {
    if (range.isAll()) {
      body.contents().clear(body, j);
      return;
    }
    for (Object key : lock(j).toArray(new Show.Key<>())) {
      body.contents().remove(body, j, (K) key);
    }
  }
}
