package dev.emery.collections;

import dev.emery.collections.hash.Side;
import dev.emery.transaction.Journal;
import java.util.Set;
import java.util.function.Function;

/**
 * The keys or entries of a map. Nothing can be added here.
 *
 * @param <T> the type of the elements
 * @param <P> the root record of the pool
 */
final class MapSet<T, P> extends SetView<T, P> {
  private final Function<Journal<P>, Set<T>> editing;

  MapSet(Side<?, ?, T> side, Function<Journal<P>, Set<T>> editing) {
    super(side);
    this.editing = editing;
  }

  @Override
  public Set<T> edit(Journal<P> j) {
    return editing.apply(j);
  }
}
