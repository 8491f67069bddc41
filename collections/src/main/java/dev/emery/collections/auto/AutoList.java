package dev.emery.collections.auto;

import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.RandomAccess;
import java.util.Spliterator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A list each call on which is a transaction of its own.
 *
 * <p>Iterators show the elements as they were when the iterator was made, as those of {@link
 * java.util.concurrent.CopyOnWriteArrayList} do: by indexes alone an element that moves meanwhile
 * would be shown twice or not at all. Their {@code remove} and {@code set} are for the element that
 * was shown, at its place or, where that has changed, at its first one, and do nothing where it is
 * gone. {@code add} inserts at the index, or at the end of a list that has become shorter.
 *
 * @param <E> the type of the elements
 */
public sealed class AutoList<E> extends AutoCollection<E, List<E>> implements List<E> {
  private final UnaryOperator<E> detach;

  private AutoList(Door<List<E>> door, UnaryOperator<E> detach) {
    super(door);
    this.detach = detach;
  }

  /**
   * The view of a list that takes O(n) to find an index.
   *
   * @param detach makes a copy of an element that leaves the list; see {@code Codec.detach}
   */
  public static <E> List<E> sequential(Door<List<E>> door, UnaryOperator<E> detach) {
    return new AutoList<>(door, detach);
  }

  /** The view of a list that takes O(1) to find an index. */
  public static <E> List<E> randomAccess(Door<List<E>> door, UnaryOperator<E> detach) {
    return new OfArray<>(door, detach);
  }

  private static final class OfArray<E> extends AutoList<E> implements RandomAccess {
    OfArray(Door<List<E>> door, UnaryOperator<E> detach) {
      super(door, detach);
    }

    @Override
    List<E> over(Door<List<E>> other) {
      return randomAccess(other, super.detach);
    }
  }

  List<E> over(Door<List<E>> other) {
    return sequential(other, detach);
  }

  // ---- reads

  @Override
  public final E get(int index) {
    return door.<E>read(list -> list.get(index));
  }

  @Override
  public final E getFirst() {
    return door.<E>query(List::getFirst);
  }

  @Override
  public final E getLast() {
    return door.<E>query(List::getLast);
  }

  @Override
  public final int indexOf(Object o) {
    return door.<Integer>read(list -> list.indexOf(o));
  }

  @Override
  public final int lastIndexOf(Object o) {
    return door.<Integer>read(list -> list.lastIndexOf(o));
  }

  @Override
  public final Iterator<E> iterator() {
    return listIterator(0);
  }

  @Override
  public final ListIterator<E> listIterator() {
    return listIterator(0);
  }

  @Override
  public final ListIterator<E> listIterator(int index) {
    return new AutoListIterator<>(door, index);
  }

  @Override
  int characteristics() {
    return Spliterator.ORDERED;
  }

  /**
   * A window that stands at its indexes: what is changed through it moves its end, and what others
   * insert or remove moves elements through it. Where the list becomes shorter, so does the window.
   */
  @Override
  public final List<E> subList(int from, int to) {
    return over(new Window<>(door, from, to));
  }

  @Override
  public final List<E> reversed() {
    return over(door.composite(List::reversed));
  }

  @Override
  public final boolean equals(@Nullable Object o) {
    return o == this || door.<Boolean>read(list -> list.equals(o));
  }

  @Override
  public final int hashCode() {
    return door.<Integer>read(List::hashCode);
  }

  // ---- changes

  @Override
  public final void add(int index, E element) {
    door.effect(list -> list.add(index, element));
  }

  @Override
  public final boolean addAll(int index, Collection<? extends E> elements) {
    return door.<Boolean>run(list -> list.addAll(index, elements));
  }

  @Override
  public final void addFirst(E element) {
    door.effect(list -> list.addFirst(element));
  }

  @Override
  public final void addLast(E element) {
    door.effect(list -> list.addLast(element));
  }

  @Override
  public final E set(int index, E element) {
    return door.<E>run(list -> detach.apply(list.set(index, element)));
  }

  @Override
  public final E remove(int index) {
    return door.<E>run(list -> detach.apply(list.remove(index)));
  }

  @Override
  public final E removeFirst() {
    return door.<E>run(list -> detach.apply(list.removeFirst()));
  }

  @Override
  public final E removeLast() {
    return door.<E>run(list -> detach.apply(list.removeLast()));
  }

  @Override
  public final void replaceAll(UnaryOperator<E> operator) {
    door.effect(list -> list.replaceAll(operator));
  }

  @Override
  public final void sort(@Nullable Comparator<? super E> order) {
    door.effect(list -> list.sort(order));
  }
}
