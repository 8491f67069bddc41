package dev.emery.collections.hash;

import dev.emery.structure.Anchor;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;

/**
 * Goes along the links of a linked map. A place is the node, which stays where it is however the
 * table changes.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
final class LinkedCursor<K, V> extends PlaceCursor<K, V> {
  private final LinkedMap<K, V> map;
  private final End start;

  LinkedCursor(Anchor anchor, LinkedMap<K, V> map, End start) {
    super(anchor, map);
    this.map = map;
    this.start = start;
  }

  private static long place(long node) {
    return node == 0 ? NONE : node;
  }

  @Override
  long first(Memory m) {
    return place(Links.begin(m, anchor.block(), start));
  }

  @Override
  long after(Memory m, long place) {
    return place(Links.step(m, place, start.opposite()));
  }

  @Override
  <T> T show(Memory m, long place, Projection<K, V, T> projection) {
    return map.show(m, place, projection);
  }

  @Override
  void removeAt(Journal<?> j, long place) {
    map.removeNode(anchor, j, place);
  }
}
