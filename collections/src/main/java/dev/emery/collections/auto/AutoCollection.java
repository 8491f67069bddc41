package dev.emery.collections.auto;

import dev.emery.collections.sequence.ArrayOf;
import dev.emery.collections.sequence.SnapshotSpliterator;
import java.util.Collection;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/**
 * A collection each call on which is a transaction of its own. Functions that a call is given are
 * called inside of it, and again where it is run again after a conflict.
 *
 * <p>Iterators are weakly consistent (E31): they never throw {@link
 * java.util.ConcurrentModificationException}, and {@code remove} is a transaction of its own. Bulk
 * reads and streams see one state.
 *
 * @param <E> the type of the elements
 * @param <C> the {@code java.util} type
 */
abstract class AutoCollection<E, C extends Collection<E>> implements Collection<E> {
  final Door<C> door;

  AutoCollection(Door<C> door) {
    this.door = door;
  }

  // ---- reads

  @Override
  public final int size() {
    return door.<Integer>read(Collection::size);
  }

  @Override
  public final boolean isEmpty() {
    return door.<Boolean>read(Collection::isEmpty);
  }

  @Override
  public final boolean contains(Object o) {
    return door.<Boolean>read(c -> c.contains(o));
  }

  @Override
  public final boolean containsAll(Collection<?> other) {
    return door.<Boolean>query(c -> c.containsAll(other));
  }

  @Override
  public Object[] toArray() {
    return door.<Object[]>read(c -> c.toArray());
  }

  @Override
  public final <T> T[] toArray(T[] target) {
    return ArrayOf.elements(toArray(), target);
  }

  @Override
  public final <T> T[] toArray(IntFunction<T[]> generator) {
    return toArray(generator.apply(0));
  }

  @Override
  public final void forEach(Consumer<? super E> action) {
    ArrayOf.forEach(toArray(), action);
  }

  /** Takes the elements as they are at its first use, all at one moment. */
  @Override
  public Spliterator<E> spliterator() {
    return new SnapshotSpliterator<>(this::toArray, characteristics());
  }

  /** What is to be said of the spliterator, beside that its size is known. */
  abstract int characteristics();

  @Override
  public final String toString() {
    return door.<String>read(Object::toString);
  }

  // ---- changes

  @Override
  public final boolean add(E element) {
    return door.<Boolean>run(c -> c.add(element));
  }

  @Override
  public final boolean addAll(Collection<? extends E> elements) {
    return door.<Boolean>run(c -> c.addAll(elements));
  }

  @Override
  public final boolean remove(Object o) {
    return door.<Boolean>run(c -> c.remove(o));
  }

  @Override
  public final boolean removeAll(Collection<?> other) {
    return door.<Boolean>run(c -> c.removeAll(other));
  }

  @Override
  public final boolean retainAll(Collection<?> other) {
    return door.<Boolean>run(c -> c.retainAll(other));
  }

  @Override
  public final boolean removeIf(Predicate<? super E> filter) {
    return door.<Boolean>run(c -> c.removeIf(filter));
  }

  @Override
  public final void clear() {
    door.effect(Collection::clear);
  }
}
