package dev.emery.collections;

import dev.emery.collections.auto.AutoNavigableSet;
import dev.emery.collections.auto.Door;
import dev.emery.collections.tree.KeysEdit;
import dev.emery.collections.tree.Side;
import dev.emery.collections.tree.Span;
import dev.emery.transaction.Journal;
import java.util.Comparator;
import java.util.Iterator;
import java.util.NavigableSet;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a sorted map, or of a part of one, as a set to read: sorted sets, and their views and
 * those of maps.
 *
 * @param <E> the type of the elements
 * @param <V> the type of the values
 * @param <P> the root record of the pool
 */
abstract class NavigableSetView<E, V, P> extends ClosedNavigableSet<E, P> {
  private final Span<E, V> span;
  private final @Nullable V present;

  /**
   * Creates a view.
   *
   * @param present the value of what is added; null where nothing can be
   */
  NavigableSetView(Span<E, V> span, @Nullable V present) {
    super(Side.keys(span));
    this.span = span;
    this.present = present;
  }

  final Span<E, V> span() {
    return span;
  }

  private JournaledNavigableSet<E, P> of(Span<E, V> part) {
    return new TreeKeys<>(part, present);
  }

  /** This set as a complete mutable one, for as long as the transaction is open. */
  @Override
  public NavigableSet<E> edit(Journal<P> j) {
    return new KeysEdit<>(span, present, j);
  }

  @Override
  public NavigableSet<E> autoCommit() {
    Door<NavigableSet<E>> door = Door.of(span.body().anchor(), this, this::edit);
    return new AutoNavigableSet<>(door);
  }

  // ---- reads

  @Override
  public @Nullable Comparator<? super E> comparator() {
    return span.comparator();
  }

  @Override
  public E first() {
    return span.requireKey(false);
  }

  @Override
  public E last() {
    return span.requireKey(true);
  }

  @Override
  public E getFirst() {
    return first();
  }

  @Override
  public E getLast() {
    return last();
  }

  @Override
  public @Nullable E lower(E element) {
    return span.nearestKey(element, false, false);
  }

  @Override
  public @Nullable E floor(E element) {
    return span.nearestKey(element, false, true);
  }

  @Override
  public @Nullable E ceiling(E element) {
    return span.nearestKey(element, true, true);
  }

  @Override
  public @Nullable E higher(E element) {
    return span.nearestKey(element, true, false);
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o == this || side().isSet(o);
  }

  @Override
  public int hashCode() {
    return side().hashOfSet();
  }

  // ---- views

  @Override
  public JournaledNavigableSet<E, P> descendingSet() {
    return of(span.reversed());
  }

  /** Fails fast. */
  @Override
  public Iterator<E> descendingIterator() {
    return Side.keys(span.reversed()).iterator(null);
  }

  @Override
  public JournaledNavigableSet<E, P> subSet(
      E from, boolean fromInclusive, E to, boolean toInclusive) {
    return of(span.sub(from, fromInclusive, to, toInclusive));
  }

  @Override
  public JournaledNavigableSet<E, P> headSet(E to, boolean inclusive) {
    return of(span.head(to, inclusive));
  }

  @Override
  public JournaledNavigableSet<E, P> tailSet(E from, boolean inclusive) {
    return of(span.tail(from, inclusive));
  }
}
