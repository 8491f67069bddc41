package dev.emery.collections.auto;

import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a deque as it was when the iterator was made. What it has shown it removes from its
 * place or, where another element is there now, the first that equals it.
 *
 * @param <E> the type of the elements
 */
final class AutoDequeIterator<E> implements Iterator<E> {
  private final Door<Deque<E>> door;
  private final Iterator<E> elements;
  private int next; // the place of the next one, if nobody else changes the deque
  private @Nullable E last;

  AutoDequeIterator(Door<Deque<E>> door) {
    this.door = door;
    this.elements = Walks.copy(door);
  }

  @Override
  public boolean hasNext() {
    return elements.hasNext();
  }

  @Override
  public E next() {
    E element = elements.next();
    last = element;
    next++;
    return element;
  }

  @Override
  public void remove() {
    E removed = last;
    if (removed == null) {
      throw new IllegalStateException("no element was returned since the last removal");
    }
    int place = next - 1;
    door.<Boolean>run(
        deque -> removeAt(deque, place, removed) || deque.removeFirstOccurrence(removed));
    next = place;
    last = null;
  }

  private static <E> boolean removeAt(Deque<E> deque, int place, E element) {
    Iterator<E> all = deque.iterator();
    for (int i = 0; i < place && all.hasNext(); i++) {
      all.next();
    }
    if (all.hasNext() && all.next().equals(element)) {
      all.remove();
      return true;
    }
    return false;
  }
}
