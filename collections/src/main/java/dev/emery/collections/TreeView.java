package dev.emery.collections;

import dev.emery.TxScoped;
import dev.emery.collections.sequence.ArrayOf;
import dev.emery.collections.tree.Side;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * One side of a sorted map, as a collection to read: the shell of its views, and of sets.
 *
 * @param <T> the type of the elements
 * @param <P> the root record of the pool
 */
abstract class TreeView<T, P> extends ClosedCollection<T, P> {
  private final Side<?, ?, T> side;

  TreeView(Side<?, ?, T> side) {
    this.side = side;
  }

  final Side<?, ?, T> side() {
    return side;
  }

  @Override
  public int size() {
    return side.size();
  }

  @Override
  public boolean isEmpty() {
    return side.isEmpty();
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
    return side.spliterator();
  }

  /** The elements in brackets, of many the first 1,000. */
  @Override
  public String toString() {
    return Shown.of(side.toArray());
  }
}
