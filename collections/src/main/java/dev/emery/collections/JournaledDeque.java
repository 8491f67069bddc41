package dev.emery.collections;

import dev.emery.schema.Kind;
import dev.emery.schema.Persistent;
import dev.emery.transaction.Journal;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A deque in a pool: an ordinary {@link Deque} to read, changed only with the {@link Journal} of a
 * transaction. The head of {@link JournaledQueue} is the first element; {@code add}, {@code offer}
 * and {@code addAll} put elements behind the last.
 *
 * @param <E> the type of the elements
 * @param <P> the root record of the pool
 */
@Persistent(Kind.Role.VALUE)
public interface JournaledDeque<E, P>
    extends JournaledQueue<E, P>, JournaledSequencedCollection<E, P>, Deque<E> {

  @Override
  Deque<E> edit(Journal<P> j);

  @Override
  Deque<E> autoCommit();

  /** This deque in the opposite order: what is first here is last there. A view. */
  @Override
  JournaledDeque<E, P> reversed();

  /** Inserts an element before the first. */
  default void addFirst(Journal<P> j, E element) {
    edit(j).addFirst(element);
  }

  /** Adds an element behind the last. */
  default void addLast(Journal<P> j, E element) {
    edit(j).addLast(element);
  }

  /** Inserts an element before the first; always true. */
  default boolean offerFirst(Journal<P> j, E element) {
    return edit(j).offerFirst(element);
  }

  /** Adds an element behind the last; always true. */
  default boolean offerLast(Journal<P> j, E element) {
    return edit(j).offerLast(element);
  }

  /** Removes the first element, and returns it; null where there is none. */
  default @Nullable E pollFirst(Journal<P> j) {
    return edit(j).pollFirst();
  }

  /** Removes the last element, and returns it; null where there is none. */
  default @Nullable E pollLast(Journal<P> j) {
    return edit(j).pollLast();
  }

  /** Removes the first element that equals {@code o}; true where there was one. */
  default boolean removeFirstOccurrence(Journal<P> j, Object o) {
    return edit(j).removeFirstOccurrence(o);
  }

  /** Removes the last element that equals {@code o}; true where there was one. */
  default boolean removeLastOccurrence(Journal<P> j, Object o) {
    return edit(j).removeLastOccurrence(o);
  }

  /** Inserts an element before the first, as onto a stack. */
  default void push(Journal<P> j, E element) {
    edit(j).push(element);
  }

  /**
   * Removes the first element, and returns it, as from a stack.
   *
   * @throws java.util.NoSuchElementException if there is none
   */
  default E pop(Journal<P> j) {
    return edit(j).pop();
  }
}
