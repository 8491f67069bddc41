package dev.emery.collections.tree;

import dev.emery.collections.hash.Projection;
import dev.emery.structure.Anchor;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.ConcurrentModificationException;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the leaves by the path to the present one, which holds while nobody changes the
 * tree. After a removal of its own the cursor looks for the next key again.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
final class PooledTreeCursor<K, V> implements TreeCursor<K, V> {
  private final PooledTree<K, V> tree;
  private final TreeBody<K, V> body;
  private final Range<K> range;
  private final boolean ascending;
  private int expected;
  private @Nullable Place next;
  private @Nullable Place last;

  /** A row of the leaf of a path, whatever the path says about the row. */
  private record Place(Path path, int row) {}

  private record Step<T>(T shown, @Nullable Place next) {}

  PooledTreeCursor(PooledTree<K, V> tree, TreeBody<K, V> body, Range<K> range, boolean ascending) {
    this.tree = tree;
    this.body = body;
    this.range = range;
    this.ascending = ascending;
    this.next = body.anchor().<@Nullable Place>read(isPure(), this::first);
  }

  private boolean isPure() {
    return tree.isPure(body.order(), false, false);
  }

  /** The count is taken inside the read, so that in a scope the lock is held by then. */
  private @Nullable Place first(Memory m) {
    expected = tree.modCount(body);
    return from(m, range.start(ascending));
  }

  private @Nullable Place from(Memory m, @Nullable Bound<K> start) {
    long object = body.anchor().block();
    return inside(m, tree.nodes.seek(m, object, body.order(), start, ascending));
  }

  private @Nullable Place inside(Memory m, @Nullable Path path) {
    return path == null ? null : inside(m, new Place(path, path.row()));
  }

  private @Nullable Place inside(Memory m, Place place) {
    Bound<K> end = range.end(ascending);
    return tree.nodes.isBefore(m, place.path.leaf(), place.row, body.order(), end, ascending)
        ? place
        : null;
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public <T> T next(Projection<K, V, T> projection) {
    check();
    Place place = next;
    if (place == null) {
      throw new NoSuchElementException("no more entries");
    }
    boolean pure = isPure() && tree.isPure(body.order(), projection);
    Step<T> step = body.anchor().read(pure, m -> load(m, place, projection));
    check();
    last = place;
    next = step.next;
    return step.shown;
  }

  private <T> Step<T> load(Memory m, Place place, Projection<K, V, T> projection) {
    check(); // the place is one of the tree only if it has not changed
    T shown = tree.show(m, place.path.leaf(), place.row, projection);
    int row = place.row + (ascending ? 1 : -1);
    if (row >= 0 && row < TreeFormat.count(m, place.path.leaf())) {
      return new Step<>(shown, inside(m, new Place(place.path, row)));
    }
    return new Step<>(shown, inside(m, tree.nodes.settled(m, place.path, row, ascending)));
  }

  @Override
  @SuppressWarnings("emery.txin") // after a rollback the count does not match any more
  public void remove(Journal<?> j) {
    check();
    Place removed = last;
    if (removed == null) {
      throw new IllegalStateException("no entry was returned since the last removal");
    }
    Anchor a = body.anchor();
    Memory m = a.write(j);
    Place following = next;
    K key = tree.nodes.key(m, removed.path.leaf(), removed.row);
    Bound<K> start = following == null ? null : new Bound<>(key(m, following), true);
    tree.remove(body, j, key);
    next = start == null ? null : from(m, start);
    last = null;
    expected = tree.modCount(body);
  }

  private K key(Memory m, Place place) {
    return tree.nodes.key(m, place.path.leaf(), place.row);
  }

  private void check() {
    if (tree.modCount(body) != expected) {
      throw new ConcurrentModificationException();
    }
  }
}
