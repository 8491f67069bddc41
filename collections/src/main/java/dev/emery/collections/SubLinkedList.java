package dev.emery.collections;

import dev.emery.collections.sequence.Range;

/**
 * A part of a {@link PLinkedList}. It fails fast where the list is changed otherwise.
 *
 * @param <E> the type of the elements
 * @param <P> the root record of the pool
 */
final class SubLinkedList<E, P> extends RangeList<E, P> {
  SubLinkedList(Range<E> range) {
    super(range);
  }
}
