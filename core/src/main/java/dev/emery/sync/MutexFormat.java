package dev.emery.sync;

/**
 * How a mutex lies in its entity's block, at a multiple of 8.
 *
 * <pre>
 *  0  mark   {@value #MARK} while the mutex exists, 0 once its entity is being taken apart
 *  8  value  in whole words, which no other cell shares
 * </pre>
 *
 * <p>Blocks lie at multiples of 16. One of the first two words does not, and its offset is the name
 * of the lock: no block and no other mutex can have it.
 */
final class MutexFormat {
  /** What the first word holds. Not 0, so that a slot which has been stored is never all zeros. */
  static final long MARK = 1;

  static final int ALIGNMENT = Long.BYTES;

  private MutexFormat() {}

  /** The width of a slot for values of this width. */
  static int width(int valueWidth) {
    return Long.BYTES + Math.ceilDiv(valueWidth, ALIGNMENT) * ALIGNMENT;
  }

  /** The place of the value. */
  static long value(long at) {
    return at + Long.BYTES;
  }

  /** The name of the lock. */
  static long lock(long at) {
    return at | Long.BYTES;
  }
}
