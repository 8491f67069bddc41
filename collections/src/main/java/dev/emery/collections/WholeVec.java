package dev.emery.collections;

import dev.emery.collections.auto.AutoList;
import dev.emery.collections.auto.Door;
import dev.emery.collections.sequence.Elements;
import dev.emery.collections.sequence.Range;
import dev.emery.collections.sequence.Roomy;
import dev.emery.transaction.Journal;
import java.util.List;
import java.util.RandomAccess;

/**
 * A vector itself, not a part of one: what vectors of objects and of primitives have in common.
 *
 * @param <E> the type of the elements
 * @param <P> the root record of the pool
 */
abstract sealed class WholeVec<E, P> extends RangeList<E, P> implements RandomAccess
    permits PVec, PrimitiveVec {
  private final Elements<E> elements;

  WholeVec(Elements<E> elements) {
    super(new Range<>(elements));
    this.elements = elements;
  }

  final Elements<E> elements() {
    return elements;
  }

  private Roomy room() {
    return (Roomy) elements.sequence(); // as all elements of vectors are
  }

  @Override
  public final List<E> autoCommit() {
    return AutoList.randomAccess(Door.of(elements.anchor(), this, this::edit), elements::detached);
  }

  /**
   * The number of elements that there is room for; of a prototype, the number of its elements. More
   * than that costs an allocation and nothing else: from the first chunk on nothing is copied.
   */
  public final int capacity() {
    return room().capacity(elements.anchor());
  }

  /**
   * Makes the first chunk as large as {@code capacity} elements need, up to the full 16 KiB, so
   * that adding them does not copy the first few again and again. Room for more is made when it is
   * needed, since later chunks are never copied. Of a prototype it does nothing. Time O(1).
   *
   * @throws IllegalArgumentException if {@code capacity} is negative
   * @throws dev.emery.PoolFullException if the pool has no room for the chunk
   */
  public final void ensureCapacity(Journal<P> j, int capacity) {
    if (capacity < 0) {
      throw new IllegalArgumentException("negative capacity=" + capacity);
    }
    room().ensureCapacity(elements.anchor(), j, capacity);
  }

  /**
   * Gives back the chunk that is kept in reserve behind the last element, and cuts a first chunk
   * that is alone to what its elements take. Removing elements gives back all other chunks by
   * itself. In a full pool a first chunk stays as it is. Time O(1).
   */
  public final void trimToSize(Journal<P> j) {
    room().trimToSize(elements.anchor(), j);
  }

  /**
   * The bytes that this vector takes of its pool, with everything that it owns: all blocks with
   * their headers and what sizes are rounded up by; 0 while it is a prototype. Locks what it looks
   * at shared, to the end of the body that this thread is in, or of the call. Time O(n).
   */
  public final long footprint() {
    return elements.anchor().footprint();
  }

  @Override
  public final int size() {
    return elements.size();
  }

  @Override
  public final E get(int index) {
    return elements.get(index);
  }
}
