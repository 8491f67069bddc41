package dev.emery.collections.tree;

import dev.emery.CorruptPoolException;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;

/**
 * How a sorted map or set lies in a pool: a block for the object, and the nodes of a B+ tree.
 *
 * <pre>
 *   object    0  long  size
 *             8  int   height     levels of nodes; 0: empty
 *            12  int   order      number of the comparator among those of the pool; 0: natural
 *            16  long  root       block of the node on the highest level; 0: empty
 *   node      0  int   count      rows in use
 *             4  int   level      0: a leaf
 *             8        rows
 *   leaf row     key, then value (of a set: key), each at its alignment
 *   inner row    key, then long child, each at its alignment
 * </pre>
 *
 * <p>A node has as many rows as fit into its block. Keys of inner rows are fences of their own, not
 * those of an entry: under a child lie the keys from its fence on, up to before the next one. The
 * first row of an inner node has no fence, its bytes are zeros. Nodes are not linked to their
 * neighbours: whoever goes on from one holds the path that leads to it.
 *
 * <p>Valid if and only if (1) {@code size} is the number of rows of all leaves, (2) height and root
 * are both 0 or neither, and all leaves are {@code height - 1} levels below the root, (3) each node
 * has the level of its place, at least one row and not more than fit, (4) the root has at least two
 * rows where it is no leaf, and every other inner node at least {@link #least}, (5) the keys rise
 * strictly from row to row and from leaf to leaf, (6) each fence is greater than all keys before it
 * and not greater than those behind it, and (7) no node is there twice.
 */
final class TreeFormat {
  /** Payload bytes of the object. */
  static final int BYTES = 24;

  /** Bytes of a node before its rows. */
  static final int HEADER = 8;

  /** More levels than any tree has: a node has at least four rows, an inner one two. */
  static final int MOST_HEIGHT = 64;

  private TreeFormat() {}

  static long sizeAt(long object) {
    return Memory.payload(object);
  }

  static long heightAt(long object) {
    return Memory.payload(object) + 8;
  }

  static long orderAt(long object) {
    return Memory.payload(object) + 12;
  }

  static long rootAt(long object) {
    return Memory.payload(object) + 16;
  }

  static long size(Memory m, long object) {
    return m.getLongCount(sizeAt(object), 1);
  }

  static void size(Memory m, Journal<?> j, long object, long size) {
    m.setLong(j, object, sizeAt(object), size);
  }

  static long root(Memory m, long object) {
    return m.getLong(rootAt(object));
  }

  static int height(Memory m, long object) {
    int height = m.getInt(heightAt(object));
    if (height < 0 || height > MOST_HEIGHT) {
      throw new CorruptPoolException(
          "impossible tree, height=%d, offset=0x%x".formatted(height, object));
    }
    return height;
  }

  static void root(Memory m, Journal<?> j, long object, long root, int height) {
    m.setLong(j, object, rootAt(object), root);
    m.setInt(j, object, heightAt(object), height);
  }

  static int order(Memory m, long object) {
    return m.getInt(orderAt(object));
  }

  /** The number of rows in use. */
  static int count(Memory m, long node) {
    return m.getCount(Memory.payload(node), 1);
  }

  /** What a node says about its rows, for a check: it may be any number. */
  static int said(Memory m, long node) {
    return m.getInt(Memory.payload(node));
  }

  static void count(Memory m, Journal<?> j, long node, int count) {
    m.setInt(j, node, Memory.payload(node), count);
  }

  static int level(Memory m, long node) {
    return m.getInt(Memory.payload(node) + 4);
  }

  static void level(Memory m, Journal<?> j, long node, int level) {
    m.setInt(j, node, Memory.payload(node) + 4, level);
  }

  /** The fewest rows of an inner node below the root, with room for so many. */
  static int least(int capacity) {
    return Math.max(2, capacity / 4);
  }
}
