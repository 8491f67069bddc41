package dev.emery.schema;

/**
 * Receives what a slot or an object owns: the parts that are freed with it, and its references to
 * objects that are counted. Checks, the drop of objects and the search for cycles are visitors.
 */
public interface OwnedVisitor {

  /**
   * A part of its own block, such as a long text, that belongs to what is visited alone.
   *
   * @param block the part's block
   * @param bytes how many bytes of its payload are in use
   * @return whether to go on into what the part owns; false where it was seen before, so that a
   *     damaged pool whose parts lead in a circle ends the visit
   */
  boolean part(long block, long bytes);

  /**
   * A counted reference to the object {@code target}, stored at {@code at} in {@code block}. The
   * visit does not go on into the object.
   */
  void object(long target, long block, long at);

  /** As {@link #object}, but by a pointer that shares its target with others. */
  default void shared(long target, long block, long at) {
    object(target, block, at);
  }

  /** A reference to {@code target} that does not keep it alive, stored at {@code at}. */
  default void weak(long target, long block, long at) {}
}
