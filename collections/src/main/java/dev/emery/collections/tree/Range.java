package dev.emery.collections.tree;

import org.jspecify.annotations.Nullable;

/**
 * A range of keys, in the order of a tree.
 *
 * @param low where it begins, null: before all keys
 * @param high where it ends, null: behind all keys
 * @param <K> the type of the keys
 */
record Range<K>(@Nullable Bound<K> low, @Nullable Bound<K> high) {

  /** The range of all keys. */
  static <K> Range<K> all() {
    return new Range<>(null, null);
  }

  boolean isAll() {
    return low == null && high == null;
  }

  /** The end at which one starts who goes up, or down. */
  @Nullable Bound<K> start(boolean ascending) {
    return ascending ? low : high;
  }

  /** The end at which one arrives who goes up, or down. */
  @Nullable Bound<K> end(boolean ascending) {
    return ascending ? high : low;
  }

  /** Whether a key is in the range. */
  boolean contains(Order<K> order, K key) {
    return isAfter(order, low, key) && isBefore(order, high, key);
  }

  private static <K> boolean isAfter(Order<K> order, @Nullable Bound<K> low, K key) {
    if (low == null) {
      return true;
    }
    int compared = order.compare(key, low.key());
    return compared == 0 ? low.inclusive() : compared > 0;
  }

  private static <K> boolean isBefore(Order<K> order, @Nullable Bound<K> high, K key) {
    if (high == null) {
      return true;
    }
    int compared = order.compare(key, high.key());
    return compared == 0 ? high.inclusive() : compared < 0;
  }

  /** Whether a key can be an end of a range inside of this one. */
  boolean allows(Order<K> order, Bound<K> end) {
    return end.inclusive()
        ? contains(order, end.key())
        : (low == null || order.compare(end.key(), low.key()) >= 0)
            && (high == null || order.compare(end.key(), high.key()) <= 0);
  }
}
