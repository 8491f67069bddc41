package dev.emery.collections.tree;

import dev.emery.collections.sequence.Parts;
import dev.emery.collections.sequence.Storing;
import dev.emery.schema.Codec;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Adds entries to a tree. A full leaf is divided, and before it every full node above it, from the
 * topmost down: so each division finds room for its fence in the node above, and is whole before
 * the next begins. A store that fails leaves the entries as they were; where there is no room at
 * all, the transaction is lost.
 *
 * <p>All methods need the exclusive lock of the tree's object.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 * @see <a href="https://doi.org/10.1145/356770.356776">Comer, "The ubiquitous B-tree", ACM
 *     Computing Surveys 11 (1979)</a>
 */
final class Growth<K, V> {
  /** Rows of the first leaf of a tree: small trees are small. */
  private static final int FIRST = 2;

  private final Nodes<K, V> nodes;

  Growth(Nodes<K, V> nodes) {
    this.nodes = nodes;
  }

  /**
   * Adds an entry that is not there.
   *
   * @param found the path to where it belongs
   * @param again finds that path again, after nodes were divided
   */
  void add(
      Memory m,
      Journal<?> j,
      long object,
      Order<K> order,
      @Nullable Path found,
      Supplier<@Nullable Path> again,
      K key,
      V value) {
    Path path = found;
    while (path == null || isFull(m, path, 0)) {
      if (path == null) {
        long leaf = m.allocate(j, Parts.TAG, nodes.leaves.bytes(FIRST));
        TreeFormat.root(m, j, object, leaf, 1);
      } else {
        makeRoom(m, j, object, order, path);
      }
      path = again.get();
    }
    insert(m, j, object, path.leaf(), ~path.row(), key, value);
  }

  private boolean isFull(Memory m, Path path, int level) {
    long node = path.nodes[level];
    return TreeFormat.count(m, node) >= nodes.rows(level).capacity(m, node);
  }

  private void insert(Memory m, Journal<?> j, long object, long leaf, int row, K key, V value) {
    Rows rows = nodes.leaves;
    int count = TreeFormat.count(m, leaf);
    rows.open(m, j, leaf, row, count);
    try {
      fill(m, j, leaf, row, key, value);
    } catch (RuntimeException | Error e) {
      if (count == 0) {
        Shrinking.empty(m, j, object, leaf);
      } else {
        rows.close(m, j, leaf, row, count + 1);
      }
      throw e;
    }
    TreeFormat.count(m, j, leaf, count + 1);
    TreeFormat.size(m, j, object, TreeFormat.size(m, object) + 1);
  }

  private void fill(Memory m, Journal<?> j, long leaf, int row, K key, V value) {
    long at = nodes.leaves.at(leaf, row);
    Storing.add(nodes.keys, m, j, leaf, at, key);
    Codec<V> values = nodes.values();
    if (values != null) {
      try {
        Storing.add(values, m, j, leaf, nodes.leaves.secondAt(leaf, row), value);
      } catch (RuntimeException | Error e) {
        nodes.keys.drop(m, j, leaf, at);
        throw e;
      }
    }
  }

  // ---- room

  /** Makes the full leaf of a path larger, or divides the topmost of the full nodes from it on. */
  private void makeRoom(Memory m, Journal<?> j, long object, Order<K> order, Path path) {
    long leaf = path.leaf();
    if (path.height() == 1 && m.capacity(leaf) < nodes.leaves.usualBytes()) {
      enlarge(m, j, object, leaf);
      return;
    }
    int level = 0;
    while (level + 1 < path.height() && isFull(m, path, level + 1)) {
      level++;
    }
    divide(m, j, object, order, path, level);
  }

  /** A larger leaf in place of the only one of a small tree. */
  private void enlarge(Memory m, Journal<?> j, long object, long leaf) {
    Rows rows = nodes.leaves;
    int count = TreeFormat.count(m, leaf);
    long larger = m.allocate(j, Parts.TAG, Math.min(rows.usualBytes(), rows.bytes(2 * count)));
    rows.copy(m, j, leaf, 0, larger, 0, count);
    TreeFormat.count(m, j, larger, count);
    TreeFormat.root(m, j, object, larger, 1);
    m.free(j, leaf);
  }

  /**
   * Divides the node on a level of the path, whose parent has room for a row more. The upper part
   * goes into a new node. Nothing can fail here but an allocation, after which the transaction
   * cannot be committed.
   */
  private void divide(Memory m, Journal<?> j, long object, Order<K> order, Path path, int level) {
    Rows rows = nodes.rows(level);
    long node = path.nodes[level];
    int count = TreeFormat.count(m, node);
    int staying = staying(m, path, level, count);
    long right = m.allocate(j, Parts.TAG, rows.usualBytes());
    boolean isRoot = level == path.height() - 1;
    long parent = isRoot ? newRoot(m, j, node, level + 1) : path.nodes[level + 1];
    int row = isRoot ? 1 : path.rows[level + 1] + 1;
    openRow(m, j, order, parent, row, node, level, staying);
    rows.copy(m, j, node, staying, right, 0, count - staying);
    if (level > 0) {
      rows.clearKey(m, j, right, 0);
    }
    TreeFormat.level(m, j, right, level);
    TreeFormat.count(m, j, right, count - staying);
    TreeFormat.count(m, j, node, staying);
    m.setLong(j, parent, nodes.inner.secondAt(parent, row), right);
    TreeFormat.count(m, j, parent, TreeFormat.count(m, parent) + 1);
    if (isRoot) {
      TreeFormat.root(m, j, object, parent, path.height() + 1);
    }
  }

  /**
   * How many rows stay: half of them, but where entries come in rising or falling order all but
   * one, so that the leaves that they leave behind are full.
   */
  private int staying(Memory m, Path path, int level, int count) {
    if (level == 0 && isAtEdge(m, path, true)) {
      return count - 1;
    }
    if (level == 0 && isAtEdge(m, path, false)) {
      return 1;
    }
    return (count + 1) / 2;
  }

  private static boolean isAtEdge(Memory m, Path path, boolean last) {
    if (~path.row() != (last ? TreeFormat.count(m, path.leaf()) : 0)) {
      return false;
    }
    for (int level = 1; level < path.height(); level++) {
      if (path.rows[level] != (last ? TreeFormat.count(m, path.nodes[level]) - 1 : 0)) {
        return false;
      }
    }
    return true;
  }

  /** A node above the root, not yet known to the object. */
  private long newRoot(Memory m, Journal<?> j, long child, int level) {
    long root = m.allocate(j, Parts.TAG, nodes.inner.usualBytes());
    TreeFormat.level(m, j, root, level);
    TreeFormat.count(m, j, root, 1);
    m.setLong(j, root, nodes.inner.secondAt(root, 0), child);
    return root;
  }

  /** Opens a row of an inner node and puts the fence of what leaves {@code node} there. */
  private void openRow(
      Memory m,
      Journal<?> j,
      Order<K> order,
      long parent,
      int row,
      long node,
      int level,
      int staying) {
    Rows inner = nodes.inner;
    if (level > 0) {
      inner.open(m, j, parent, row, TreeFormat.count(m, parent));
      inner.copyKey(m, j, inner.at(node, staying), parent, row);
      return;
    }
    K fence = order.fence(nodes.key(m, node, staying - 1), nodes.key(m, node, staying));
    inner.open(m, j, parent, row, TreeFormat.count(m, parent));
    Storing.add(nodes.keys, m, j, parent, inner.at(parent, row), fence);
  }
}
