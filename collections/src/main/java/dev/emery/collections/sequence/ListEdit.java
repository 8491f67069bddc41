package dev.emery.collections.sequence;

import dev.emery.transaction.Journal;
import java.util.AbstractList;
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
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A vector or linked list as a complete mutable {@link List}, for as long as its journal is open.
 * Library code that knows nothing of transactions changes a list through it, atomically.
 *
 * @param <E> the type of the elements
 */
@SuppressWarnings("emery.escape") // every call asks the journal whether it is open
public sealed class ListEdit<E> extends AbstractList<E> permits RandomAccessEdit {
  private final Range<E> all;
  private final Journal<?> journal;

  ListEdit(Range<E> all, Journal<?> journal) {
    this.all = all;
    this.journal = journal;
    range();
  }

  /** Creates the view of a stretch, {@link RandomAccess} or not. */
  public static <E> List<E> of(Range<E> all, Journal<?> journal, boolean randomAccess) {
    return randomAccess ? new RandomAccessEdit<>(all, journal) : new ListEdit<>(all, journal);
  }

  private Range<E> range() {
    SequenceEdit.requireOpen(journal);
    return all;
  }

  @Override
  public int size() {
    return range().size();
  }

  @Override
  public E get(int index) {
    return range().get(index);
  }

  @Override
  public boolean contains(Object o) {
    return range().indexOf(o) >= 0;
  }

  @Override
  public int indexOf(Object o) {
    return range().indexOf(o);
  }

  @Override
  public int lastIndexOf(Object o) {
    return range().lastIndexOf(o);
  }

  @Override
  public Object[] toArray() {
    return range().toArray();
  }

  @Override
  public <T> T[] toArray(T[] target) {
    return ArrayOf.elements(range().toArray(), target);
  }

  @Override
  public <T> T[] toArray(IntFunction<T[]> generator) {
    return toArray(generator.apply(0));
  }

  @Override
  public void forEach(Consumer<? super E> action) {
    ArrayOf.forEach(range().toArray(), action);
  }

  @Override
  public Spliterator<E> spliterator() {
    return new SnapshotSpliterator<>(() -> range().toArray(), Spliterator.ORDERED);
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o == this || o instanceof List<?> other && Arrays.equals(toArray(), other.toArray());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(toArray());
  }

  @Override
  public Iterator<E> iterator() {
    return listIterator(0);
  }

  @Override
  public ListIterator<E> listIterator(int index) {
    return new RangeIterator<>(range(), journal, index);
  }

  @Override
  public List<E> subList(int from, int to) {
    return of(range().part(from, to), journal, this instanceof RandomAccess);
  }

  @Override
  public boolean add(E element) {
    range().add(journal, element);
    return true;
  }

  @Override
  public void add(int index, E element) {
    range().insert(journal, at(index), new Object[] {element});
  }

  @Override
  public boolean addAll(Collection<? extends E> elements) {
    return range().insert(journal, -1, elements.toArray());
  }

  @Override
  public boolean addAll(int index, Collection<? extends E> elements) {
    return range().insert(journal, at(index), elements.toArray());
  }

  private static int at(int index) {
    if (index < 0) {
      throw new IndexOutOfBoundsException("index=" + index);
    }
    return index;
  }

  @Override
  public E set(int index, E element) {
    return range().set(journal, index, element);
  }

  @Override
  public E remove(int index) {
    return range().remove(journal, index);
  }

  @Override
  public boolean remove(Object o) {
    return range().removeFirst(journal, o);
  }

  @Override
  public E removeFirst() {
    return removeEnd(0);
  }

  @Override
  public E removeLast() {
    return removeEnd(range().lock(journal).size() - 1);
  }

  private E removeEnd(int index) {
    if (range().lock(journal).size() == 0) {
      throw new NoSuchElementException("list is empty");
    }
    return remove(index);
  }

  @Override
  protected void removeRange(int from, int to) {
    range().removeRange(journal, from, to);
  }

  @Override
  public void clear() {
    range().clear(journal);
  }

  @Override
  public boolean removeAll(Collection<?> other) {
    return removeIf(other::contains);
  }

  @Override
  public boolean retainAll(Collection<?> other) {
    return removeIf(element -> !other.contains(element));
  }

  @Override
  public boolean removeIf(Predicate<? super E> filter) {
    return range().removeIf(journal, filter);
  }

  @Override
  public void replaceAll(UnaryOperator<E> operator) {
    range().replaceAll(journal, operator);
  }

  @Override
  public void sort(@Nullable Comparator<? super E> order) {
    range().sort(journal, order);
  }
}
