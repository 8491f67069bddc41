package dev.emery.collections.hash;

/** One of the two ends of a map with an order. */
public enum End {
  /** Where the order begins. */
  FIRST,
  /** Where it ends. */
  LAST;

  /** The other one. */
  public End opposite() {
    return this == FIRST ? LAST : FIRST;
  }
}
