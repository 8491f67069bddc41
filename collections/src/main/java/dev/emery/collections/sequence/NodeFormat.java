package dev.emery.collections.sequence;

import dev.emery.transaction.Memory;

/**
 * How a chain of nodes lies in a pool: a block for the object, and nodes of some slots each that
 * know their neighbours.
 *
 * <pre>
 *   object   0  int   size      slots in use
 *            4  int   nodes     nodes in the chain
 *            8  long  head      the first node, or 0
 *           16  long  tail      the last node, or 0
 *   node     0  long  before    the node before, or 0
 *            8  long  next      the node behind, or 0
 *           16  int   first     where its slots in use begin
 *           20  int   count     slots in use
 *           24  slots of one width, without gaps
 * </pre>
 *
 * <p>A full node has as many slots as the kind of chain says. Only a node that is alone may have
 * fewer; it doubles until it is full-sized.
 *
 * <p>Valid if and only if (1) the nodes from {@code head} on, each of which names the one before,
 * are {@code nodes} in number and end with {@code tail}, (2) no node is empty but one that is
 * alone, (3) the slots in use of each lie inside it, and (4) they are {@code size} in all.
 */
final class NodeFormat {
  /** Payload bytes of the object. */
  static final int BYTES = 24;

  /** Bytes of a node before its slots. */
  static final int NODE = 24;

  /** Bytes of slots in the smallest node. */
  static final int FIRST_SLOTS = 48;

  private NodeFormat() {}

  static long sizeAt(long object) {
    return Memory.payload(object);
  }

  static long nodesAt(long object) {
    return Memory.payload(object) + 4;
  }

  static long headAt(long object) {
    return Memory.payload(object) + 8;
  }

  static long tailAt(long object) {
    return Memory.payload(object) + 16;
  }

  static long beforeAt(long node) {
    return Memory.payload(node);
  }

  static long nextAt(long node) {
    return Memory.payload(node) + 8;
  }

  static long firstAt(long node) {
    return Memory.payload(node) + 16;
  }

  static long countAt(long node) {
    return Memory.payload(node) + 20;
  }

  static long slotsAt(long node) {
    return Memory.payload(node) + NODE;
  }
}
