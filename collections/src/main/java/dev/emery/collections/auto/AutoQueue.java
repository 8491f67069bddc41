package dev.emery.collections.auto;

import java.util.Iterator;
import java.util.Queue;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A queue each call on which is a transaction of its own.
 *
 * <p>Iterators show the elements as they were when the iterator was made. Their {@code remove} is
 * for the element that was shown, and does nothing where it is gone.
 *
 * @param <E> the type of the elements
 * @param <C> the {@code java.util} type
 */
public sealed class AutoQueue<E, C extends Queue<E>> extends AutoCollection<E, C>
    implements Queue<E> permits AutoDeque {
  private final UnaryOperator<E> detach;

  AutoQueue(Door<C> door, UnaryOperator<E> detach) {
    super(door);
    this.detach = detach;
  }

  /**
   * The view of a queue.
   *
   * @param detach makes a copy of an element that leaves the queue; see {@code Codec.detach}
   */
  public static <E> Queue<E> over(Door<Queue<E>> door, UnaryOperator<E> detach) {
    return new AutoQueue<>(door, detach);
  }

  final E detach(E element) {
    return detach.apply(element);
  }

  final @Nullable E detached(@Nullable E element) {
    return element == null ? null : detach.apply(element);
  }

  @Override
  public Iterator<E> iterator() {
    return new AutoIterator<E, E>(Walks.copy(door), element -> element, this::remove);
  }

  @Override
  int characteristics() {
    return 0;
  }

  @Override
  public final @Nullable E peek() {
    return door.<@Nullable E>read(Queue::peek);
  }

  @Override
  public final E element() {
    return door.<E>query(Queue::element);
  }

  @Override
  public final boolean offer(E element) {
    return door.<Boolean>run(queue -> queue.offer(element));
  }

  @Override
  public final @Nullable E poll() {
    return door.<@Nullable E>run(queue -> detached(queue.poll()));
  }

  @Override
  public final E remove() {
    return door.<E>run(queue -> detach(queue.remove()));
  }
}
