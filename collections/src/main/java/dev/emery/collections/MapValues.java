package dev.emery.collections;

import dev.emery.collections.hash.Side;
import dev.emery.transaction.Journal;
import java.util.Collection;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The values of a map. Nothing can be added here.
 *
 * @param <T> the type of the elements
 * @param <P> the root record of the pool
 */
final class MapValues<T, P> extends MapView<T, P> {
  private final Function<Journal<P>, Collection<T>> editing;
  private final Supplier<Collection<T>> auto;

  MapValues(
      Side<?, ?, T> side,
      Function<Journal<P>, Collection<T>> editing,
      Supplier<Collection<T>> auto) {
    super(side);
    this.editing = editing;
    this.auto = auto;
  }

  @Override
  public Collection<T> edit(Journal<P> j) {
    return editing.apply(j);
  }

  @Override
  public Collection<T> autoCommit() {
    return auto.get();
  }
}
