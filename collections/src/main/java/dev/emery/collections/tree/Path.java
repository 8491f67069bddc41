package dev.emery.collections.tree;

/**
 * The way from the root of a tree down to a row of a leaf. It holds as long as the tree's structure
 * stays as it is.
 */
final class Path {
  /** The node on each level, from the leaf on upwards. */
  final long[] nodes;

  /** The row in each; in the leaf {@code ~row} where a key belongs that is not there. */
  final int[] rows;

  /** A path through so many levels, to be filled. */
  Path(int height) {
    this(new long[height], new int[height]);
  }

  private Path(long[] nodes, int[] rows) {
    this.nodes = nodes;
    this.rows = rows;
  }

  int height() {
    return nodes.length;
  }

  long leaf() {
    return nodes[0];
  }

  int row() {
    return rows[0];
  }

  /** The same path, for others to change. */
  Path copy() {
    return new Path(nodes.clone(), rows.clone());
  }
}
