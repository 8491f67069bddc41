package dev.emery.collections.tree;

import dev.emery.schema.Codec;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;

/**
 * The rows of nodes of one sort: a key each and what it leads to, a value or a child. They move as
 * bytes, so nothing is stored or dropped again.
 *
 * <p>Changing methods need the exclusive lock of the tree's object.
 */
final class Rows {
  /** Fewer rows than this would leave an inner node without two that stay when it is divided. */
  private static final int FEWEST = 4;

  private static final int MOST = 1 << 16;

  /** Bytes of a row. */
  final int width;

  /** Where in a row its value or child lies. */
  final int second;

  /** Bytes of the key in a row. */
  final int keyBytes;

  Rows(Codec<?> keys, int secondBytes, int secondAlignment) {
    this.keyBytes = keys.width();
    this.second = aligned(keyBytes, secondAlignment);
    this.width = aligned(second + secondBytes, Math.max(keys.alignment(), secondAlignment));
  }

  private static int aligned(int bytes, int alignment) {
    return bytes + alignment - 1 & -alignment;
  }

  /** The place of a row, which is that of its key. */
  long at(long node, int row) {
    return Memory.payload(node) + TreeFormat.HEADER + (long) row * width;
  }

  /** The place of the value or child of a row. */
  long secondAt(long node, int row) {
    return at(node, row) + second;
  }

  /** How many rows fit into a node. */
  int capacity(Memory m, long node) {
    return (int) Math.min(MOST, (m.capacity(node) - TreeFormat.HEADER) / width);
  }

  /** The payload of a node with room for so many rows, or for the fewest. */
  long bytes(int rows) {
    return TreeFormat.HEADER + (long) Math.max(rows, 1) * width;
  }

  /** The payload of a node of usual size. */
  long usualBytes() {
    return Math.max(NodeSize.bytes(), bytes(FEWEST));
  }

  /** Makes room before {@code row}, in a node with {@code count} rows and room for one more. */
  void open(Memory m, Journal<?> j, long node, int row, int count) {
    if (row < count) {
      m.move(j, node, at(node, row), at(node, row + 1), (long) (count - row) * width);
    }
  }

  /** Closes a row of a node with {@code count} rows. */
  void close(Memory m, Journal<?> j, long node, int row, int count) {
    if (row + 1 < count) {
      m.move(j, node, at(node, row + 1), at(node, row), (long) (count - row - 1) * width);
    }
  }

  /** Copies rows from one node into another. */
  void copy(Memory m, Journal<?> j, long from, int row, long to, int toRow, int rows) {
    if (rows > 0) {
      m.copy(j, at(from, row), to, at(to, toRow), (long) rows * width);
    }
  }

  /** Copies the bytes of a key, which may lie anywhere. */
  void copyKey(Memory m, Journal<?> j, long at, long to, int toRow) {
    m.copy(j, at, to, at(to, toRow), keyBytes);
  }

  /** Makes the key of a row one that owns nothing. */
  void clearKey(Memory m, Journal<?> j, long node, int row) {
    m.clear(j, node, at(node, row), keyBytes);
  }

  /** Moves rows of a node within it; the ranges may overlap. */
  void shift(Memory m, Journal<?> j, long node, int row, int toRow, int rows) {
    if (rows > 0) {
      m.move(j, node, at(node, row), at(node, toRow), (long) rows * width);
    }
  }
}
