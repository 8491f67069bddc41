package dev.emery.collections.sequence;

import dev.emery.TxScoped;
import dev.emery.transaction.Journal;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.ConcurrentModificationException;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a sequence: the whole, or a part as {@code subList} gives it. Both doors, lists to
 * read and lists to edit, are thin shells around one.
 *
 * <p>A part fails fast: a structural change that did not go through it makes every later use throw
 * {@link ConcurrentModificationException}. The whole always has the present size.
 *
 * @param <E> the type of the elements
 */
public final class Range<E> {
  private final Elements<E> elements;
  private final @Nullable Range<E> parent;
  private final int offset;
  private int size;
  private int expected;

  /** The whole vector. */
  public Range(Elements<E> elements) {
    this.elements = elements;
    this.parent = null;
    this.offset = 0;
  }

  private Range(Elements<E> elements, Range<E> parent, int offset, int size, int expected) {
    this.elements = elements;
    this.parent = parent;
    this.offset = offset;
    this.size = size;
    this.expected = expected;
  }

  /** The stretch from {@code from} to {@code to} of this one. */
  public Range<E> part(int from, int to) {
    int present;
    int whole;
    do { // in a scope the first round takes the lock, and the second finds nothing changed
      present = elements.modCount();
      whole = size();
    } while (present != elements.modCount());
    if (from < 0 || to > whole) {
      throw new IndexOutOfBoundsException("from=%d, to=%d, size=%d".formatted(from, to, whole));
    }
    if (from > to) {
      throw new IllegalArgumentException("from=%d is behind to=%d".formatted(from, to));
    }
    return new Range<>(
        elements, this, offset + from, to - from, parent == null ? present : expected);
  }

  /** The same stretch for one iterator, so that it remembers the place where it is. */
  @SuppressWarnings("ReferenceEquality") // the very same says that there is nothing to remember
  Range<E> beside() {
    Elements<E> own = elements.beside();
    if (own == elements) {
      return this;
    }
    return parent == null ? new Range<>(own) : new Range<>(own, this, offset, size, expected);
  }

  /** The whole vector. */
  public Elements<E> elements() {
    return elements;
  }

  /** Where in the vector the stretch begins. */
  public int offset() {
    return offset;
  }

  private Sequence<E> sequence() {
    return elements.sequence();
  }

  private void check() {
    if (parent != null && elements.modCount() != expected) {
      throw new ConcurrentModificationException();
    }
  }

  private int end() {
    return parent == null ? -1 : offset + size;
  }

  private int index(int index) {
    return parent == null ? index : offset + Objects.checkIndex(index, size);
  }

  private void changed(int growth) {
    int present = elements.modCount();
    for (Range<E> r = this; r != null && r.parent != null; r = r.parent) {
      r.size += growth;
      r.expected = present;
    }
  }

  // ---- reads

  /** A number that changes with each structural change of the vector. */
  public int modCount() {
    return elements.modCount();
  }

  /** The number of elements. */
  public int size() {
    if (parent == null) {
      return elements.size();
    }
    check();
    return size;
  }

  /** The element at {@code index}. */
  public E get(int index) {
    E element;
    try {
      element = elements.get(index(index));
    } catch (IndexOutOfBoundsException e) {
      check(); // of a list that has changed meanwhile, that is the reason
      throw e;
    }
    check();
    return element;
  }

  /** The first or the last element of the whole, or null where there is none. */
  public @Nullable E peek(boolean last) {
    return sequence().peek(elements, last);
  }

  /** The elements as they are at one moment (E31). */
  public Object[] toArray() {
    check();
    Object[] array = sequence().toArray(elements.anchor(), offset, end());
    check();
    return array;
  }

  /** The first place of an element that equals {@code o}, or -1. */
  public int indexOf(Object o) {
    Swapped.refused(o);
    check();
    int found = sequence().indexOf(elements.anchor(), o, offset, end());
    return found < 0 ? -1 : found - offset;
  }

  /** The last place of an element that equals {@code o}, or -1. */
  public int lastIndexOf(Object o) {
    Swapped.refused(o);
    Object[] array = toArray();
    int i = array.length - 1;
    while (i >= 0 && !o.equals(array[i])) {
      i--;
    }
    return i;
  }

  // ---- changes

  /** Locks the vector for changes, so that a look before them needs no second lock. */
  public Range<E> lock(Journal<?> j) {
    sequence().lock(elements.anchor(), j);
    return this;
  }

  /** Adds an element at the end. */
  public void add(Journal<?> j, E element) {
    Objects.requireNonNull(element);
    if (parent == null) {
      sequence().append(elements.anchor(), j, element);
    } else {
      insert(j, size, new Object[] {element});
    }
  }

