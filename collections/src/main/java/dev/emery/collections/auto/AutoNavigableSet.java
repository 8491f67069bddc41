package dev.emery.collections.auto;

import java.util.Comparator;
import java.util.Iterator;
import java.util.NavigableSet;
import java.util.Spliterator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A sorted set each call on which is a transaction of its own; so are the keys of a sorted map. Its
 * subsets and its opposite order are such sets, too.
 *
 * @param <E> the type of the elements, which are values
 */
public final class AutoNavigableSet<E> extends AutoSet<E, NavigableSet<E>>
    implements NavigableSet<E>, AutoSequenced<E> {

  /** Creates the view. */
  public AutoNavigableSet(Door<NavigableSet<E>> door) {
    super(door, () -> Walks.ascending(door));
  }

  private NavigableSet<E> part(Function<NavigableSet<E>, ? extends NavigableSet<E>> view) {
    return new AutoNavigableSet<>(door.<NavigableSet<E>>part(view));
  }

  @Override
  public @Nullable Comparator<? super E> comparator() {
    return door.<@Nullable Comparator<? super E>>read(NavigableSet::comparator);
  }

  @Override
  int characteristics() {
    return Spliterator.DISTINCT | Spliterator.ORDERED | Spliterator.SORTED;
  }

  @Override
  public Spliterator<E> spliterator() {
    return new SortedSpliterator<>(super.spliterator(), comparator());
  }

  @Override
  public Door<NavigableSet<E>> ends() {
    return door;
  }

  @Override
  public E taken(E element) {
    return element;
  }

  // ---- reads

  @Override
  public E first() {
    return getFirst();
  }

  @Override
  public E last() {
    return getLast();
  }

  @Override
  public @Nullable E lower(E element) {
    return door.<@Nullable E>read(set -> set.lower(element));
  }

  @Override
  public @Nullable E floor(E element) {
    return door.<@Nullable E>read(set -> set.floor(element));
  }

  @Override
  public @Nullable E ceiling(E element) {
    return door.<@Nullable E>read(set -> set.ceiling(element));
  }

  @Override
  public @Nullable E higher(E element) {
    return door.<@Nullable E>read(set -> set.higher(element));
  }

  // ---- changes

  @Override
  public @Nullable E pollFirst() {
    return door.<@Nullable E>run(NavigableSet::pollFirst);
  }

  @Override
  public @Nullable E pollLast() {
    return door.<@Nullable E>run(NavigableSet::pollLast);
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

  // ---- views

  @Override
  public NavigableSet<E> reversed() {
    return descendingSet();
  }

  @Override
  public NavigableSet<E> descendingSet() {
    return part(NavigableSet::descendingSet);
  }

  @Override
  public Iterator<E> descendingIterator() {
    return descendingSet().iterator();
  }

  @Override
  public NavigableSet<E> subSet(E from, E to) {
    return subSet(from, true, to, false);
  }

  @Override
  public NavigableSet<E> headSet(E to) {
    return headSet(to, false);
  }

  @Override
  public NavigableSet<E> tailSet(E from) {
    return tailSet(from, true);
  }

  @Override
  public NavigableSet<E> subSet(E from, boolean withFrom, E to, boolean withTo) {
    return part(set -> set.subSet(from, withFrom, to, withTo));
  }

  @Override
  public NavigableSet<E> headSet(E to, boolean withTo) {
    return part(set -> set.headSet(to, withTo));
  }

  @Override
  public NavigableSet<E> tailSet(E from, boolean withFrom) {
    return part(set -> set.tailSet(from, withFrom));
  }
}
