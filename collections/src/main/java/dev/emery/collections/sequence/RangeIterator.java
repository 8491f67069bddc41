package dev.emery.collections.sequence;

import dev.emery.transaction.Journal;
import java.util.ConcurrentModificationException;
import java.util.ListIterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a {@link Range}, and fails fast when it is changed otherwise. With a journal it can
 * change the range.
 *
 * @param <E> the type of the elements
 */
@SuppressWarnings("emery.escape") // every call asks the journal whether it is open
public final class RangeIterator<E> implements ListIterator<E> {
  private final Range<E> range;
  private final @Nullable Journal<?> journal;
  private int cursor;
  private int last = -1;
  private int expected;

  /** Creates an iterator that stands before {@code index}. */
  public RangeIterator(Range<E> range, @Nullable Journal<?> journal, int index) {
    this(range, journal);
    if (index < 0 || index > cursor) {
      throw new IndexOutOfBoundsException("index=%d, size=%d".formatted(index, cursor));
    }
    this.cursor = index;
  }

  /** Creates an iterator that stands behind the last element. */
  static <E> RangeIterator<E> atEnd(Range<E> range, @Nullable Journal<?> journal) {
    return new RangeIterator<>(range, journal);
  }

  private RangeIterator(Range<E> range, @Nullable Journal<?> journal) {
    this.range = range.beside();
    this.journal = journal;
    int size;
    do { // in a scope the first round takes the lock, and the second finds nothing changed
      this.expected = this.range.modCount();
      size = this.range.size();
    } while (expected != this.range.modCount());
    this.cursor = size;
  }

  @Override
  public boolean hasNext() {
    return cursor != range.size();
  }

  @Override
  public boolean hasPrevious() {
    return cursor > 0;
  }

  @Override
  public int nextIndex() {
    return cursor;
  }

  @Override
  public int previousIndex() {
    return cursor - 1;
  }

  @Override
  public E next() {
    E element = load(cursor);
    last = cursor++;
    return element;
  }

  @Override
  public E previous() {
    E element = load(cursor - 1);
    last = --cursor;
    return element;
  }

  private E load(int index) {
    check();
    E element;
    try {
      element = range.get(index);
    } catch (IndexOutOfBoundsException e) {
      check();
      throw new NoSuchElementException("index=" + index, e);
    }
    check();
    return element;
  }

  private void check() {
    if (range.modCount() != expected) {
      throw new ConcurrentModificationException();
    }
  }

  @Override
  public void remove() {
    Journal<?> j = changing();
    range.remove(j, returned());
    cursor = last;
    last = -1;
    expected = range.modCount();
  }

  @Override
  public void set(E element) {
    range.set(changing(), returned(), element);
  }

  @Override
  public void add(E element) {
    Journal<?> j = changing();
    check();
    range.insert(j, cursor, new Object[] {element});
    cursor++;
    last = -1;
    expected = range.modCount();
  }

  private int returned() {
    if (last < 0) {
      throw new IllegalStateException("no element was returned since the last change");
    }
    check();
    return last;
  }

  private Journal<?> changing() {
    Journal<?> j = journal;
    if (j == null) {
      throw new UnsupportedOperationException(
          "iterator without a journal: use edit(j).listIterator() inside a transaction");
    }
    return j;
  }
}
