package dev.emery.collections.tree;

import dev.emery.collections.hash.Projection;
import dev.emery.schema.Codec;
import dev.emery.schema.OwnedVisitor;
import dev.emery.structure.Anchor;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The entries of sorted maps or sets in a pool, in B+ trees. It holds the types alone, so one
 * serves all trees of those types; which tree is meant the body says.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public final class PooledTree<K, V> implements TreeContents<K, V> {
  final Nodes<K, V> nodes;
  private final Growth<K, V> growth;
  private final Shrinking<K, V> shrinking;
  private final Dropping<K, V> dropping;

  private PooledTree(Nodes<K, V> nodes) {
    this.nodes = nodes;
    this.growth = new Growth<>(nodes);
    this.shrinking = new Shrinking<>(nodes);
    this.dropping = new Dropping<>(nodes);
  }

  /** Creates the type of maps for codecs, which may still be under construction. */
  @SuppressWarnings("NullAway") // the value of a key in a set, which there is not
  public static <K, V> PooledTree<K, V> ofMaps(Codec<K> keys, Codec<V> values) {
    return new PooledTree<>(new Nodes<>(keys, values, null));
  }

  /** Creates the type of sets for a codec, which may still be under construction. */
  public static <K> PooledTree<K, Boolean> ofSets(Codec<K> keys) {
    return new PooledTree<>(new Nodes<>(keys, null, true));
  }

  /** Payload bytes of the object's block. */
  public static int objectBytes() {
    return TreeFormat.BYTES;
  }

  // ---- reads

  @Override
  public long size(TreeBody<K, V> body) {
    Anchor a = body.anchor();
    return a.read(true, m -> TreeFormat.size(m, a.block()));
  }

  /** Whether a read calls no user code. */
  boolean isPure(Order<K> order, boolean needsKey, boolean needsValue) {
    return order.isPure(nodes.keys)
        && (!needsKey || nodes.keys.pure())
        && (!needsValue || nodes.areValuesPure());
  }

  boolean isPure(Order<K> order, Projection<K, V, ?> projection) {
    return isPure(order, projection.needsKey(), projection.needsValue());
  }

  @Override
  public @Nullable V get(TreeBody<K, V> body, K key) {
    Anchor a = body.anchor();
    Order<K> order = body.order();
    return a.<@Nullable V>read(
        isPure(order, false, true),
        m -> {
          long leaf = nodes.leaf(m, a.block(), order, key);
          int row = leaf == 0 ? -1 : nodes.search(m, leaf, order, key);
          return row < 0 ? null : nodes.value(m, leaf, row);
        });
  }

  @Override
  public boolean containsKey(TreeBody<K, V> body, K key) {
    Anchor a = body.anchor();
    Order<K> order = body.order();
    return a.read(
        isPure(order, false, false),
        m -> {
          long leaf = nodes.leaf(m, a.block(), order, key);
          return leaf != 0 && nodes.search(m, leaf, order, key) >= 0;
        });
  }

  @Override
  public <T> @Nullable T first(
      TreeBody<K, V> body, Range<K> range, boolean ascending, Projection<K, V, T> projection) {
    Anchor a = body.anchor();
    Order<K> order = body.order();
    return a.<@Nullable T>read(
        isPure(order, projection),
        m -> {
          Path path = nodes.seek(m, a.block(), order, range.start(ascending), ascending);
          return path != null
                  && nodes.isBefore(
                      m, path.leaf(), path.row(), order, range.end(ascending), ascending)
              ? show(m, path.leaf(), path.row(), projection)
              : null;
        });
  }

  @SuppressWarnings("NullAway") // a projection does not look at what it does not need
  <T> T show(Memory m, long leaf, int row, Projection<K, V, T> projection) {
    K key = projection.needsKey() ? nodes.key(m, leaf, row) : null;
    V value = projection.needsValue() ? nodes.value(m, leaf, row) : null;
    return projection.of(key, value);
  }

  @Override
  public long size(TreeBody<K, V> body, Range<K> range) {
    return body.anchor()
        .read(
            false,
            m -> {
              long[] size = new long[1];
              walk(m, body, range, true, (_, from, to) -> size[0] += to - from);
              return size[0];
            });
  }

  @Override
  public Object[] toArray(
      TreeBody<K, V> body, Range<K> range, boolean ascending, Projection<K, V, ?> projection) {
    // Not pure, whatever the codecs are: a shared lock, so that the array's length can be trusted.
    return body.anchor()
        .read(
            false,
            m -> {
              List<Object> shown = new ArrayList<>();
              walk(
                  m,
                  body,
                  range,
                  ascending,
                  (leaf, from, to) -> {
                    for (int row = from; row < to; row++) {
                      int at = ascending ? row : to - 1 - (row - from);
                      shown.add(show(m, leaf, at, projection));
                    }
                  });
              return shown.toArray();
            });
  }

  /** What to do with rows of a leaf. */
  private interface Stretch {
    void rows(long leaf, int from, int to);
  }

  /** Goes leaf by leaf through a range; the caller has locked the tree. */
  private void walk(
      Memory m, TreeBody<K, V> body, Range<K> range, boolean ascending, Stretch stretch) {
    Order<K> order = body.order();
    Bound<K> end = range.end(ascending);
    Path path = nodes.seek(m, body.anchor().block(), order, range.start(ascending), ascending);
    while (path != null) {
      long leaf = path.leaf();
      int count = TreeFormat.count(m, leaf);
      int last = ascending ? count - 1 : 0;
      boolean whole = nodes.isBefore(m, leaf, last, order, end, ascending);
      int stop = whole || end == null ? last : lastBefore(m, leaf, order, end, ascending);
      int from = ascending ? path.row() : stop;
      int to = ascending ? stop + 1 : path.row() + 1;
      if (from < to) {
        stretch.rows(leaf, from, to);
      }
      path = whole ? nodes.settled(m, path, ascending ? count : -1, ascending) : null;
    }
  }

  /** The last row of a leaf that comes before the end of a range, or at it. */
  private int lastBefore(Memory m, long leaf, Order<K> order, Bound<K> end, boolean ascending) {
    int row = nodes.search(m, leaf, order, end.key());
    if (row >= 0 && end.inclusive()) {
      return row;
    }
    int at = row >= 0 ? row : ~row;
    return ascending ? at - 1 : row >= 0 ? at + 1 : at;
  }

  @Override
  public TreeCursor<K, V> cursor(TreeBody<K, V> body, Range<K> range, boolean ascending) {
    return new PooledTreeCursor<>(this, body, range, ascending);
  }

  @Override
  public int modCount(TreeBody<K, V> body) {
    return body.anchor().modCount().get();
  }

  @Override
  public V detached(V value) {
    Codec<V> values = nodes.values();
    return values == null ? value : values.detach(value);
  }

  // ---- changes

  @Override
  public void lock(TreeBody<K, V> body, Journal<?> j) {
    body.anchor().write(j);
  }

  @Override
  public @Nullable V put(TreeBody<K, V> body, Journal<?> j, K key, V value) {
    Anchor a = body.anchor();
    Memory m = a.write(j);
    long object = a.block();
    Order<K> order = body.order();
    Path path = nodes.path(m, object, order, key);
    if (path == null) {
      order.require(key);
    } else if (path.row() >= 0) {
      return replace(m, j, path.leaf(), path.row(), value);
    }
    growth.add(m, j, object, order, path, () -> nodes.path(m, object, order, key), key, value);
    a.changing(j);
    return null;
  }

  private V replace(Memory m, Journal<?> j, long leaf, int row, V value) {
    V old = nodes.value(m, leaf, row);
    nodes.replace(m, j, leaf, row, old, value);
    return old;
  }

  @Override
  public @Nullable V remove(TreeBody<K, V> body, Journal<?> j, K key) {
    Anchor a = body.anchor();
    Memory m = a.write(j);
    Path path = nodes.path(m, a.block(), body.order(), key);
    if (path == null || path.row() < 0) {
      return null;
    }
    V old = nodes.value(m, path.leaf(), path.row());
    shrinking.remove(m, j, a.block(), body.order(), path);
    a.changing(j);
    return old;
  }

  @Override
  public void clear(TreeBody<K, V> body, Journal<?> j) {
    Memory m = body.anchor().write(j);
    dropping.removeLast(m, j, body.anchor().block(), Long.MAX_VALUE);
    body.anchor().changing(j);
  }

  // ---- the object as a whole

  /** Writes the entries of a prototype into its new block: in order, so without a comparison. */
  void fill(Memory m, Journal<?> j, TreeBody<K, V> body, int number, SortedMap<K, V> entries) {
    long object = body.anchor().block();
    if (number != 0) {
      m.setInt(j, object, TreeFormat.orderAt(object), number);
    }
    entries.forEach((key, value) ->
        growth.add(
            m,
            j,
            object,
            body.order(),
            nodes.end(m, object),
            () -> nodes.end(m, object),
            key,
            value));
  }

  /** Drops entries and frees the nodes that they leave; true when nothing is left. */
  public boolean dropSome(Memory m, Journal<?> j, long object, int budget) {
    return dropping.removeLast(m, j, object, budget);
  }

  /** Shows the parts of a tree and what its entries own. */
  public void visit(Memory m, long object, OwnedVisitor visitor) {
    dropping.visit(m, object, visitor);
  }

  /** Reports what is wrong with a tree, see {@link TreeFormat}. */
  public void check(Memory m, long object, Consumer<String> problems) {
    new TreeCheck<>(m, nodes, problems).check(object);
  }
}
