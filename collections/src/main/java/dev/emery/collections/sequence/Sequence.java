package dev.emery.collections.sequence;

import dev.emery.structure.Anchor;
import dev.emery.transaction.Journal;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The elements of a list or deque: Java values of a prototype, or slots in a pool. Placing it
 * replaces the one by the other. Bulk operations see and make one state (E31).
 *
 * <p>Elements and arrays of them that come in were checked not to contain null. Stretches and
 * indexes are checked here.
 *
 * @param <E> the type of the elements
 */
public sealed interface Sequence<E> permits HeapSequence, PooledElements, PrimitiveSequence {

  /** The number of elements. */
  int size(Anchor a);

  /** The element at {@code index}. */
  E get(Elements<E> body, int index);

  /** The first or the last element, or null where there is none. */
  @Nullable E peek(Elements<E> body, boolean last);

  /**
   * The elements from {@code from} to {@code to}, as they are at one moment.
   *
   * @param to the end, or -1 for all that there are
   */
  Object[] toArray(Anchor a, int from, int to);

  /** The first place of an element from {@code from} to {@code to} (-1: all), or -1. */
  int indexOf(Anchor a, Object element, int from, int to);

  /** A number that changes with each structural change. */
  int modCount(Anchor a);

  /** A copy of an element that is in no pool. */
  E detached(E element);

  /** Locks the object for changes, so that a look before them needs no second lock. */
  void lock(Anchor a, Journal<?> j);

  /** Adds an element at the end. */
  void append(Anchor a, Journal<?> j, E element);

  /** Inserts elements before {@code index}, -1 for the end. */
  void insert(Elements<E> body, Journal<?> j, int index, Object[] elements);

  /** Replaces an element, and returns what it was. */
  E set(Elements<E> body, Journal<?> j, int index, E element);

  /** Removes an element, and returns it. */
  E remove(Elements<E> body, Journal<?> j, int index);

  /** Removes the elements from {@code from} to {@code to}. */
  void removeRange(Anchor a, Journal<?> j, int from, int to);

  /** Removes the elements whose number, counted from {@code from}, is marked. */
  void removeMarked(Anchor a, Journal<?> j, int from, BitSet marked);

  /** Moves elements: at {@code from + i} stands then what was at {@code from + order[i]}. */
  void permute(Anchor a, Journal<?> j, int from, int[] order);

  /** Exchanges two elements. */
  void swap(Anchor a, Journal<?> j, int one, int other);

  /** Removes all elements and gives their room back. */
  void clear(Anchor a, Journal<?> j);
}
