package dev.emery.collections;

import dev.emery.collections.sequence.Elements;
import dev.emery.collections.tree.TreeBody;
import dev.emery.structure.Anchor;

/** Shows tests in other packages where a collection is tied to. */
public final class Anchors {
  private Anchors() {}

  /** The tie of a map to its place. */
  public static Anchor of(PHashMap<?, ?, ?> map) {
    return map.entries().anchor();
  }

  /** The tie of bytes to their place. */
  public static Anchor of(PBytes<?> bytes) {
    return bytes.body().anchor();
  }

  /** What a handle of a deque holds. */
  public static <E> Elements<E> elements(PDeque<E, ?> deque) {
    return deque.elements();
  }

  /** What a handle of a sorted map holds. */
  public static <K, V> TreeBody<K, V> body(PTreeMap<K, V, ?> map) {
    return map.body();
  }
}
