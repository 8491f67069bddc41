package dev.emery.collections.sequence;

import dev.emery.transaction.Journal;
import java.util.Iterator;
import java.util.ListIterator;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a sequence from its end to its beginning.
 *
 * @param <E> the type of the elements
 */
public final class Descending<E> implements Iterator<E> {
  private final ListIterator<E> iterator;

  private Descending(ListIterator<E> iterator) {
    this.iterator = iterator;
  }

  /** Creates an iterator that stands behind the last element; with a journal it can remove. */
  public static <E> Iterator<E> of(Range<E> range, @Nullable Journal<?> journal) {
    return new Descending<>(RangeIterator.atEnd(range, journal));
  }

  @Override
  public boolean hasNext() {
    return iterator.hasPrevious();
  }

  @Override
  public E next() {
    return iterator.previous();
  }

  @Override
  public void remove() {
    iterator.remove();
  }
}
