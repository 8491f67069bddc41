package dev.emery.collections;

import dev.emery.collections.sequence.Range;
import java.util.RandomAccess;

/**
 * A part of a {@link PVec}. It fails fast where the vector is changed otherwise.
 *
 * @param <E> the type of the elements
 * @param <P> the root record of the pool
 */
final class SubVec<E, P> extends RangeList<E, P> implements RandomAccess {
  SubVec(Range<E> range) {
    super(range);
  }
}
