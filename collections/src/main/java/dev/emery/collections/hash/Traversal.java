package dev.emery.collections.hash;

/**
 * A way through the entries of a map: the one that its contents have, or, where there is an order,
 * the opposite.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public interface Traversal<K, V> {
  /** What {@code projection} makes of the entries as they are at one moment (E31). */
  Object[] toArray(Projection<K, V, ?> projection);

  /** Goes through the entries, and fails fast. */
  Cursor<K, V> cursor();

  /** What spliterators say of the order: {@code ORDERED} or nothing. */
  int characteristics();
}
