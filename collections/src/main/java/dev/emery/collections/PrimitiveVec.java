package dev.emery.collections;

import dev.emery.collections.sequence.Primitives;
import dev.emery.transaction.Journal;
import java.util.Spliterator;

/**
 * A vector of primitives: what does not name the type. What does is in the classes, which are thin.
 *
 * @param <E> the box
 * @param <A> the array of the primitive type
 * @param <P> the root record of the pool
 */
abstract sealed class PrimitiveVec<E, A, P> extends WholeVec<E, P>
    permits PDoubleVec, PIntVec, PLongVec {
  /** The characteristics of spliterators of arrays, which a stream has to know beforehand. */
  static final int SNAPSHOT =
      Spliterator.ORDERED | Spliterator.IMMUTABLE | Spliterator.SIZED | Spliterator.SUBSIZED;

  private final Primitives<E, A> primitives;

  PrimitiveVec(Primitives<E, A> primitives) {
    super(primitives);
    this.primitives = primitives;
  }

  final Primitives<E, A> primitives() {
    return primitives;
  }

  /**
   * Sorts in ascending order, as {@code java.util.Arrays} does. Time O(n log n), with one copy of
   * the elements on the Java heap.
   */
  public final void sort(Journal<P> j) {
    primitives.rewrite(j, primitives.codec()::sort);
  }
}
