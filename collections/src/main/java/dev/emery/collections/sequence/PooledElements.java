package dev.emery.collections.sequence;

import dev.emery.schema.OwnedVisitor;
import dev.emery.structure.Anchor;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.function.Consumer;

/**
 * The elements of all objects of one type in a pool; which object is meant its anchor or its block
 * says.
 *
 * @param <E> the type of the elements
 */
public sealed interface PooledElements<E> extends Sequence<E> permits PooledSequence, PooledNodes {

  /** The pool that a placed object is in. */
  static Memory memory(Anchor a) {
    Memory m = a.memory();
    if (m == null) {
      throw new IllegalStateException(
          "collection was placed by a transaction that was rolled back");
    }
    return m;
  }

  /** The payload bytes of an object's block. */
  int objectBytes();

  /** Writes the elements of a prototype into its new block. */
  void fill(Memory m, Journal<?> j, long object, Object[] elements);

  /** Drops some elements and frees the parts that they leave; true when nothing is left. */
  boolean dropSome(Memory m, Journal<?> j, long object, int budget);

  /** Shows the parts of an object and what its elements own. */
  void visit(Memory m, long object, OwnedVisitor visitor);

  /** Reports what is wrong with an object. */
  void check(Memory m, long object, Consumer<String> problems);
}
