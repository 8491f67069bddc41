package dev.emery.collections;

import dev.emery.schema.Persistent;
import dev.emery.transaction.Journal;
import java.util.SequencedSet;

/**
 * A set in a pool with an order that has two ends: an ordinary {@link SequencedSet} to read,
 * changed only with the {@link Journal} of a transaction.
 *
 * @param <E> the type of the elements
 * @param <P> the root record of the pool
 */
@Persistent
public interface JournaledSequencedSet<E, P>
    extends JournaledSequencedCollection<E, P>, JournaledSet<E, P>, SequencedSet<E> {

  @Override
  SequencedSet<E> edit(Journal<P> j);

  @Override
  SequencedSet<E> autoCommit();

  @Override
  JournaledSequencedSet<E, P> reversed();
}
