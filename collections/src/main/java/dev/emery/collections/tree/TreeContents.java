package dev.emery.collections.tree;

import dev.emery.collections.hash.Projection;
import dev.emery.transaction.Journal;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a sorted map: Java values of a prototype, or nodes in a pool. Placing a map
 * replaces the one by the other.
 *
 * <p>Keys and values that come in were checked not to be null.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
sealed interface TreeContents<K, V> permits HeapTree, PooledTree {

  /** The number of entries. */
  long size(TreeBody<K, V> body);

  /** The number of entries in a range, at one moment. */
  long size(TreeBody<K, V> body, Range<K> range);

  /** The value of {@code key}, or null. */
  @Nullable V get(TreeBody<K, V> body, K key);

  /** Whether {@code key} has a value. */
  boolean containsKey(TreeBody<K, V> body, K key);

  /**
   * What {@code projection} makes of the first entry upwards or downwards from the start of a
   * range; null where there is none in the range.
   */
  <T> @Nullable T first(
      TreeBody<K, V> body, Range<K> range, boolean ascending, Projection<K, V, T> projection);

  /** What {@code projection} makes of the entries in a range, at one moment (E31). */
  Object[] toArray(
      TreeBody<K, V> body, Range<K> range, boolean ascending, Projection<K, V, ?> projection);

  /** Goes through the entries in a range. */
  TreeCursor<K, V> cursor(TreeBody<K, V> body, Range<K> range, boolean ascending);

  /** A number that changes with each structural change. */
  int modCount(TreeBody<K, V> body);

  /** A value that leaves the map, as a copy that outlives the transaction. */
  V detached(V value);

  /** Locks the map for changes, so that a look before them needs no second lock. */
  void lock(TreeBody<K, V> body, Journal<?> j);

  /** Puts an entry, and returns the value before, or null. */
  @Nullable V put(TreeBody<K, V> body, Journal<?> j, K key, V value);

  /** Removes an entry, and returns its value, or null. */
  @Nullable V remove(TreeBody<K, V> body, Journal<?> j, K key);

  /** Removes all entries and gives their room back. */
  void clear(TreeBody<K, V> body, Journal<?> j);
}
