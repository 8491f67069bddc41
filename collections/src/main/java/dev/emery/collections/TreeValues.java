package dev.emery.collections;

import dev.emery.collections.tree.Side;
import dev.emery.transaction.Journal;
import java.util.Collection;
import java.util.function.Function;

/**
 * The values of a sorted map, in the order of their keys. Nothing can be added here.
 *
 * @param <V> the type of the values
 * @param <P> the root record of the pool
 */
final class TreeValues<V, P> extends TreeView<V, P> {
  private final Function<Journal<P>, Collection<V>> editing;

  TreeValues(Side<?, ?, V> side, Function<Journal<P>, Collection<V>> editing) {
    super(side);
    this.editing = editing;
  }

  @Override
  public Collection<V> edit(Journal<P> j) {
    return editing.apply(j);
  }
}
