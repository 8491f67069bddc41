package dev.emery.collections.sequence;

import java.util.Comparator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Late-binding: takes the elements as they are at its first use, all at one moment (E31). Threads
 * that help with a stream then need neither locks nor the scope of the one that started it (E28).
 *
 * @param <E> the type of the elements
 */
public final class SnapshotSpliterator<E> implements Spliterator<E> {
  private final Supplier<Object[]> elements;
  private final int characteristics;
  private final @Nullable Comparator<? super E> order;
  private @Nullable Spliterator<E> bound;

  /**
   * Creates a spliterator.
   *
   * @param characteristics beside {@code SIZED}, {@code SUBSIZED}, {@code NONNULL}
   */
  public SnapshotSpliterator(Supplier<Object[]> elements, int characteristics) {
    this(elements, characteristics, null);
  }

  /**
   * Creates a spliterator of sorted elements.
   *
   * @param characteristics as above, with {@code SORTED}
   * @param order the order of the elements, null for the natural one
   */
  public SnapshotSpliterator(
      Supplier<Object[]> elements, int characteristics, @Nullable Comparator<? super E> order) {
    this.elements = elements;
    this.order = order;
    this.characteristics = characteristics | SIZED | SUBSIZED | NONNULL;
  }

  private Spliterator<E> bound() {
    Spliterator<E> known = bound;
    if (known == null) {
      known = Spliterators.spliterator(elements.get(), characteristics);
      bound = known;
    }
    return known;
  }

  @Override
  public boolean tryAdvance(Consumer<? super E> action) {
    return bound().tryAdvance(action);
  }

  @Override
  public void forEachRemaining(Consumer<? super E> action) {
    bound().forEachRemaining(action);
  }

  @Override
  public @Nullable Spliterator<E> trySplit() {
    return bound().trySplit();
  }

  @Override
  public long estimateSize() {
    return bound().estimateSize();
  }

  @Override
  public int characteristics() {
    return characteristics;
  }

  @Override
  public @Nullable Comparator<? super E> getComparator() {
    if (!hasCharacteristics(SORTED)) {
      throw new IllegalStateException("elements are not sorted");
    }
    return order;
  }
}
