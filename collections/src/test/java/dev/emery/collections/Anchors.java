package dev.emery.collections;

import dev.emery.structure.Anchor;

/** Shows tests in other packages where a collection is tied to. */
public final class Anchors {
  private Anchors() {}

  /** The tie of a map to its place. */
  public static Anchor of(PHashMap<?, ?, ?> map) {
    return map.entries().anchor();
  }
}
