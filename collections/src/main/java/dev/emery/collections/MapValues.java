package dev.emery.collections;

import dev.emery.collections.hash.Side;
import dev.emery.transaction.Journal;
import java.util.Collection;
import java.util.function.Function;

/**
 * The values of a map. Nothing can be added here.
 *
 * @param <T> the type of the elements
 * @param <P> the root record of the pool
 */
final class MapValues<T, P> extends MapView<T, P> {
  private final Function<Journal<P>, Collection<T>> editing;

  MapValues(Side<?, ?, T> side, Function<Journal<P>, Collection<T>> editing) {
    super(side);
    this.editing = editing;
  }

  @Override
  public Collection<T> edit(Journal<P> j) {
    return editing.apply(j);
  }
}
