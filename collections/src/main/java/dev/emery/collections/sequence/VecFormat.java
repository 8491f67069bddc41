package dev.emery.collections.sequence;

import dev.emery.transaction.Memory;

/**
 * How a vector lies in a pool: a block for the object, a table, and chunks of slots.
 *
 * <pre>
 *   object   0  int   size      slots in use
 *            4  int   chunks    chunks in the table
 *            8  long  table     root of the {@link RefTable} of chunks
 *   chunk    0  slots of one width, without gaps
 * </pre>
 *
 * <p>A chunk is a part of 16 KiB with its header, and holds as many slots as fit, so their number
 * is not a power of two: with one, the header would cost each chunk a fifth more. Only a chunk that
 * is alone may be smaller; it doubles until it is full-sized.
 *
 * <p>Valid if and only if (1) {@code size} slots fit into the chunks, and (2) at most one chunk
 * lies wholly beyond them.
 */
final class VecFormat {
  /** Payload bytes of the object. */
  static final int BYTES = 16;

  /** Payload bytes of a full-sized chunk. */
  static final int CHUNK = 16384 - 16;

  /** Payload bytes of the smallest chunk. */
  static final int FIRST_CHUNK = 48;

  private VecFormat() {}

  static long sizeAt(long object) {
    return Memory.payload(object);
  }

  static long chunksAt(long object) {
    return Memory.payload(object) + 4;
  }

  static long tableAt(long object) {
    return Memory.payload(object) + 8;
  }
}
