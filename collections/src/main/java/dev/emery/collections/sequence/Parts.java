package dev.emery.collections.sequence;

/** The blocks that belong to one object alone and are freed with it. */
public final class Parts {
  /** The engine's tag of a part. */
  public static final int TAG = 1;

  private Parts() {}
}
