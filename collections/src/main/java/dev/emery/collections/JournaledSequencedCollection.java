package dev.emery.collections;

import dev.emery.schema.Persistent;
import dev.emery.transaction.Journal;
import java.util.SequencedCollection;

/**
 * A collection in a pool with an order that has two ends: an ordinary {@link SequencedCollection}
 * to read, changed only with the {@link Journal} of a transaction.
 *
 * @param <E> the type of the elements
 * @param <P> the root record of the pool
 */
@Persistent
public interface JournaledSequencedCollection<E, P>
    extends JournaledCollection<E, P>, SequencedCollection<E> {

  @Override
  SequencedCollection<E> edit(Journal<P> j);

  @Override
  SequencedCollection<E> autoCommit();

  /** The same elements in the opposite order, live. */
  @Override
  JournaledSequencedCollection<E, P> reversed();

  /**
   * Removes the first element, and returns it.
   *
   * @throws java.util.NoSuchElementException if there is none
   */
  default E removeFirst(Journal<P> j) {
    return edit(j).removeFirst();
  }

  /**
   * Removes the last element, and returns it.
   *
   * @throws java.util.NoSuchElementException if there is none
   */
  default E removeLast(Journal<P> j) {
    return edit(j).removeLast();
  }
}
