package dev.emery.collections;

import dev.emery.TxScoped;
import dev.emery.collections.sequence.ArrayOf;
import dev.emery.collections.sequence.SnapshotSpliterator;
import dev.emery.transaction.Journal;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A deque in the opposite order.
 *
 * @param <E> the type of the elements
 * @param <P> the root record of the pool
 */
final class ReversedDeque<E, P> extends ClosedDeque<E, P> {
  private final PDeque<E, P> deque;

  ReversedDeque(PDeque<E, P> deque) {
    this.deque = deque;
  }

  @Override
  public Deque<E> edit(Journal<P> j) {
    return deque.edit(j).reversed();
  }

  @Override
  public Deque<E> autoCommit() {
    return deque.autoCommit().reversed();
  }

  @Override
  public JournaledDeque<E, P> reversed() {
    return deque;
  }

  @Override
  public int size() {
    return deque.size();
  }

  @Override
  public @Nullable E peekFirst() {
    return deque.peekLast();
  }

  @Override
  public @Nullable E peekLast() {
    return deque.peekFirst();
  }

  @Override
  public boolean contains(Object o) {
    return deque.contains(o);
  }

  @Override
  public Iterator<E> iterator() {
    return deque.descendingIterator();
  }

  @Override
  public Iterator<E> descendingIterator() {
    return deque.iterator();
  }

  @Override
  public Spliterator<E> spliterator() {
    return new SnapshotSpliterator<>(this::toArray, Spliterator.ORDERED);
  }

  @Override
  public Object[] toArray() {
    Object[] array = deque.toArray();
    Collections.reverse(Arrays.asList(array));
    return array;
  }

  @Override
  public <T> T[] toArray(T[] target) {
    return ArrayOf.elements(toArray(), target);
  }

  @Override
  public <T> T[] toArray(@TxScoped IntFunction<T[]> generator) {
    return toArray(generator.apply(0));
  }

  @Override
  public void forEach(@TxScoped Consumer<? super E> action) {
    ArrayOf.forEach(toArray(), action);
  }

  @Override
  public String toString() {
    return Shown.of(toArray());
  }
}
