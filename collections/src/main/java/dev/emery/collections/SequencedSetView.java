package dev.emery.collections;

import dev.emery.collections.hash.End;
import dev.emery.collections.hash.Side;
import dev.emery.collections.sequence.ArrayOf;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One side of a linked map whose elements are all different, as a set to read.
 *
 * @param <T> the type of the elements
 * @param <P> the root record of the pool
 */
abstract class SequencedSetView<T, P> extends SequencedView<T, P>
    implements JournaledSequencedSet<T, P> {

  SequencedSetView(Side<?, ?, T> side, Function<End, T> ends) {
    super(side, ends);
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
