package dev.emery.collections.sequence;

/**
 * A place in a chain of nodes, before the slot {@code k} of a node: for the length of one
 * operation, under the lock of the object.
 */
final class Spot {
  /** The node, or 0 in an empty chain. */
  long node;

  /** Which of the node's slots in use; their number stands for the place behind the last. */
  int k;

  /** The index of the node's first slot in use. */
  int base;

  Spot(long node, int k, int base) {
    this.node = node;
    this.k = k;
    this.base = base;
  }

  void move(long toNode, int toK, int toBase) {
    node = toNode;
    k = toK;
    base = toBase;
  }
}
