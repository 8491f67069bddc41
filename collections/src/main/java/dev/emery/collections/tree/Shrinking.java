package dev.emery.collections.tree;

import dev.emery.collections.sequence.Storing;
import dev.emery.schema.OwnedVisitor;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;

/**
 * Takes entries out of a tree. A node with too few rows left is joined to a neighbour, or takes
 * rows of it where both do not fit into one. That needs no room but for the fence between two
 * leaves: in a full pool they stay as they are, since removals work there too.
 *
 * <p>All methods need the exclusive lock of the tree's object.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
final class Shrinking<K, V> {
  /** More than the pages that the heap cuts at once for blocks of one size. */
  private static final long SURE = 128 << 10;

  private final Nodes<K, V> nodes;

  Shrinking(Nodes<K, V> nodes) {
    this.nodes = nodes;
  }

  /** Frees the only leaf of a tree. */
  static void empty(Memory m, Journal<?> j, long object, long leaf) {
    TreeFormat.root(m, j, object, 0, 0);
    m.free(j, leaf);
  }

  /** Drops the entry that a path leads to, and takes its row out. */
  void remove(Memory m, Journal<?> j, long object, Order<K> order, Path path) {
    long leaf = path.leaf();
    int count = TreeFormat.count(m, leaf);
    nodes.drop(m, j, leaf, path.row());
    nodes.leaves.close(m, j, leaf, path.row(), count);
    TreeFormat.count(m, j, leaf, count - 1);
    TreeFormat.size(m, j, object, TreeFormat.size(m, object) - 1);
    tidy(m, j, object, order, path);
  }

  private void tidy(Memory m, Journal<?> j, long object, Order<K> order, Path path) {
    for (int level = 0; level < path.height(); level++) {
      long node = path.nodes[level];
      int count = TreeFormat.count(m, node);
      if (level == path.height() - 1) {
        lower(m, j, object, node, level, count);
        return;
      }
      if (count >= TreeFormat.least(nodes.rows(level).capacity(m, node))
          || !join(m, j, order, path, level, count)) {
        return;
      }
    }
  }

  /** Takes a root away that has nothing to tell apart. */
  private void lower(Memory m, Journal<?> j, long object, long root, int level, int count) {
    if (level == 0 && count == 0) {
      empty(m, j, object, root);
    } else if (level > 0 && count == 1) {
      TreeFormat.root(m, j, object, nodes.child(m, root, 0), level);
      m.free(j, root);
    }
  }

  /** Mends a node with too few rows; true where its parent has lost a row. */
  private boolean join(Memory m, Journal<?> j, Order<K> order, Path path, int level, int count) {
    long parent = path.nodes[level + 1];
    int row = path.rows[level + 1];
    if (count == 0) {
      unlink(m, j, parent, row);
      m.free(j, path.nodes[level]);
      return true;
    }
    int right = row == 0 ? 1 : row;
    long one = nodes.child(m, parent, right - 1);
    long other = nodes.child(m, parent, right);
    int total = TreeFormat.count(m, one) + TreeFormat.count(m, other);
    if (total > nodes.rows(level).capacity(m, one)) {
      level(m, j, order, parent, right, level);
      return false;
    }
    merge(m, j, parent, right, level);
    return true;
  }

  /** Takes the row of an empty leaf out of its parent. */
  private void unlink(Memory m, Journal<?> j, long parent, int row) {
    Rows inner = nodes.inner;
    int count = TreeFormat.count(m, parent);
    int fence = Math.max(row, 1); // where the first child goes, the next one becomes the first
    if (fence < count) {
      nodes.keys.drop(m, j, parent, inner.at(parent, fence));
    }
    inner.close(m, j, parent, row, count);
    if (row == 0) {
      inner.clearKey(m, j, parent, 0);
    }
    TreeFormat.count(m, j, parent, count - 1);
  }

  /** Joins a node to the one before it. */
  private void merge(Memory m, Journal<?> j, long parent, int right, int level) {
    Rows rows = nodes.rows(level);
    Rows inner = nodes.inner;
    long one = nodes.child(m, parent, right - 1);
    long other = nodes.child(m, parent, right);
    int had = TreeFormat.count(m, one);
    int more = TreeFormat.count(m, other);
    rows.copy(m, j, other, 0, one, had, more);
    if (level > 0) {
      inner.copyKey(m, j, inner.at(parent, right), one, had);
    } else {
      nodes.keys.drop(m, j, parent, inner.at(parent, right));
    }
    TreeFormat.count(m, j, one, had + more);
    int count = TreeFormat.count(m, parent);
    inner.close(m, j, parent, right, count);
    TreeFormat.count(m, j, parent, count - 1);
    m.free(j, other);
  }

  /** Shares the rows of two neighbours out evenly. */
  private void level(Memory m, Journal<?> j, Order<K> order, long parent, int right, int level) {
    Rows rows = nodes.rows(level);
    long one = nodes.child(m, parent, right - 1);
    long other = nodes.child(m, parent, right);
    int had = TreeFormat.count(m, one);
    int total = had + TreeFormat.count(m, other);
    int left = Math.min(rows.capacity(m, one), total / 2);
    left = Math.max(left, total - rows.capacity(m, other));
    if (left == had) {
      return;
    }
    Rows inner = nodes.inner;
    if (level > 0) {
      inner.copyKey(m, j, inner.at(parent, right), other, 0);
    } else if (!moveFence(m, j, order, parent, right, left)) {
      return;
    }
    share(m, j, rows, one, other, left - had);
    if (level > 0) {
      inner.copyKey(m, j, inner.at(other, 0), parent, right);
      inner.clearKey(m, j, other, 0);
    }
  }

  /**
   * Moves rows to {@code one} from the node behind it, or, where they are negative, the other way.
   */
  private static void share(Memory m, Journal<?> j, Rows rows, long one, long other, int moving) {
    int had = TreeFormat.count(m, one);
    int count = TreeFormat.count(m, other);
    if (moving > 0) {
      rows.copy(m, j, other, 0, one, had, moving);
      rows.shift(m, j, other, moving, 0, count - moving);
    } else {
      rows.shift(m, j, other, 0, -moving, count);
      rows.copy(m, j, one, had + moving, other, 0, -moving);
    }
    TreeFormat.count(m, j, one, had + moving);
    TreeFormat.count(m, j, other, count - moving);
  }

  /**
   * Replaces the fence between two leaves, of which {@code left} entries are to be in the first;
   * false where there may be no room for it. The new one is made in the free row of a leaf first,
   * since the old one is needed until then.
   */
  private boolean moveFence(
      Memory m, Journal<?> j, Order<K> order, long parent, int right, int left) {
    long one = nodes.child(m, parent, right - 1);
    long other = nodes.child(m, parent, right);
    int had = TreeFormat.count(m, one);
    K before = left <= had ? nodes.key(m, one, left - 1) : nodes.key(m, other, left - had - 1);
    K first = left < had ? nodes.key(m, one, left) : nodes.key(m, other, left - had);
    if (!hasRoom(m, j, left < had ? one : other, left < had ? left : left - had)) {
      return false;
    }
    K fence = order.fence(before, first);
    long lacking = left > had ? one : other; // which has a free row
    long at = nodes.leaves.at(lacking, TreeFormat.count(m, lacking));
    Storing.add(nodes.keys, m, j, lacking, at, fence);
    nodes.keys.drop(m, j, parent, nodes.inner.at(parent, right));
    nodes.inner.copyKey(m, j, at, parent, right);
    return true;
  }

  /**
   * Whether there is room for what a fence would own, which is at most what the key in this row
   * owns. An allocation that fails would cost the transaction, so several have to be sure of pages
   * of their own.
   */
  private boolean hasRoom(Memory m, Journal<?> j, long leaf, int row) {
    if (!nodes.keys.owns()) {
      return true;
    }
    long[] owned = new long[2];
    nodes.keys.visit(
        m,
        leaf,
        nodes.leaves.at(leaf, row),
        new OwnedVisitor() {
          @Override
          public boolean part(long block, long bytes) {
            owned[0]++;
            owned[1] += m.capacity(block);
            return true;
          }

          @Override
          public void object(long target, long block, long at) {
            throw new IllegalStateException("key that owns an object");
          }
        });
    return switch ((int) owned[0]) {
      case 0 -> true;
      case 1 -> m.hasRoom(j, owned[1]);
      default -> m.hasRoom(j, owned[1] + owned[0] * SURE);
    };
  }
}
