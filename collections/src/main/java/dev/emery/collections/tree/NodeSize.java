package dev.emery.collections.tree;

/**
 * The size of new nodes. It is no part of the format: a node is as large as its block, whatever
 * others are.
 */
final class NodeSize {
  /*
   * Half of a leaf moves at a put or remove, and goes into the journal. With 100,000 entries and one
   * put or remove a transaction, by payload bytes of a node:
   *
   *                              256   512  1,024  2,048
   *   journal, long to long      194   260    428    796   bytes a transaction
   *   journal, String to long    254   342    557  1,027
   *   pool, long to long          30    28     26     24   bytes an entry
   *   pool, String to long        42    38     36     36
   */
  static final int USUAL = 512;

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
