package dev.emery.collections.sequence;

import dev.emery.structure.Anchor;
import dev.emery.transaction.Journal;

/**
 * The elements of a vector of primitives, which are reached without boxes: single ones as bits, see
 * {@link dev.emery.collections.primitive.PrimitiveCodec}, and many as an array. Stretches and
 * indexes are checked here.
 *
 * @param <E> the box
 * @param <A> the array of the primitive type
 */
public sealed interface PrimitiveSequence<E, A> extends Sequence<E>
    permits HeapPrimitives, PooledPrimitives {

  /** The element at {@code index}. */
  long bits(Elements<E> body, int index);

  /** Replaces an element, and returns what it was. */
  long exchange(Anchor a, Journal<?> j, int index, long bits);

  /** Adds an element at the end. */
  void appendBits(Anchor a, Journal<?> j, long bits);

  /** Inserts the elements of an array before {@code index}, -1 for the end. */
  void insertArray(Anchor a, Journal<?> j, int index, A elements);

  /** The elements from {@code from} to {@code to} (-1: the end), as they are at one moment. */
  A copy(Anchor a, int from, int to);

  /** Replaces the elements from {@code from} on by those of an array. */
  void overwrite(Anchor a, Journal<?> j, int from, A elements);

  /** Sets the elements from {@code from} to {@code to} (-1: the end). */
  void fill(Anchor a, Journal<?> j, int from, int to, long bits);

  /** Shows all elements as they are at one moment, in order, without copying them all at once. */
  void scan(Anchor a, Scan<A> scan);

  /** Takes some elements at a time. */
  @FunctionalInterface
  interface Scan<A> {
    /**
     * Takes the first {@code count} elements of {@code some}, the first of which has the number
     * {@code index}; false where it needs no more. It calls no user code and keeps no array.
     */
    boolean take(int index, A some, int count);
  }
}
