package dev.emery.collections;

import dev.emery.TxScoped;
import dev.emery.schema.Kind;
import dev.emery.schema.Persistent;
import dev.emery.transaction.Journal;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A list in a pool: an ordinary {@link List} to read, changed only with the {@link Journal} of a
 * transaction. What {@link List} calls {@code remove(int)} is {@link #removeAt} here, so that a
 * list of numbers cannot be misread.
 *
 * @param <E> the type of the elements
 * @param <P> the root record of the pool
 */
@Persistent(Kind.Role.VALUE)
public interface JournaledList<E, P> extends JournaledCollection<E, P>, List<E> {

  @Override
  List<E> edit(Journal<P> j);

  /**
   * This list as an ordinary mutable one, whose every call is a transaction of its own, {@code
   * sort} and {@code replaceAll} among them. See {@link JournaledCollection#autoCommit}.
   *
   * <p>Iterators show the elements as they were when the iterator was made, as those of {@link
   * java.util.concurrent.CopyOnWriteArrayList} do. Their {@code remove} and {@code set} are for the
   * element that was shown, at its place or, where that has changed, the first that equals it; they
   * do nothing where it is gone. A {@code subList} is a window that stands at its indexes: what is
   * changed through it moves its end, and what others insert before it moves elements through it.
   */
  @Override
  List<E> autoCommit();

  @Override
  JournaledList<E, P> subList(int from, int to);

  /** Inserts an element before {@code index}. */
  default void add(Journal<P> j, int index, E element) {
    edit(j).add(index, element);
  }

  /** Inserts elements before {@code index}; true where there were any. */
  default boolean addAll(Journal<P> j, int index, Collection<? extends E> elements) {
    return edit(j).addAll(index, elements);
  }

  /** Inserts an element before the first. */
  default void addFirst(Journal<P> j, E element) {
    edit(j).addFirst(element);
  }

  /** Adds an element behind the last. */
  default void addLast(Journal<P> j, E element) {
    edit(j).addLast(element);
  }

  /** Replaces the element at {@code index}, and returns what it was. */
  default E set(Journal<P> j, int index, E element) {
    return edit(j).set(index, element);
  }

  /** Removes the element at {@code index}, and returns it. */
  default E removeAt(Journal<P> j, int index) {
    return edit(j).remove(index);
  }

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

  /**
   * Removes the element at {@code index}, puts the last one into its place, and returns it. The
   * order is lost, but nothing else moves.
   *
   * @throws IndexOutOfBoundsException if there is no element at {@code index}
   */
  default E swapRemove(Journal<P> j, int index) {
    List<E> list = edit(j);
    Objects.checkIndex(index, list.size());
    E last = list.removeLast();
    return index == list.size() ? last : list.set(index, last);
  }

  /** Removes the elements from {@code from} (inclusive) to {@code to} (exclusive). */
  default void removeRange(Journal<P> j, int from, int to) {
    edit(j).subList(from, to).clear();
  }

  /** Removes the elements behind the first {@code size}; does nothing where there are none. */
  default void truncate(Journal<P> j, int size) {
    int present = size();
    if (size < present) {
      removeRange(j, size, present);
    }
  }

  /** Replaces each element by what {@code operator} makes of it. */
  default void replaceAll(Journal<P> j, @TxScoped UnaryOperator<E> operator) {
    edit(j).replaceAll(operator);
  }

  /** Sorts by {@code order}, null for the natural one. Stable. */
  default void sort(Journal<P> j, @TxScoped @Nullable Comparator<? super E> order) {
    edit(j).sort(order);
  }

  /** Exchanges two elements. */
  default void swap(Journal<P> j, int one, int other) {
    Collections.swap(edit(j), one, other);
  }

  /** Turns the order round. */
  default void reverse(Journal<P> j) {
    Collections.reverse(edit(j));
  }

  /** Moves each element {@code distance} places up, those at the end to the beginning. */
  default void rotate(Journal<P> j, int distance) {
    Collections.rotate(edit(j), distance);
  }

  /** Brings the elements into a random order. */
  default void shuffle(Journal<P> j, RandomGenerator random) {
    Collections.shuffle(edit(j), random);
  }
}
