package dev.emery.collections.auto;

import java.util.SequencedCollection;

/**
 * The two ends of a collection each call on which is a transaction of its own.
 *
 * @param <E> the type of the elements
 */
interface AutoSequenced<E> extends SequencedCollection<E> {

  /** The door of the collection. */
  Door<? extends SequencedCollection<E>> ends();

  /** An element that left the collection, as a copy that outlives the transaction. */
  E taken(E element);

  /** An element that stays in the collection, as it is shown. */
  default E shown(E element) {
    return element;
  }

  @Override
  default void addFirst(E element) {
    ends().effect(c -> c.addFirst(element));
  }

  @Override
  default void addLast(E element) {
    ends().effect(c -> c.addLast(element));
  }

  @Override
  default E getFirst() {
    return shown(ends().<E>query(SequencedCollection::getFirst));
  }

  @Override
  default E getLast() {
    return shown(ends().<E>query(SequencedCollection::getLast));
  }

  @Override
  default E removeFirst() {
    return ends().<E>run(c -> taken(c.removeFirst()));
  }

  @Override
  default E removeLast() {
    return ends().<E>run(c -> taken(c.removeLast()));
  }
}
