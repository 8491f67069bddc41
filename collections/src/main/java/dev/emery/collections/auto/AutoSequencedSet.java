package dev.emery.collections.auto;

import java.util.SequencedSet;
import java.util.Spliterator;

/**
 * A set with an order each call on which is a transaction of its own.
 *
 * @param <E> the type of the elements, which are values
 */
public final class AutoSequencedSet<E> extends AutoSet<E, SequencedSet<E>>
    implements SequencedSet<E>, AutoSequenced<E> {

  /** Creates the view. */
  public AutoSequencedSet(Door<SequencedSet<E>> door) {
    super(door, () -> Walks.copy(door));
  }

  @Override
  public SequencedSet<E> reversed() {
    return new AutoSequencedSet<>(door.part(SequencedSet::reversed));
  }

  @Override
  int characteristics() {
    return Spliterator.DISTINCT | Spliterator.ORDERED;
  }

  @Override
  public Door<SequencedSet<E>> ends() {
    return door;
  }

  @Override
  public E taken(E element) {
    return element;
  }
}
