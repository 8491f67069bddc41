package dev.emery.collections;

import dev.emery.collections.sequence.ArrayOf;
import org.jspecify.annotations.Nullable;

/**
 * A set whose inherited mutators are closed: each throws and names the one that takes a journal.
 *
 * @param <E> the type of the elements
 * @param <P> the root record of the pool
 */
abstract class ClosedSet<E, P> extends ClosedCollection<E, P> implements JournaledSet<E, P> {

  ClosedSet() {}

  @Override
  public boolean equals(@Nullable Object o) {
    return o == this || ArrayOf.isSetOf(toArray(), o);
  }

  @Override
  public int hashCode() {
    return ArrayOf.hashOfSet(toArray());
  }
}
