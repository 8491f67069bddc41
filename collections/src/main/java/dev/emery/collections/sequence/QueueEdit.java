package dev.emery.collections.sequence;

import dev.emery.transaction.Journal;
import java.util.Collection;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A priority queue as a complete mutable {@link Queue}, for as long as its journal is open. Library
 * code that knows nothing of transactions changes a queue through it, atomically.
 *
 * @param <E> the type of the elements
 */
public final class QueueEdit<E> extends SequenceEdit<E> implements Queue<E> {
  private final Heap<E> heap;

  /** Creates the view of a heap. */
  public QueueEdit(Heap<E> heap, Journal<?> journal) {
    super(heap.range(), journal);
    this.heap = heap;
  }

  private Heap<E> heap() {
    requireOpen(journal());
    return heap;
  }

  private static <E> E present(@Nullable E element) {
    if (element == null) {
      throw new NoSuchElementException("queue is empty");
    }
    return element;
  }

  @Override
  public boolean offer(E element) {
    heap().offer(journal(), element);
    return true;
  }

  @Override
  public boolean add(E element) {
    return offer(element);
  }

  @Override
  public boolean addAll(Collection<? extends E> elements) {
    return heap().offerAll(journal(), elements);
  }

  @Override
  public @Nullable E peek() {
    return range().peek(false);
  }

  @Override
  public E element() {
    return present(peek());
  }

  @Override
  public @Nullable E poll() {
    return heap().poll(journal());
  }

  @Override
  public E remove() {
    return present(poll());
  }

  @Override
  public boolean remove(Object o) {
    return heap().remove(journal(), o);
  }

  @Override
  public boolean removeIf(Predicate<? super E> filter) {
    return heap().removeIf(journal(), filter);
  }

  @Override
  public Iterator<E> iterator() {
    return new HeapIterator<>(heap(), journal());
  }
}
