package dev.emery.collections.sequence;

import dev.emery.transaction.Journal;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A deque as a complete mutable {@link Deque}, for as long as its journal is open. Library code
 * that knows nothing of transactions changes a deque through it, atomically.
 *
 * @param <E> the type of the elements
 */
public final class DequeEdit<E> extends SequenceEdit<E> implements Deque<E> {

  /** Creates the view of a whole deque. */
  public DequeEdit(Range<E> all, Journal<?> journal) {
    super(all, journal);
  }

  private static <E> E present(@Nullable E element) {
    if (element == null) {
      throw new NoSuchElementException("deque is empty");
    }
    return element;
  }

  // ---- the first

  @Override
  public void addFirst(E element) {
    range().insert(journal(), 0, new Object[] {element});
  }

  @Override
  public boolean offerFirst(E element) {
    addFirst(element);
    return true;
  }

  @Override
  public void push(E element) {
    addFirst(element);
  }

  @Override
  public @Nullable E peekFirst() {
    return range().peek(false);
  }

  @Override
  public @Nullable E peek() {
    return peekFirst();
  }

  @Override
  public E getFirst() {
    return present(peekFirst());
  }

  @Override
  public E element() {
    return getFirst();
  }

  @Override
  public @Nullable E pollFirst() {
    return range().poll(journal(), false);
  }

  @Override
  public @Nullable E poll() {
    return pollFirst();
  }

  @Override
  public E removeFirst() {
    return present(pollFirst());
  }

  @Override
  public E remove() {
    return removeFirst();
  }

  @Override
  public E pop() {
    return removeFirst();
  }

  // ---- the last

  @Override
  public boolean add(E element) {
    range().add(journal(), element);
    return true;
  }

  @Override
  public boolean addAll(Collection<? extends E> elements) {
    return range().insert(journal(), -1, elements.toArray());
  }

  @Override
  public void addLast(E element) {
    add(element);
  }

  @Override
  public boolean offerLast(E element) {
    return add(element);
  }

  @Override
  public boolean offer(E element) {
    return add(element);
  }

  @Override
  public @Nullable E peekLast() {
    return range().peek(true);
  }

  @Override
  public E getLast() {
    return present(peekLast());
  }

  @Override
  public @Nullable E pollLast() {
    return range().poll(journal(), true);
  }

  @Override
  public E removeLast() {
    return present(pollLast());
  }

  // ---- any

  @Override
  public boolean removeFirstOccurrence(Object o) {
    return range().removeFirst(journal(), o);
  }

  @Override
  public boolean remove(Object o) {
    return removeFirstOccurrence(o);
  }

  @Override
  public boolean removeLastOccurrence(Object o) {
    return range().removeLast(journal(), o);
  }

  @Override
  public Iterator<E> descendingIterator() {
    return Descending.of(range(), journal());
  }
}
