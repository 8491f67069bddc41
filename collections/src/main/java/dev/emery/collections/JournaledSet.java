package dev.emery.collections;

import dev.emery.schema.Persistent;
import dev.emery.transaction.Journal;
import java.util.Set;

/**
 * A set in a pool: an ordinary {@link Set} to read, changed only with the {@link Journal} of a
 * transaction.
 *
 * @param <E> the type of the elements
 * @param <P> the root record of the pool
 */
@Persistent
public interface JournaledSet<E, P> extends JournaledCollection<E, P>, Set<E> {

  @Override
  Set<E> edit(Journal<P> j);

  @Override
  Set<E> autoCommit();
}
