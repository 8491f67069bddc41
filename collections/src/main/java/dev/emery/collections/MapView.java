package dev.emery.collections;

import dev.emery.TxScoped;
import dev.emery.collections.hash.Side;
import dev.emery.collections.sequence.ArrayOf;
import dev.emery.collections.sequence.SnapshotSpliterator;
import dev.emery.transaction.Journal;
import java.util.Collection;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/**
 * One side of a hash map, as a collection to read: the shell of its views, and of sets.
 *
 * @param <T> the type of the elements
 * @param <P> the root record of the pool
 */
abstract class MapView<T, P> extends ClosedCollection<T, P> {
  private final Side<?, ?, T> side;

  MapView(Side<?, ?, T> side) {
    this.side = side;
  }

  @Override
  public int size() {
    return side.size();
  }

  @Override
  public boolean contains(Object o) {
    return side.contains(o);
  }

  /** Fails fast. */
  @Override
  public Iterator<T> iterator() {
    return side.iterator(null);
  }

  @Override
  public Object[] toArray() {
    return side.toArray();
  }

  @Override
  public <A> A[] toArray(A[] target) {
    return ArrayOf.elements(side.toArray(), target);
  }

  @Override
  public <A> A[] toArray(@TxScoped IntFunction<A[]> generator) {
    return toArray(generator.apply(0));
  }

  @Override
  public void forEach(@TxScoped Consumer<? super T> action) {
    ArrayOf.forEach(side.toArray(), action);
  }

  /** Takes the elements as they are at its first use, all at one moment. */
  @Override
  public Spliterator<T> spliterator() {
    return new SnapshotSpliterator<>(side::toArray, side.characteristics());
  }

  /** The elements in brackets, of many the first 1,000 that come. */
  @Override
  public String toString() {
    return Shown.of(side.toArray());
  }

  @Override
  public boolean remove(Journal<P> j, Object o) {
    return side.remove(j, o);
  }

  @Override
  public boolean removeAll(Journal<P> j, Collection<?> other) {
    return side.removeIf(j, other::contains);
  }

  @Override
  public boolean retainAll(Journal<P> j, Collection<?> other) {
    return side.removeIf(j, element -> !other.contains(element));
  }

  @Override
  public boolean removeIf(Journal<P> j, @TxScoped Predicate<? super T> filter) {
    return side.removeIf(j, filter);
  }

  @Override
  public void clear(Journal<P> j) {
    side.clear(j);
  }
}
