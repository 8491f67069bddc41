package dev.emery.collections.hash;

import dev.emery.structure.Anchor;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.ConcurrentModificationException;
import java.util.NoSuchElementException;

/**
 * Goes through the segments in order, and through the slots of each from the last to the first: so
 * the entries that take the place of a removed one were shown before.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
final class PooledCursor<K, V> implements Cursor<K, V> {
  private final Anchor anchor;
  private final PooledMap<K, V> map;
  private int expected;
  private Place next;
  private Place last = Place.NONE;

  private record Place(int segment, int slot) {
    static final Place NONE = new Place(-1, -1);
  }

  private record Step<T>(T shown, Place next) {}

  PooledCursor(Anchor anchor, PooledMap<K, V> map) {
    this.anchor = anchor;
    this.map = map;
    this.next = anchor.read(true, this::first);
  }

  /** The count is taken inside the read, so that in a scope the lock is held by then. */
  private Place first(Memory m) {
    expected = map.modCount(anchor);
    return firstFrom(m, 0);
  }

  private Place firstFrom(Memory m, int start) {
    int count = Segments.count(m, anchor.block());
    for (int i = start; i < count; i++) {
      long segment = Segments.get(m, anchor.block(), i);
      int slot = segment == 0 ? -1 : map.slots.last(m, segment);
      if (slot >= 0) {
        return new Place(i, slot);
      }
    }
    return Place.NONE;
  }

  @Override
  public boolean hasNext() {
    return next.segment >= 0;
  }

  @Override
  public <T> T next(Projection<K, V, T> projection) {
    check();
    Place place = next;
    if (place.segment < 0) {
      throw new NoSuchElementException("no more entries");
    }
    Step<T> step = anchor.read(map.isPure(projection), m -> load(m, place, projection));
    check();
    last = place;
    next = step.next;
    return step.shown;
  }

  private <T> Step<T> load(Memory m, Place place, Projection<K, V, T> projection) {
    check(); // the place is one of the map only if it has not changed
    long segment = Segments.get(m, anchor.block(), place.segment);
    T shown = map.show(m, segment, place.slot, projection);
    int before = map.slots.before(m, segment, place.slot);
    return new Step<>(
        shown, before < 0 ? firstFrom(m, place.segment + 1) : new Place(place.segment, before));
  }

  @Override
  public void remove(Journal<?> j) {
    check();
    if (last.segment < 0) {
      throw new IllegalStateException("no entry was returned since the last removal");
    }
    map.removeAt(anchor, j, last.segment, last.slot);
    last = Place.NONE;
    expected = map.modCount(anchor);
  }

  private void check() {
    if (map.modCount(anchor) != expected) {
      throw new ConcurrentModificationException();
    }
  }
}
