package dev.emery.collections.sequence;

import dev.emery.schema.OwnedVisitor;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;

/**
 * A growing table of references to the parts of one object, of which only the last can be removed.
 * It grows leaf by leaf, so that no step copies more than the references to the leaves.
 *
 * <pre>
 *   count          root
 *   0              0
 *   1              the reference itself
 *   2..510         leaf: references, its block doubled as it fills
 *   511..          node: references to leaves of 510 each, its block doubled as it fills
 * </pre>
 *
 * <p>The owner keeps the root and the count, which says what the root is.
 */
public final class RefTable {
  /** A full leaf is a block of 4 KiB with its header. */
  static final int LEAF = (4096 - 16) / Long.BYTES;

  private static final int FIRST = 6;

  private RefTable() {}

  /** The reference at {@code index}, which the caller has checked. */
  public static long get(Memory m, long root, int count, int index) {
    if (count <= LEAF) {
      return count == 1 ? root : m.getLong(slot(root, index));
    }
    return m.getLong(slot(m.getLong(slot(root, index / LEAF)), index % LEAF));
  }

  /** Replaces a reference, and returns the root. */
  public static long set(Memory m, Journal<?> j, long root, int count, int index, long reference) {
    if (count == 1) {
      return reference;
    }
    long leaf = count <= LEAF ? root : m.getLong(slot(root, index / LEAF));
    m.setLong(j, leaf, slot(leaf, index % LEAF), reference);
    return root;
  }

  /** Adds a reference at the end of {@code count} others, and returns the root. */
  public static long append(Memory m, Journal<?> j, long root, int count, long reference) {
    if (count == 0) {
      return reference;
    }
    if (count == 1) {
      long leaf = block(m, j, FIRST);
      m.setLong(j, leaf, slot(leaf, 0), root);
      m.setLong(j, leaf, slot(leaf, 1), reference);
      return leaf;
    }
    if (count < LEAF) {
      long leaf = withRoom(m, j, root, count, LEAF);
      m.setLong(j, leaf, slot(leaf, count), reference);
      return leaf;
    }
    return appendToLeaves(m, j, root, count, reference);
  }

  private static long appendToLeaves(Memory m, Journal<?> j, long root, int count, long reference) {
    long node = root;
    if (count == LEAF) {
      node = block(m, j, FIRST);
      m.setLong(j, node, slot(node, 0), root);
    }
    int last = count / LEAF;
    if (count % LEAF == 0) {
      node = withRoom(m, j, node, last, Integer.MAX_VALUE);
      m.setLong(j, node, slot(node, last), block(m, j, LEAF));
    }
    long leaf = m.getLong(slot(node, last));
    m.setLong(j, leaf, slot(leaf, count % LEAF), reference);
    return node;
  }

  /** Takes the last of {@code count} references away, and returns the root. */
  public static long removeLast(Memory m, Journal<?> j, long root, int count) {
    if (count == 1) {
      return 0;
    }
    if (count == 2) {
      long first = m.getLong(slot(root, 0));
      m.free(j, root);
      return first;
    }
    if (count > LEAF && count % LEAF == 1) {
      m.free(j, m.getLong(slot(root, count / LEAF)));
      if (count == LEAF + 1) {
        long first = m.getLong(slot(root, 0));
        m.free(j, root);
        return first;
      }
    }
    return root;
  }

  /** Shows the blocks of the table itself, not what it refers to. */
  public static void visit(Memory m, long root, int count, OwnedVisitor visitor) {
    if (count < 2) {
      return;
    }
    if (count <= LEAF) {
      visitor.part(root, (long) count * Long.BYTES);
      return;
    }
    int leaves = (count - 1) / LEAF + 1;
    if (visitor.part(root, (long) leaves * Long.BYTES)) {
      for (int i = 0; i < leaves; i++) {
        long used = Math.min(LEAF, count - (long) i * LEAF);
        visitor.part(m.getLong(slot(root, i)), used * Long.BYTES);
      }
    }
  }

  private static long withRoom(Memory m, Journal<?> j, long table, int count, int limit) {
    long room = m.capacity(table) / Long.BYTES;
    if (count < room) {
      return table;
    }
    long larger = block(m, j, Math.min(2 * room, limit));
    m.copy(j, slot(table, 0), larger, slot(larger, 0), (long) count * Long.BYTES);
    m.free(j, table);
    return larger;
  }

  private static long block(Memory m, Journal<?> j, long references) {
    return m.allocate(j, Parts.TAG, references * Long.BYTES);
  }

  private static long slot(long table, long index) {
    return Memory.payload(table) + index * Long.BYTES;
  }
}
