package dev.emery.collections.hash;

import dev.emery.structure.Anchor;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.ConcurrentModificationException;
import java.util.NoSuchElementException;

/**
 * Goes through the entries of a map in a pool from place to place, each known by a number. What a
 * place is and which comes next its subclasses say.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
abstract class PlaceCursor<K, V> implements Cursor<K, V> {
  /** No place. */
  static final long NONE = -1;

  final Anchor anchor;
  private final PooledMap<K, V> map;
  private int expected;
  private long next;
  private long last = NONE;

  private record Step<T>(T shown, long next) {}

  PlaceCursor(Anchor anchor, PooledMap<K, V> map) {
    this.anchor = anchor;
    this.map = map;
  }

  /** Goes to the first place; the count is taken inside the read, when a scope holds its lock. */
  final PlaceCursor<K, V> begin() {
    next =
        anchor.read(
            true,
            m -> {
              expected = map.modCount(anchor);
              return first(m);
            });
    return this;
  }

  /** The first place, or {@link #NONE}. */
  abstract long first(Memory m);

  /** The place after another, or {@link #NONE}. */
  abstract long after(Memory m, long place);

  /** What lies at a place. */
  abstract <T> T show(Memory m, long place, Projection<K, V, T> projection);

  /** Removes what lies at a place; all places that were not shown yet stay. */
  abstract void removeAt(Journal<?> j, long place);

  @Override
  public final boolean hasNext() {
    return next != NONE;
  }

  @Override
  public final <T> T next(Projection<K, V, T> projection) {
    check();
    long place = next;
    if (place == NONE) {
      throw new NoSuchElementException("no more entries");
    }
    Step<T> step = anchor.read(map.isPure(projection), m -> load(m, place, projection));
    check();
    last = place;
    next = step.next;
    return step.shown;
  }

  private <T> Step<T> load(Memory m, long place, Projection<K, V, T> projection) {
    check(); // the place is one of the map only if it has not changed
    return new Step<>(show(m, place, projection), after(m, place));
  }

  @Override
  @SuppressWarnings("emery.txin") // after a rollback the count does not match any more
  public final void remove(Journal<?> j) {
    check();
    if (last == NONE) {
      throw new IllegalStateException("no entry was returned since the last removal");
    }
    removeAt(j, last);
    last = NONE;
    expected = map.modCount(anchor);
  }

  private void check() {
    if (map.modCount(anchor) != expected) {
      throw new ConcurrentModificationException();
    }
  }
}
