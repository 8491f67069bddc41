package dev.emery.collections;

import dev.emery.collections.sequence.ArrayOf;
import dev.emery.transaction.Journal;
import java.util.SequencedSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The keys or entries of a linked map, in their order or the opposite. Nothing can be added here.
 *
 * @param <T> the type of the elements
 * @param <P> the root record of the pool
 */
final class SequencedSetView<T, P> extends SequencedView<T, P>
    implements JournaledSequencedSet<T, P> {
  private final Function<Journal<P>, SequencedSet<T>> editing;

  SequencedSetView(Ends<T> ends, Function<Journal<P>, SequencedSet<T>> editing) {
    super(ends, editing);
    this.editing = editing;
  }

  @Override
  public SequencedSet<T> edit(Journal<P> j) {
    return editing.apply(j);
  }

  @Override
  public JournaledSequencedSet<T, P> reversed() {
    return new SequencedSetView<>(ends().reversed(), j -> edit(j).reversed());
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
