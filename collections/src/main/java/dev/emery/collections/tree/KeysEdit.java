package dev.emery.collections.tree;

import dev.emery.transaction.Journal;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Spliterator;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a span as a mutable {@link NavigableSet}, for as long as its journal is open: those
 * of a map, to which nothing can be added, or a set.
 *
 * @param <E> the type of the keys
 * @param <V> the type of the values
 */
public final class KeysEdit<E, V> extends SideEdit.OfSet<E> implements NavigableSet<E> {
  private final Span<E, V> all;
  private final @Nullable V present;

  /**
   * Creates the view.
   *
   * @param present the value of what is added; null where nothing can be
   */
  public KeysEdit(Span<E, V> all, @Nullable V present, Journal<?> journal) {
    super(Side.keys(all), journal);
    this.all = all;
    this.present = present;
    TreeEdit.requireOpen(journal);
  }

  private Span<E, V> span() {
    journal();
    return all;
  }

  private NavigableSet<E> of(Span<E, V> part) {
    return new KeysEdit<>(part, present, journal());
  }

  @Override
  public Spliterator<E> spliterator() {
    return super.spliterator();
  }

  // ---- reads

  @Override
  public @Nullable Comparator<? super E> comparator() {
    return span().comparator();
  }

  @Override
  public E first() {
    return span().requireKey(false);
  }

  @Override
  public E last() {
    return span().requireKey(true);
  }

  @Override
  public @Nullable E lower(E element) {
    return span().nearestKey(element, false, false);
  }

  @Override
  public @Nullable E floor(E element) {
    return span().nearestKey(element, false, true);
  }

  @Override
  public @Nullable E ceiling(E element) {
    return span().nearestKey(element, true, true);
  }

  @Override
  public @Nullable E higher(E element) {
    return span().nearestKey(element, true, false);
  }

  // ---- views

  @Override
  public NavigableSet<E> descendingSet() {
    return of(span().reversed());
  }

  @Override
  public Iterator<E> descendingIterator() {
    return descendingSet().iterator();
  }

  @Override
  public NavigableSet<E> subSet(E from, boolean fromInclusive, E to, boolean toInclusive) {
    return of(span().sub(from, fromInclusive, to, toInclusive));
  }

  @Override
  public NavigableSet<E> headSet(E to, boolean inclusive) {
    return of(span().head(to, inclusive));
  }

  @Override
  public NavigableSet<E> tailSet(E from, boolean inclusive) {
    return of(span().tail(from, inclusive));
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

  // ---- changes

  @Override
  public boolean add(E element) {
    V value = present;
    if (value == null) {
      throw new UnsupportedOperationException("keys of a map are added by put");
    }
    Objects.requireNonNull(element);
    Span<E, V> span = span().lock(journal());
    if (span.containsKey(element)) {
      return false;
    }
    span.put(journal(), element, value);
    return true;
  }

  @Override
  public boolean addAll(Collection<? extends E> elements) {
    boolean added = false;
    for (Object each : elements.toArray()) { // all of one moment, and no null before the first
      Objects.requireNonNull(each);
    }
    for (E each : elements) {
      added |= add(each);
    }
    return added;
  }

  @Override
  public @Nullable E pollFirst() {
    return span().pollKey(journal(), false);
  }

  @Override
  public @Nullable E pollLast() {
    return span().pollKey(journal(), true);
  }
}