  /** Inserts elements before {@code index}, -1 for the end; true where there were any. */
  public boolean insert(Journal<?> j, int index, Object[] added) {
    for (Object element : added) {
      Objects.requireNonNull(element);
    }
    check();
    int at = index;
    if (parent != null) {
      at = offset + (index < 0 ? size : Objects.checkIndex(index, size + 1));
    }
    sequence().insert(elements, j, at, added);
    changed(added.length);
    return added.length > 0;
  }

  /** Replaces an element, and returns what it was. */
  public E set(Journal<?> j, int index, E element) {
    Objects.requireNonNull(element);
    check();
    return sequence().set(elements, j, index(index), element);
  }

  /** Removes an element, and returns it. */
  public E remove(Journal<?> j, int index) {
    check();
    E old = sequence().remove(elements, j, index(index));
    changed(-1);
    return old;
  }

  /** Removes the first or the last element, and returns it; null where there is none. */
  public @Nullable E poll(Journal<?> j, boolean last) {
    int size = lock(j).size();
    return size == 0 ? null : remove(j, last ? size - 1 : 0);
  }

  /** Removes the last element that equals {@code o}; true where there was one. */
  public boolean removeLast(Journal<?> j, Object o) {
    int found = lock(j).lastIndexOf(o);
    if (found >= 0) {
      removeRange(j, found, found + 1);
    }
    return found >= 0;
  }

  /** Removes the first element that equals {@code o}; true where there was one. */
  public boolean removeFirst(Journal<?> j, Object o) {
    int found = lock(j).indexOf(o);
    if (found >= 0) {
      removeRange(j, found, found + 1);
    }
    return found >= 0;
  }

  /** Removes the elements from {@code from} to {@code to}. */
  public void removeRange(Journal<?> j, int from, int to) {
    check();
    if (parent != null) {
      Objects.checkFromToIndex(from, to, size);
    }
    sequence().removeRange(elements.anchor(), j, offset + from, offset + to);
    changed(from - to);
  }

  /** Removes all elements. */
  public void clear(Journal<?> j) {
    if (parent == null) {
      sequence().clear(elements.anchor(), j);
    } else {
      removeRange(j, 0, size);
    }
  }

  /** Removes the elements that {@code filter} accepts; it sees all of them before any goes. */
  public boolean removeIf(Journal<?> j, @TxScoped Predicate<? super E> filter) {
    int before = lock(j).modCount();
    Object[] array = toArray();
    BitSet marked = new BitSet();
    for (int i = 0; i < array.length; i++) {
      if (filter.test(Range.<E>cast(array[i]))) {
        marked.set(i);
      }
    }
    unchanged(before);
    if (marked.isEmpty()) {
      return false;
    }
    sequence().removeMarked(elements.anchor(), j, offset, marked);
    changed(-marked.cardinality());
    return true;
  }

  /** Replaces each element by what {@code operator} makes of it. */
  @SuppressWarnings("ReferenceEquality") // the same object again says that nothing is to be stored
  public void replaceAll(Journal<?> j, @TxScoped UnaryOperator<E> operator) {
    int before = lock(j).modCount();
    Object[] array = toArray();
    Object[] replaced = new Object[array.length];
    for (int i = 0; i < array.length; i++) {
      replaced[i] = Objects.requireNonNull(operator.apply(Range.<E>cast(array[i])));
    }
    unchanged(before);
    for (int i = 0; i < array.length; i++) {
      if (replaced[i] != array[i]) {
        sequence().set(elements, j, offset + i, Range.<E>cast(replaced[i]));
      }
    }
  }

  /** Sorts by {@code order}, null for the natural one. Stable; entities keep their places. */
  public void sort(Journal<?> j, @TxScoped @Nullable Comparator<? super E> order) {
    int before = lock(j).modCount();
    Object[] array = toArray();
    Integer[] numbers = new Integer[array.length];
    Arrays.setAll(numbers, i -> i);
    // elements without a natural order show as ClassCastException; called before the end only
    @SuppressWarnings({"unchecked", "emery.capture"})
    Comparator<Object> comparator =
        order == null
            ? (Comparator<Object>) (Comparator<?>) Comparator.naturalOrder()
            : cast(order);
    Arrays.sort(numbers, (a, b) -> comparator.compare(array[a], array[b]));
    unchanged(before);
    permute(j, Arrays.stream(numbers).mapToInt(Integer::intValue).toArray());
  }

  /** Moves elements: at {@code i} stands then what was at {@code order[i]}. */
  public void permute(Journal<?> j, int[] order) {
    check();
    sequence().permute(elements.anchor(), j, offset, order);
    changed(0);
  }

  /** Exchanges two elements. */
  public void swap(Journal<?> j, int one, int other) {
    check();
    sequence().swap(elements.anchor(), j, index(one), index(other));
  }

  private void unchanged(int before) {
    if (elements.modCount() != before) {
      throw new ConcurrentModificationException();
    }
  }

  @SuppressWarnings("unchecked") // what comes out of the sequence are elements
  private static <T> T cast(Object element) {
    return (T) element;
  }
}
