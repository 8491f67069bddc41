package dev.emery.collections;

import dev.emery.collections.hash.Side;
import dev.emery.transaction.Journal;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The keys or entries of a map. Nothing can be added here.
 *
 * @param <T> the type of the elements
 * @param <P> the root record of the pool
 */
final class MapSet<T, P> extends SetView<T, P> {
  private final Function<Journal<P>, Set<T>> editing;
  private final Supplier<Set<T>> auto;

  MapSet(Side<?, ?, T> side, Function<Journal<P>, Set<T>> editing, Supplier<Set<T>> auto) {
    super(side);
    this.editing = editing;
    this.auto = auto;
  }

  @Override
  public Set<T> edit(Journal<P> j) {
    return editing.apply(j);
  }

  @Override
  public Set<T> autoCommit() {
    return auto.get();
  }
}
