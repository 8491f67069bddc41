package dev.emery.collections.tree;

import dev.emery.PoolException;
import dev.emery.collections.sequence.Parts;
import dev.emery.transaction.Memory;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Checks what {@link TreeFormat} says about one tree.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
final class TreeCheck<K, V> {
  private final Memory m;
  private final Nodes<K, V> nodes;
  private final Consumer<String> problems;
  private final Set<Long> seen = new HashSet<>();
  private long entries;
  private boolean readable = true;
  private @Nullable K before; // the last key so far
  private @Nullable K fence; // the last fence so far

  TreeCheck(Memory m, Nodes<K, V> nodes, Consumer<String> problems) {
    this.m = m;
    this.nodes = nodes;
    this.problems = problems;
  }

  void check(long object) {
    Order<K> order;
    int height;
    try {
      order = Order.stored(m, object);
      height = TreeFormat.height(m, object);
    } catch (PoolException e) {
      problems.accept(e.getMessage());
      return;
    }
    long root = TreeFormat.root(m, object);
    if ((height == 0) != (root == 0)) {
      problems.accept("height=%d, but root=0x%x".formatted(height, root));
      return;
    }
    if (height > 0) {
      checkNode(order, root, height - 1, true);
    }
    long size = TreeFormat.size(m, object);
    if (readable && entries != size) {
      problems.accept("size=%d, but entries=%d".formatted(size, entries));
    }
  }

  private void checkNode(Order<K> order, long node, int level, boolean isRoot) {
    if (!checkHead(node, level, isRoot)) {
      readable = false;
      return;
    }
    int count = TreeFormat.said(m, node);
    for (int row = 0; row < count && readable; row++) {
      if (level == 0) {
        checkEntry(order, node, row);
      } else {
        if (row > 0) {
          checkFence(order, node, row);
        }
        checkNode(order, nodes.child(m, node, row), level - 1, false);
      }
    }
  }

  private boolean checkHead(long node, int level, boolean isRoot) {
    try {
      if (!seen.add(node) || m.tag(node) != Parts.TAG) {
        problems.accept("node at 0x%x is no part, or is there twice".formatted(node));
        return false;
      }
      int capacity = nodes.rows(level).capacity(m, node);
      int count = TreeFormat.said(m, node);
      int least = level == 0 ? 1 : isRoot ? 2 : TreeFormat.least(capacity);
      if (count < least || count > capacity || TreeFormat.level(m, node) != level) {
        problems.accept(
            "node at 0x%x has rows=%d, level=%d, expected rows=%d to %d, level=%d"
                .formatted(node, count, TreeFormat.level(m, node), least, capacity, level));
        return false;
      }
      return true;
    } catch (RuntimeException e) {
      problems.accept("node at 0x%x cannot be read: %s".formatted(node, e.getMessage()));
      return false;
    }
  }

  private void checkEntry(Order<K> order, long leaf, int row) {
    entries++;
    long at = nodes.leaves.at(leaf, row);
    nodes.keys.check(m, leaf, at, problems);
    if (nodes.values() != null) {
      nodes.values().check(m, leaf, nodes.leaves.secondAt(leaf, row), problems);
    }
    if (before != null && compare(order, leaf, at, before) <= 0) {
      problems.accept("key is not greater than the one before, at=0x" + Long.toHexString(at));
    }
    if (fence != null && compare(order, leaf, at, fence) < 0) {
      problems.accept("key is less than the fence before it, at=0x" + Long.toHexString(at));
    }
    K key = load(leaf, at);
    if (before == null && key != null) {
      int _ = compare(order, leaf, at, key); // has it an order at all?
    }
    before = key;
  }

  private void checkFence(Order<K> order, long node, int row) {
    long at = nodes.inner.at(node, row);
    nodes.keys.check(m, node, at, problems);
    if (before != null && compare(order, node, at, before) <= 0) {
      problems.accept("fence is not greater than the keys before, at=0x" + Long.toHexString(at));
    }
    fence = load(node, at);
  }

  private int compare(Order<K> order, long node, long at, K other) {
    try {
      return order.compareStored(nodes.keys, m, node, at, other);
    } catch (RuntimeException e) {
      problems.accept("key cannot be compared, at=0x%x: %s".formatted(at, e.getMessage()));
      readable = false;
      return 1;
    }
  }

  private @Nullable K load(long node, long at) {
    try {
      return nodes.keys.load(m, node, at);
    } catch (RuntimeException e) {
      problems.accept("key cannot be read, at=0x%x: %s".formatted(at, e.getMessage()));
      readable = false;
      return null;
    }
  }
}
