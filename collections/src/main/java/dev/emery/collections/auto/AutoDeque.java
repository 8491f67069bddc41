package dev.emery.collections.auto;

import java.util.Deque;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A queue with two ends each call on which is a transaction of its own.
 *
 * @param <E> the type of the elements
 */
public final class AutoDeque<E> extends AutoQueue<E, Deque<E>>
    implements Deque<E>, AutoSequenced<E> {

  /**
   * Creates the view.
   *
   * @param detach makes a copy of an element that leaves the deque; see {@code Codec.detach}
   */
  public AutoDeque(Door<Deque<E>> door, UnaryOperator<E> detach) {
    super(door, detach);
  }

  @Override
  public Deque<E> reversed() {
    return new AutoDeque<>(door.<Deque<E>>composite(Deque::reversed), this::detach);
  }

  @Override
  public Iterator<E> iterator() {
    return new AutoDequeIterator<>(door);
  }

  @Override
  public Iterator<E> descendingIterator() {
    return reversed().iterator();
  }

  @Override
  int characteristics() {
    return Spliterator.ORDERED;
  }

  @Override
  public Door<Deque<E>> ends() {
    return door;
  }

  @Override
  public E taken(E element) {
    return detach(element);
  }

  @Override
  public void addFirst(E element) {
    AutoSequenced.super.addFirst(element);
  }

  @Override
  public void addLast(E element) {
    AutoSequenced.super.addLast(element);
  }

  @Override
  public E getFirst() {
    return AutoSequenced.super.getFirst();
  }

  @Override
  public E getLast() {
    return AutoSequenced.super.getLast();
  }

  @Override
  public E removeFirst() {
    return AutoSequenced.super.removeFirst();
  }

  @Override
  public E removeLast() {
    return AutoSequenced.super.removeLast();
  }

  @Override
  public @Nullable E peekFirst() {
    return peek();
  }

  @Override
  public @Nullable E peekLast() {
    return door.<@Nullable E>read(Deque::peekLast);
  }

  @Override
  public boolean offerFirst(E element) {
    return door.<Boolean>run(deque -> deque.offerFirst(element));
  }

  @Override
  public boolean offerLast(E element) {
    return door.<Boolean>run(deque -> deque.offerLast(element));
  }

  @Override
  public @Nullable E pollFirst() {
    return poll();
  }

  @Override
  public @Nullable E pollLast() {
    return door.<@Nullable E>run(deque -> detached(deque.pollLast()));
  }

  @Override
  public void push(E element) {
    addFirst(element);
  }

  @Override
  public E pop() {
    return removeFirst();
  }

  @Override
  public boolean removeFirstOccurrence(Object o) {
    return door.<Boolean>run(deque -> deque.removeFirstOccurrence(o));
  }

  @Override
  public boolean removeLastOccurrence(Object o) {
    return door.<Boolean>run(deque -> deque.removeLastOccurrence(o));
  }
}
