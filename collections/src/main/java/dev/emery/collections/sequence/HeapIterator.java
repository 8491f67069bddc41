package dev.emery.collections.sequence;

import dev.emery.transaction.Journal;
import java.util.ArrayDeque;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a heap by its places and can remove what it has come by, and fails fast when the
 * heap is changed otherwise.
 *
 * @param <E> the type of the elements
 */
@SuppressWarnings("emery.escape") // every call asks the journal whether it is open
final class HeapIterator<E> implements Iterator<E> {
  private final Heap<E> heap;
  private final Journal<?> journal;

  /** Elements that a removal has brought before the cursor; they come at the end. */
  private final ArrayDeque<E> passed = new ArrayDeque<>();

  private int cursor;
  private int last = -1;
  private @Nullable E lastPassed;
  private int expected;

  HeapIterator(Heap<E> heap, Journal<?> journal) {
    this.heap = heap;
    this.journal = journal;
    this.expected = heap.range().lock(journal).modCount();
  }

  @Override
  public boolean hasNext() {
    return cursor < heap.range().size() || !passed.isEmpty();
  }

  @Override
  public E next() {
    check();
    if (cursor < heap.range().size()) {
      last = cursor++;
      return heap.range().get(last);
    }
    E next = passed.poll();
    if (next == null) {
      throw new NoSuchElementException("at the end of the queue");
    }
    last = -1;
    lastPassed = next;
    return next;
  }

  @Override
  public void remove() {
    check();
    if (last >= 0) {
      E moved = heap.removeAt(journal, last);
      if (moved == null) {
        cursor--;
      } else {
        passed.add(moved);
      }
    } else if (lastPassed != null) {
      heap.remove(journal, lastPassed);
    } else {
      throw new IllegalStateException("no element was returned since the last change");
    }
    last = -1;
    lastPassed = null;
    expected = heap.range().modCount();
  }

  private void check() {
    if (heap.range().modCount() != expected) {
      throw new ConcurrentModificationException();
    }
  }
}
