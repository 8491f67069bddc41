package dev.emery.collections.bytes;

import dev.emery.transaction.Memory;

/**
 * How a byte array lies in a pool: a block for the object, a table, and chunks of bytes.
 *
 * <pre>
 *   object   0  long  length    bytes in use
 *            8  int   chunks    chunks in the table
 *           12  int   0
 *           16  long  table     root of the table of chunks
 *   chunk    0  bytes, without gaps
 * </pre>
 *
 * <p>A chunk is a part of 16 KiB with its header. Only a chunk that is alone may be smaller; it
 * doubles until it is full-sized. Bytes behind the length mean nothing.
 *
 * <p>Valid if and only if (1) {@code length} bytes fit into the chunks, and (2) at most one chunk
 * lies wholly behind them.
 */
final class BytesFormat {
  /** Payload bytes of the object. */
  static final int BYTES = 24;

  /** Payload bytes of a full-sized chunk. */
  static final int CHUNK = 16384 - 16;

  /** Payload bytes of the smallest chunk. */
  static final int FIRST_CHUNK = 48;

  private BytesFormat() {}

  static long lengthAt(long object) {
    return Memory.payload(object);
  }

  static long chunksAt(long object) {
    return Memory.payload(object) + 8;
  }

  static long tableAt(long object) {
    return Memory.payload(object) + 16;
  }
}
