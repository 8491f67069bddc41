package dev.emery.collections.tree;

/**
 * The size of new nodes. It is no part of the format: a node is as large as its block, whatever
 * others are.
 */
final class NodeSize {
  static final int USUAL = 1_024;

  private static volatile int bytes = USUAL;

  private NodeSize() {}

  /** Payload bytes of a new node, unless fewer rows than a node needs fit into them. */
  static int bytes() {
    return bytes;
  }

  /** Sets the size of all new nodes, for tests that want many levels. */
  static void set(int payloadBytes) {
    bytes = payloadBytes;
  }
}
