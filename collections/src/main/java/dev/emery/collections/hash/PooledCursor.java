package dev.emery.collections.hash;

import dev.emery.structure.Anchor;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;

/**
 * Goes through the segments in order, and through the slots of each from the last to the first: so
 * the entries that take the place of a removed one were shown before.
 *
 * <pre>
 * bits 63..32 segment | bits 31..0 slot
 * </pre>
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
final class PooledCursor<K, V> extends PlaceCursor<K, V> {
  private final PooledMap<K, V> map;

  PooledCursor(Anchor anchor, PooledMap<K, V> map) {
    super(anchor, map);
    this.map = map;
  }

  private static int segment(long place) {
    return (int) (place >>> 32);
  }

  private static int slot(long place) {
    return (int) place;
  }

  @Override
  long first(Memory m) {
    return firstFrom(m, 0);
  }

  private long firstFrom(Memory m, int start) {
    int count = Segments.count(m, anchor.block());
    for (int i = start; i < count; i++) {
      long segment = Segments.get(m, anchor.block(), i);
      int slot = segment == 0 ? -1 : map.slots.last(m, segment);
      if (slot >= 0) {
        return (long) i << 32 | slot;
      }
    }
    return NONE;
  }

  @Override
  long after(Memory m, long place) {
    long segment = Segments.get(m, anchor.block(), segment(place));
    int before = map.slots.before(m, segment, slot(place));
    return before < 0 ? firstFrom(m, segment(place) + 1) : place - slot(place) + before;
  }

  @Override
  <T> T show(Memory m, long place, Projection<K, V, T> projection) {
    return map.show(m, Segments.get(m, anchor.block(), segment(place)), slot(place), projection);
  }

  @Override
  void removeAt(Journal<?> j, long place) {
    map.removeAt(anchor, j, segment(place), slot(place));
  }
}
