package dev.emery.collections.tree;

import dev.emery.CorruptPoolException;
import dev.emery.schema.OwnedVisitor;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;

/**
 * Takes trees apart, and shows what they consist of.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
final class Dropping<K, V> {
  private final Nodes<K, V> nodes;

  Dropping(Nodes<K, V> nodes) {
    this.nodes = nodes;
  }

  /**
   * Drops and frees the last leaves, at least one and about {@code most} entries; true when none is
   * left. Between two steps nodes may have fewer rows than others, which matters to nobody: only
   * what is going to be dropped as a whole is taken apart in several.
   */
  boolean removeLast(Memory m, Journal<?> j, long object, long most) {
    long left = most;
    Path path = nodes.edge(m, object, true);
    while (path != null && left > 0) {
      left -= 1 + (nodes.owns() ? TreeFormat.count(m, path.leaf()) : 0);
      removeLeaf(m, j, object, path);
      path = nodes.edge(m, object, true);
    }
    return path == null;
  }

  private void removeLeaf(Memory m, Journal<?> j, long object, Path path) {
    long leaf = path.leaf();
    int count = TreeFormat.count(m, leaf);
    if (nodes.owns()) {
      for (int row = 0; row < count; row++) {
        nodes.drop(m, j, leaf, row);
      }
    }
    TreeFormat.size(m, j, object, TreeFormat.size(m, object) - count);
    m.free(j, leaf);
    for (int level = 1; level < path.height(); level++) {
      long node = path.nodes[level];
      int rows = TreeFormat.count(m, node);
      if (rows > 1) {
        nodes.keys.drop(m, j, node, nodes.inner.at(node, rows - 1));
        TreeFormat.count(m, j, node, rows - 1);
        return;
      }
      m.free(j, node);
    }
    TreeFormat.root(m, j, object, 0, 0);
  }

  /** Shows the nodes of a tree and what their rows own. */
  void visit(Memory m, long object, OwnedVisitor visitor) {
    int height = TreeFormat.height(m, object);
    if (height > 0) {
      visit(m, TreeFormat.root(m, object), height - 1, visitor);
    }
  }

  private void visit(Memory m, long node, int level, OwnedVisitor visitor) {
    Rows rows = nodes.rows(level);
    int count = TreeFormat.count(m, node);
    if (count < 0 || count > rows.capacity(m, node)) {
      throw new CorruptPoolException(
          "impossible node, rows=%d, offset=0x%x".formatted(count, node));
    }
    if (!visitor.part(node, TreeFormat.HEADER + (long) count * rows.width)) {
      return;
    }
    if (level == 0) {
      for (int row = 0; nodes.owns() && row < count; row++) {
        nodes.visit(m, node, row, visitor);
      }
      return;
    }
    for (int row = 0; row < count; row++) {
      if (row > 0) {
        nodes.keys.visit(m, node, rows.at(node, row), visitor);
      }
      visit(m, nodes.child(m, node, row), level - 1, visitor);
    }
  }
}
