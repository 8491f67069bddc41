package dev.emery.collections;

import dev.emery.collections.tree.Side;
import dev.emery.transaction.Journal;
import java.util.Collection;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The values of a sorted map, in the order of their keys. Nothing can be added here.
 *
 * @param <V> the type of the values
 * @param <P> the root record of the pool
 */
final class TreeValues<V, P> extends TreeView<V, P> {
  private final Function<Journal<P>, Collection<V>> editing;
  private final Supplier<Collection<V>> auto;

  TreeValues(
      Side<?, ?, V> side,
      Function<Journal<P>, Collection<V>> editing,
      Supplier<Collection<V>> auto) {
    super(side);
    this.editing = editing;
    this.auto = auto;
  }

  @Override
  public Collection<V> edit(Journal<P> j) {
    return editing.apply(j);
  }

  @Override
  public Collection<V> autoCommit() {
    return auto.get();
  }
}
