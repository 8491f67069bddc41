package dev.emery.collections;

import dev.emery.collections.hash.Side;
import dev.emery.collections.sequence.ArrayOf;
import org.jspecify.annotations.Nullable;

/**
 * One side of a hash map whose elements are all different, as a set to read.
 *
 * @param <T> the type of the elements
 * @param <P> the root record of the pool
 */
abstract class SetView<T, P> extends MapView<T, P> implements JournaledSet<T, P> {

  SetView(Side<?, ?, T> side) {
    super(side);
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o == this || ArrayOf.isSetOf(toArray(), o);
  }

  @Override
  public int hashCode() {
    return ArrayOf.hashOfSet(toArray());
  }
}
