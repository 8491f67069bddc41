package dev.emery.collections;

import dev.emery.TxScoped;
import dev.emery.collections.sequence.ArrayOf;
import dev.emery.collections.sequence.ListEdit;
import dev.emery.collections.sequence.Range;
import dev.emery.collections.sequence.RangeIterator;
import dev.emery.collections.sequence.SnapshotSpliterator;
import dev.emery.transaction.Journal;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.NoSuchElementException;
import java.util.RandomAccess;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a sequence as a list: the whole, and what {@code subList} gives. Those of vectors
 * are marked as {@link RandomAccess}.
 *
 * @param <E> the type of the elements
 * @param <P> the root record of the pool
 */
abstract class RangeList<E, P> extends ClosedList<E, P> {
  private final Range<E> range;

  RangeList(Range<E> range) {
    this.range = range;
  }

  /**
   * This list as a complete mutable one, for as long as the transaction is open: {@code
   * Collections.shuffle(list.edit(j))}.
   */
  @Override
  public final List<E> edit(Journal<P> j) {
    return ListEdit.of(range, j, this instanceof RandomAccess);
  }

  // ---- reads

  @Override
  public int size() {
    return range.size();
  }

  @Override
  public E get(int index) {
    return range.get(index);
  }

  /** Whether an element equals {@code o}. Time O(n). */
  @Override
  public final boolean contains(Object o) {
    return range.indexOf(o) >= 0;
  }

  @Override
  public final int indexOf(Object o) {
    return range.indexOf(o);
  }

  @Override
  public final int lastIndexOf(Object o) {
    return range.lastIndexOf(o);
  }

  @Override
  public final Object[] toArray() {
    return range.toArray();
  }

  @Override
  public final <T> T[] toArray(T[] target) {
    return ArrayOf.elements(range.toArray(), target);
  }

  @Override
  public final <T> T[] toArray(@TxScoped IntFunction<T[]> generator) {
    return toArray(generator.apply(0));
  }

  @Override
  public final void forEach(@TxScoped Consumer<? super E> action) {
    ArrayOf.forEach(range.toArray(), action);
  }

  /** Fails fast, and sees the list as it is at each step. */
  @Override
  public final Iterator<E> iterator() {
    return listIterator(0);
  }

  @Override
  public final ListIterator<E> listIterator() {
    return listIterator(0);
  }

  @Override
  public final ListIterator<E> listIterator(int index) {
    return new RangeIterator<>(range, null, index);
  }

  /** Takes the elements as they are at its first use, all at one moment. */
  @Override
  public final Spliterator<E> spliterator() {
    return new SnapshotSpliterator<>(range::toArray, Spliterator.ORDERED);
  }

  @Override
  public final JournaledList<E, P> subList(int from, int to) {
    Range<E> part = range.part(from, to);
    return this instanceof RandomAccess ? new SubVec<>(part) : new SubLinkedList<>(part);
  }

  @Override
  public final boolean equals(@Nullable Object o) {
    return o == this || o instanceof List<?> other && Arrays.equals(toArray(), other.toArray());
  }

  @Override
  public final int hashCode() {
    return Arrays.hashCode(toArray());
  }

  /** The elements in brackets, of a long list the first 1,000. */
  @Override
  public final String toString() {
    return Shown.of(range.toArray());
  }

  // ---- changes

  @Override
  public final boolean add(Journal<P> j, E element) {
    range.add(j, element);
    return true;
  }

  @Override
  public final void add(Journal<P> j, int index, E element) {
    range.insert(j, position(index), new Object[] {element});
  }

  @Override
  public final boolean addAll(Journal<P> j, Collection<? extends E> elements) {
    return range.insert(j, -1, elements.toArray());
  }

  @Override
  public final boolean addAll(Journal<P> j, int index, Collection<? extends E> elements) {
    return range.insert(j, position(index), elements.toArray());
  }

  private static int position(int index) {
    if (index < 0) {
      throw new IndexOutOfBoundsException("index=" + index);
    }
    return index;
  }

  @Override
  public final void addFirst(Journal<P> j, E element) {
    range.insert(j, 0, new Object[] {element});
  }

  @Override
  public final void addLast(Journal<P> j, E element) {
    range.add(j, element);
  }

  @Override
  public final E set(Journal<P> j, int index, E element) {
    return range.set(j, index, element);
  }

  @Override
  public final boolean remove(Journal<P> j, Object o) {
    return range.removeFirst(j, o);
  }

  @Override
  public final E removeAt(Journal<P> j, int index) {
    return range.remove(j, index);
  }

  @Override
  public final E removeFirst(Journal<P> j) {
    return removeEnd(j, 0);
  }

  @Override
  public final E removeLast(Journal<P> j) {
    return removeEnd(j, range.lock(j).size() - 1);
  }

  private E removeEnd(Journal<P> j, int index) {
    if (range.lock(j).size() == 0) {
      throw new NoSuchElementException("list is empty");
    }
    return range.remove(j, index);
  }

  /** Takes O(1) of a whole vector; of a part the elements behind it move. */
  @Override
  public final E swapRemove(Journal<P> j, int index) {
    int last = range.lock(j).size() - 1;
    range.swap(j, index, last);
    return range.remove(j, last);
  }

  @Override
  public final void removeRange(Journal<P> j, int from, int to) {
    range.removeRange(j, from, to);
  }

  @Override
  public final boolean removeAll(Journal<P> j, Collection<?> other) {
    return range.removeIf(j, other::contains);
  }

  @Override
  public final boolean retainAll(Journal<P> j, Collection<?> other) {
    return range.removeIf(j, element -> !other.contains(element));
  }

  @Override
  public final boolean removeIf(Journal<P> j, @TxScoped Predicate<? super E> filter) {
    return range.removeIf(j, filter);
  }

  @Override
  public final void clear(Journal<P> j) {
    range.clear(j);
  }

  @Override
  public final void truncate(Journal<P> j, int size) {
    int present = range.lock(j).size();
    if (size < present) {
      range.removeRange(j, size, present);
    }
  }

  @Override
  public final void replaceAll(Journal<P> j, @TxScoped UnaryOperator<E> operator) {
    range.replaceAll(j, operator);
  }

  /** Sorts by {@code order}, null for the natural one. Stable, and moves bytes only. */
  @Override
  public final void sort(Journal<P> j, @TxScoped @Nullable Comparator<? super E> order) {
    range.sort(j, order);
  }

  @Override
  public final void swap(Journal<P> j, int one, int other) {
    range.swap(j, one, other);
  }

  @Override
  public final void reverse(Journal<P> j) {
    int size = range.lock(j).size();
    arrange(j, size, i -> size - 1 - i);
  }

  @Override
  public final void rotate(Journal<P> j, int distance) {
    int size = range.lock(j).size();
    arrange(j, size, i -> Math.floorMod((long) i - distance, size));
  }

  @Override
  public final void shuffle(Journal<P> j, RandomGenerator random) {
    int[] order = new int[range.lock(j).size()];
    for (int i = 0; i < order.length; i++) {
      int k = random.nextInt(i + 1);
      order[i] = order[k];
      order[k] = i;
    }
    range.permute(j, order);
  }

  private void arrange(Journal<P> j, int size, IntUnaryOperator source) {
    int[] order = new int[size];
    Arrays.setAll(order, source);
    range.permute(j, order);
  }
}
