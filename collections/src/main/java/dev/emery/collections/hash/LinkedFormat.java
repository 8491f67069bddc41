package dev.emery.collections.hash;

import dev.emery.transaction.Memory;

/**
 * How a linked hash map lies in a pool: as {@link MapFormat} says, but with a node for each entry,
 * to which its slot leads. So moving an entry from one slot to another, as segments grow, divide
 * and join, breaks no link: links and slots both name the node's block, which stays.
 *
 * <pre>
 *   object    0       as in MapFormat
 *            24  long  first      node, 0 in an empty map
 *            32  long  last
 *   slot      0  long  node
 *   node      0  long  before     node, 0 in the first
 *             8  long  after      node, 0 in the last
 *            16  key, then value, each at its alignment
 * </pre>
 *
 * <p>Valid if and only if (1) it is valid as a hash map, (2) the nodes from {@code first} on along
 * {@code after} are exactly those that slots lead to, each once, (3) {@code before} of each is the
 * one that leads to it, and (4) the last of them is {@code last}.
 */
final class LinkedFormat {
  /** Payload bytes of the object. */
  static final int BYTES = MapFormat.BYTES + 2 * Long.BYTES;

  private static final int ENTRY = 2 * Long.BYTES;

  private LinkedFormat() {}

  /** The place in the object that names the node at an end. */
  static long endAt(long object, End end) {
    return Memory.payload(object) + MapFormat.BYTES + (end == End.FIRST ? 0 : Long.BYTES);
  }

  /** The place in a node that names its neighbour towards an end. */
  static long linkAt(long node, End towards) {
    return Memory.payload(node) + (towards == End.FIRST ? 0 : Long.BYTES);
  }

  /** The place of a node's key. */
  static long keyAt(long node) {
    return Memory.payload(node) + ENTRY;
  }

  /** The payload bytes of a node whose key and value take so many. */
  static long bytes(int entry) {
    return (long) ENTRY + entry;
  }
}
