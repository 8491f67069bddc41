package dev.emery.collections;

import dev.emery.collections.sequence.Range;
import java.util.List;

/**
 * A part of a {@link PLinkedList}. It fails fast where the list is changed otherwise.
 *
 * @param <E> the type of the elements
 * @param <P> the root record of the pool
 */
final class SubLinkedList<E, P> extends RangeList<E, P> {
  private final Range<E> range;

  SubLinkedList(Range<E> range) {
    super(range);
    this.range = range;
  }

  /** A window of the view of the whole, which does not fail where the list is changed. */
  @Override
  public List<E> autoCommit() {
    int size = range.size();
    return new PLinkedList<E, P>(range.elements())
        .autoCommit()
        .subList(range.offset(), range.offset() + size);
  }
}
