package dev.emery.collections.auto;

import java.util.Comparator;
import java.util.Spliterator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A spliterator that knows by which order its elements come.
 *
 * @param <E> the type of the elements
 */
final class SortedSpliterator<E> implements Spliterator<E> {
  private final Spliterator<E> elements;
  private final @Nullable Comparator<? super E> order;

  SortedSpliterator(Spliterator<E> elements, @Nullable Comparator<? super E> order) {
    this.elements = elements;
    this.order = order;
  }

  @Override
  public boolean tryAdvance(Consumer<? super E> action) {
    return elements.tryAdvance(action);
  }

  @Override
  public void forEachRemaining(Consumer<? super E> action) {
    elements.forEachRemaining(action);
  }

  @Override
  public @Nullable Spliterator<E> trySplit() {
    Spliterator<E> prefix = elements.trySplit();
    return prefix == null ? null : new SortedSpliterator<>(prefix, order);
  }

  @Override
  public long estimateSize() {
    return elements.estimateSize();
  }

  @Override
  public int characteristics() {
    return elements.characteristics();
  }

  @Override
  public @Nullable Comparator<? super E> getComparator() {
    return order;
  }
}
