package dev.emery.collections.auto;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a sorted collection by a few elements at a time: those that come behind the last one
 * that was read.
 *
 * @param <E> the type of the elements
 */
final class Steps<E> implements Iterator<E> {
  private static final int SOME = 64;

  private final Function<@Nullable E, Deque<E>> behind;
  private Deque<E> ahead = new ArrayDeque<>();
  private @Nullable E last;
  private boolean over;

  /**
   * Creates the iterator.
   *
   * @param behind some elements behind one, or the first ones; none where there are none
   */
  Steps(Function<@Nullable E, Deque<E>> behind) {
    this.behind = behind;
  }

  /** The first elements of a collection. */
  static <E> Deque<E> some(Collection<E> elements) {
    Deque<E> some = new ArrayDeque<>(SOME);
    Iterator<E> all = elements.iterator();
    while (some.size() < SOME && all.hasNext()) {
      some.addLast(all.next());
    }
    return some;
  }

  @Override
  public boolean hasNext() {
    if (ahead.isEmpty() && !over) {
      ahead = behind.apply(last);
      over = ahead.isEmpty();
      last = ahead.peekLast();
    }
    return !ahead.isEmpty();
  }

  @Override
  public E next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no more elements");
    }
    return ahead.removeFirst();
  }
}
