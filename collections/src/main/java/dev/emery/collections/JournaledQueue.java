package dev.emery.collections;

import dev.emery.schema.Kind;
import dev.emery.schema.Persistent;
import dev.emery.transaction.Journal;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A queue in a pool: an ordinary {@link Queue} to read, changed only with the {@link Journal} of a
 * transaction. A body that finds it empty can wait for the next element.
 *
 * {@snippet :
 * String task = pool.compute(j -> {
 *   String first = tasks.poll(j);
 *   return first != null ? first : j.retry();
 * });
 * }
 *
 * @param <E> the type of the elements
 * @param <P> the root record of the pool
 */
@Persistent(Kind.Role.VALUE)
public interface JournaledQueue<E, P> extends JournaledCollection<E, P>, Queue<E> {

  @Override
  Queue<E> edit(Journal<P> j);

  /**
   * This queue as an ordinary mutable one, whose every call is a transaction of its own. See {@link
   * JournaledCollection#autoCommit}.
   *
   * <p>Iterators show the elements as they were when the iterator was made. Their {@code remove} is
   * for the element that was shown, and does nothing where it is gone.
   */
  @Override
  Queue<E> autoCommit();

  /** Adds an element; always true, since no queue in a pool has a limit. */
  default boolean offer(Journal<P> j, E element) {
    return edit(j).offer(element);
  }

  /** Removes the head, and returns it; null where there is none. */
  default @Nullable E poll(Journal<P> j) {
    return edit(j).poll();
  }

  /**
   * Removes the head, and returns it.
   *
   * @throws java.util.NoSuchElementException if there is none
   */
  default E remove(Journal<P> j) {
    return edit(j).remove();
  }
}
