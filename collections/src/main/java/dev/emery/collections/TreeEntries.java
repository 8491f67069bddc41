package dev.emery.collections;

import dev.emery.collections.tree.Side;
import dev.emery.transaction.Journal;
import java.util.Map;
import java.util.Set;
import java.util.Spliterator;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a sorted map, in the order of their keys. Nothing can be added here.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 * @param <P> the root record of the pool
 */
final class TreeEntries<K, V, P> extends TreeView<Map.Entry<K, V>, P>
    implements JournaledSet<Map.Entry<K, V>, P> {
  private final Function<Journal<P>, Set<Map.Entry<K, V>>> editing;
  private final Supplier<Set<Map.Entry<K, V>>> auto;

  TreeEntries(
      Side<K, V, Map.Entry<K, V>> side,
      Function<Journal<P>, Set<Map.Entry<K, V>>> editing,
      Supplier<Set<Map.Entry<K, V>>> auto) {
    super(side);
    this.editing = editing;
    this.auto = auto;
  }

  @Override
  public Set<Map.Entry<K, V>> edit(Journal<P> j) {
    return editing.apply(j);
  }

  @Override
  public Set<Map.Entry<K, V>> autoCommit() {
    return auto.get();
  }

  @Override
  public Spliterator<Map.Entry<K, V>> spliterator() {
    return super.spliterator();
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o == this || side().isSet(o);
  }

  @Override
  public int hashCode() {
    return side().hashOfSet();
  }
}
