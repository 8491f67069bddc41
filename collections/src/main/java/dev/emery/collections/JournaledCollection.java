package dev.emery.collections;

import dev.emery.TxScoped;
import dev.emery.schema.Persistent;
import dev.emery.transaction.Journal;
import java.util.Collection;
import java.util.function.Predicate;

/**
 * A collection in a pool: an ordinary {@code java.util} collection to read, changed only with the
 * {@link Journal} of a transaction. Every change takes the journal first; the mutators inherited
 * from {@link Collection} throw {@link UnsupportedOperationException} and name the right one.
 *
 * <p>Null is never an element, nor asked for: {@code contains(null)} throws {@link
 * NullPointerException}, as in {@link java.util.List#of()}.
 *
 * <p>What {@code remove} and the others find is found by {@link Object#equals}, unless the
 * collection says otherwise.
 *
 * <p>Every method that takes a journal throws {@link dev.emery.JournalEndedException}, {@link
 * dev.emery.WrongThreadException} or {@link dev.emery.WrongPoolException} where the journal cannot
 * be used here, and {@link dev.emery.StaleReferenceException} where the collection was dropped.
 *
 * @param <E> the type of the elements
 * @param <P> the root record of the pool
 */
@Persistent
public interface JournaledCollection<E, P> extends Collection<E> {

  /**
   * This collection as a complete mutable one, for as long as the transaction is open. Code that
   * knows nothing of transactions changes it through this view, all or nothing.
   */
  Collection<E> edit(Journal<P> j);

  /**
   * This collection as an ordinary mutable one, whose every call is a transaction of its own:
   * {@code pool.compute} with the durability that the pool was opened with, or part of the
   * transaction that the thread is in. A bulk call ({@code addAll}, {@code removeIf}, {@code
   * clear}) is one transaction, too. For code that knows nothing of transactions; of several calls
   * each may succeed without the others.
   *
   * <p>May be used from any thread. Functions that a call is given run inside of its transaction
   * while the collection is locked, and again after a conflict, so they should change nothing else.
   * What a call takes out of the collection it returns as a copy that is in no pool, where it is an
   * entity or another collection.
   *
   * <p>Iterators are weakly consistent: they never throw {@link
   * java.util.ConcurrentModificationException}, show what is there all the time exactly once, and
   * {@code remove} is a transaction of its own. Bulk reads and streams see one state. Views of the
   * result, such as {@code keySet()} or {@code subList}, are such collections, too.
   *
   * <p>Changes throw {@link IllegalStateException} inside {@code pool.read} and inside a
   * transaction of another pool.
   *
   * @throws IllegalStateException if this collection is a prototype, since it is in no pool
   */
  Collection<E> autoCommit();

  /** Adds an element; true where that changed the collection. */
  default boolean add(Journal<P> j, E element) {
    return edit(j).add(element);
  }

  /** Adds elements; true where that changed the collection. */
  default boolean addAll(Journal<P> j, Collection<? extends E> elements) {
    return edit(j).addAll(elements);
  }

  /** Removes one element that equals {@code o}; true where there was one. */
  default boolean remove(Journal<P> j, Object o) {
    return edit(j).remove(o);
  }

  /** Removes every element that {@code other} contains; true where there was one. */
  default boolean removeAll(Journal<P> j, Collection<?> other) {
    return edit(j).removeAll(other);
  }

  /** Removes every element that {@code other} does not contain; true where there was one. */
  default boolean retainAll(Journal<P> j, Collection<?> other) {
    return edit(j).retainAll(other);
  }

  /**
   * Removes every element that {@code filter} accepts; true where there was one. The filter sees
   * all elements before the first is removed, and must not change the collection.
   */
  default boolean removeIf(Journal<P> j, @TxScoped Predicate<? super E> filter) {
    return edit(j).removeIf(filter);
  }

  /** Removes all elements. */
  default void clear(Journal<P> j) {
    edit(j).clear();
  }
}
