package dev.emery.collections;

import dev.emery.collections.sequence.Range;
import java.util.List;
import java.util.RandomAccess;

/**
 * A part of a {@link PVec}. It fails fast where the vector is changed otherwise.
 *
 * @param <E> the type of the elements
 * @param <P> the root record of the pool
 */
final class SubVec<E, P> extends RangeList<E, P> implements RandomAccess {
  private final Range<E> range;

  SubVec(Range<E> range) {
    super(range);
    this.range = range;
  }

  /** A window of the view of the whole, which does not fail where the vector is changed. */
  @Override
  public List<E> autoCommit() {
    int size = range.size();
    return new PVec<E, P>(range.elements())
        .autoCommit()
        .subList(range.offset(), range.offset() + size);
  }
}
