package dev.emery.collections;

import dev.emery.schema.Kind;
import dev.emery.schema.Persistent;
import dev.emery.transaction.Journal;
import java.util.NavigableSet;
import org.jspecify.annotations.Nullable;

/**
 * A sorted set in a pool: an ordinary {@link NavigableSet} to read, changed only with the {@link
 * Journal} of a transaction. So are its views, the parts of it and the set in the other direction;
 * they are live, and what is added to a part has to be in its range.
 *
 * @param <E> the type of the elements
 * @param <P> the root record of the pool
 */
@Persistent(Kind.Role.VALUE)
public interface JournaledNavigableSet<E, P> extends JournaledSet<E, P>, NavigableSet<E> {

  @Override
  NavigableSet<E> edit(Journal<P> j);

  @Override
  NavigableSet<E> autoCommit();

  @Override
  JournaledNavigableSet<E, P> descendingSet();

  @Override
  JournaledNavigableSet<E, P> subSet(E from, boolean fromInclusive, E to, boolean toInclusive);

  @Override
  JournaledNavigableSet<E, P> headSet(E to, boolean inclusive);

  @Override
  JournaledNavigableSet<E, P> tailSet(E from, boolean inclusive);

  @Override
  default JournaledNavigableSet<E, P> subSet(E from, E to) {
    return subSet(from, true, to, false);
  }

  @Override
  default JournaledNavigableSet<E, P> headSet(E to) {
    return headSet(to, false);
  }

  @Override
  default JournaledNavigableSet<E, P> tailSet(E from) {
    return tailSet(from, true);
  }

  @Override
  default JournaledNavigableSet<E, P> reversed() {
    return descendingSet();
  }

  /** Removes the first element, and returns it, or null where there is none. */
  default @Nullable E pollFirst(Journal<P> j) {
    return edit(j).pollFirst();
  }

  /** Removes the last element, and returns it, or null where there is none. */
  default @Nullable E pollLast(Journal<P> j) {
    return edit(j).pollLast();
  }
}
