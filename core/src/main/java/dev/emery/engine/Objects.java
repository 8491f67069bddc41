package dev.emery.engine;

/** What the engine has to know of the types of a pool, given by the layer that knows them (E39). */
public interface Objects {
  /**
   * Frees parts and disowns children of a dropped object in a bounded step.
   *
   * @return whether nothing is left but the object's own block
   */
  boolean dropSome(Transaction transaction, long block, int budget);

  /** Whether no object of this type has anything to drop but its own block. */
  boolean ownsNothing(long block);

  /** Reports every counted reference inside an object, its parts included. */
  void references(long block, ReferenceVisitor visitor);

  /** The bytes that an object, its parts and what it owns take; locks what it looks at, shared. */
  long footprint(EngineScope scope, long block);

  /** A short name of the object for messages: its type and place. */
  String describe(long block);

  /** Receives counted references. */
  @FunctionalInterface
  interface ReferenceVisitor {
    /**
     * Receives the reference at {@code at} in {@code holder}, which leads to {@code target} and may
     * share it with others.
     */
    void reference(long holder, long at, long target, boolean shared);
  }
}
