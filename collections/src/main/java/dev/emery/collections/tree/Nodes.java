package dev.emery.collections.tree;

import dev.emery.collections.sequence.Storing;
import dev.emery.schema.Codec;
import dev.emery.schema.OwnedVisitor;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of trees with keys and values of one type each: what is in their rows, and the ways
 * through them. The nodes of a set have keys only; the value of each is then the same.
 *
 * <p>Reads are bounded whatever they read: by the height of a tree, and in a node by the bits of a
 * number.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
final class Nodes<K, V> {
  final Codec<K> keys;
  final Rows leaves;
  final Rows inner;
  private final @Nullable Codec<V> values;
  private final V present;

  /**
   * Creates the nodes of a map or of a set.
   *
   * @param values the codec of the values, null for a set
   * @param present the value of each key in a set
   */
  Nodes(Codec<K> keys, @Nullable Codec<V> values, V present) {
    this.keys = keys;
    this.values = values;
    this.present = present;
    this.leaves =
        values == null ? new Rows(keys, 0, 1) : new Rows(keys, values.width(), values.alignment());
    this.inner = new Rows(keys, Long.BYTES, Long.BYTES);
  }

  Rows rows(int level) {
    return level == 0 ? leaves : inner;
  }

  @Nullable Codec<V> values() {
    return values;
  }

  // ---- rows

  K key(Memory m, long leaf, int row) {
    return keys.load(m, leaf, leaves.at(leaf, row));
  }

  V value(Memory m, long leaf, int row) {
    return values == null ? present : values.load(m, leaf, leaves.secondAt(leaf, row));
  }

  boolean areValuesPure() {
    return values == null || values.pure();
  }

  /** Replaces a value. A store that fails leaves it as it was. */
  void replace(Memory m, Journal<?> j, long leaf, int row, V old, V value) {
    if (values != null) {
      Storing.replace(values, m, j, leaf, leaves.secondAt(leaf, row), old, value);
    }
  }

  boolean owns() {
    return keys.owns() || values != null && values.owns();
  }

  /** Gives up what a row of a leaf owns. */
  void drop(Memory m, Journal<?> j, long leaf, int row) {
    keys.drop(m, j, leaf, leaves.at(leaf, row));
    if (values != null) {
      values.drop(m, j, leaf, leaves.secondAt(leaf, row));
    }
  }

  void visit(Memory m, long leaf, int row, OwnedVisitor visitor) {
    keys.visit(m, leaf, leaves.at(leaf, row), visitor);
    if (values != null) {
      values.visit(m, leaf, leaves.secondAt(leaf, row), visitor);
    }
  }

  long child(Memory m, long node, int row) {
    return m.getLong(inner.secondAt(node, row));
  }

  // ---- search

  /** The row of a key in a leaf, or {@code ~row} where it belongs. */
  int search(Memory m, long leaf, Order<K> order, K key) {
    int low = 0;
    int high = TreeFormat.count(m, leaf) - 1;
    while (low <= high) {
      int middle = low + high >>> 1;
      int compared = order.compareStored(keys, m, leaf, leaves.at(leaf, middle), key);
      if (compared == 0) {
        return middle;
      }
      if (compared < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return ~low;
  }

  /** The row of an inner node under which a key belongs. */
  int route(Memory m, long node, Order<K> order, K key) {
    int low = 1;
    int high = TreeFormat.count(m, node) - 1;
    while (low <= high) {
      int middle = low + high >>> 1;
      if (order.compareStored(keys, m, node, inner.at(node, middle), key) <= 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return low - 1;
  }

  /** The leaf in which a key belongs, 0 in an empty tree. */
  long leaf(Memory m, long object, Order<K> order, K key) {
    long node = TreeFormat.root(m, object);
    for (int level = TreeFormat.height(m, object) - 1; level > 0; level--) {
      node = child(m, node, route(m, node, order, key));
    }
    return node;
  }

  /** The path to where a key is or belongs; null in an empty tree. */
  @Nullable Path path(Memory m, long object, Order<K> order, K key) {
    int height = TreeFormat.height(m, object);
    if (height == 0) {
      return null;
    }
    Path path = new Path(height);
    long node = TreeFormat.root(m, object);
    for (int level = height - 1; level > 0; level--) {
      path.nodes[level] = node;
      path.rows[level] = route(m, node, order, key);
      node = child(m, node, path.rows[level]);
    }
    path.nodes[0] = node;
    path.rows[0] = search(m, node, order, key);
    return path;
  }

  /** The path to the first entry, or to the last; null in an empty tree. */
  @Nullable Path edge(Memory m, long object, boolean last) {
    int height = TreeFormat.height(m, object);
    if (height == 0) {
      return null;
    }
    Path path = new Path(height);
    path.nodes[height - 1] = TreeFormat.root(m, object);
    descend(m, path, height - 1, last);
    return path;
  }

  /** The path to behind the last entry; null in an empty tree. */
  @Nullable Path end(Memory m, long object) {
    Path path = edge(m, object, true);
    if (path != null) {
      path.rows[0] = ~(path.rows[0] + 1);
    }
    return path;
  }

  /** Goes down along an edge from the node on a level of the path. */
  private void descend(Memory m, Path path, int from, boolean last) {
    for (int level = from; ; level--) {
      long node = path.nodes[level];
      path.rows[level] = last ? TreeFormat.count(m, node) - 1 : 0;
      if (level == 0) {
        return;
      }
      path.nodes[level - 1] = child(m, node, path.rows[level]);
    }
  }

  /**
   * The path to the row that {@code path} leads to, or where it leads beyond its leaf, to that in
   * the next leaf; null where there is none.
   */
  @Nullable Path settled(Memory m, Path path, int row, boolean ascending) {
    if (row >= 0 && row < TreeFormat.count(m, path.leaf())) {
      if (row == path.row()) {
        return path;
      }
      Path moved = path.copy();
      moved.rows[0] = row;
      return moved;
    }
    for (int level = 1; level < path.height(); level++) {
      int next = path.rows[level] + (ascending ? 1 : -1);
      if (next >= 0 && next < TreeFormat.count(m, path.nodes[level])) {
        Path moved = path.copy();
        moved.rows[level] = next;
        moved.nodes[level - 1] = child(m, path.nodes[level], next);
        descend(m, moved, level - 1, !ascending);
        return moved;
      }
    }
    return null;
  }

  /**
   * The path to the first entry from a bound on, upwards or downwards; null where there is none.
   */
  @Nullable Path seek(
      Memory m, long object, Order<K> order, @Nullable Bound<K> from, boolean ascending) {
    if (from == null) {
      return edge(m, object, !ascending);
    }
    Path path = path(m, object, order, from.key());
    if (path == null) {
      return null;
    }
    int row = path.row();
    if (row < 0) {
      row = ascending ? ~row : ~row - 1;
    } else if (!from.inclusive()) {
      row += ascending ? 1 : -1;
    }
    return settled(m, path, row, ascending);
  }

  /** Whether the entry in a row comes before the end of a range, or at it. */
  boolean isBefore(
      Memory m, long leaf, int row, Order<K> order, @Nullable Bound<K> end, boolean ascending) {
    if (end == null) {
      return true;
    }
    int compared = order.compareStored(keys, m, leaf, leaves.at(leaf, row), end.key());
    return compared == 0 ? end.inclusive() : compared < 0 == ascending;
  }
}
