package dev.emery.heap;

import dev.emery.image.Image;

/**
 * The 16 bytes in front of every block's payload: two words.
 *
 * <pre>
 * word 0   bits 0..15   type tag: 1..15 internal, from 16 on objects of the pool's schema
 *          bits 16..23  size class, 255 for a block with pages of its own
 *          bits 24..31  flags: bit 0 FRESH, bit 1 QUEUED, bit 2 SHARED
 *          bits 32..63  count of references, one at most unless SHARED; while FRESH the number of the savepoint interval
 * word 1   allocation id, 0 in a block that was freed (E15)
 * </pre>
 *
 * The functions take and return the first word, so that a header is changed by one store. Offsets
 * of blocks are multiples of 16.
 */
public final class BlockHeader {
  /** The length of a header: the payload lies at this distance from the block. */
  public static final int BYTES = 16;

  /** Distance of the id word. */
  public static final int ID = 8;

  /** Tag of a part of some object: a hash segment, a chunk of a vector, a directory. */
  public static final int PART = 1;

  /** Tag of a text. */
  public static final int TEXT = 2;

  /** The first tag of objects. */
  public static final int FIRST_OBJECT_TAG = 16;

  private static final long FRESH = 1L << 24;
  private static final long QUEUED = 1L << 25;
  private static final long SHARED = 1L << 26;
  private static final long WITHOUT_COUNT = 0xffff_ffffL;

  private BlockHeader() {}

  /**
   * Returns the first word of a block that the running transaction allocates. It is never on the
   * medium.
   *
   * @param interval the number of the savepoint interval
   */
  public static long fresh(int tag, int sizeClass, int interval) {
    return tag & 0xffffL | (sizeClass & 0xffL) << 16 | FRESH | (long) interval << 32;
  }

  /** Returns a fresh block's first word as its commit publishes it. */
  public static long published(long word, int count) {
    return withCount(word & ~FRESH, count);
  }

  /** Returns the type tag. */
  public static int tag(long word) {
    return (int) (word & 0xffff);
  }

  /** Returns the size class byte. */
  public static int sizeClass(long word) {
    return (int) (word >>> 16) & 0xff;
  }

  /** Returns the number of owning references, or of the interval while fresh. */
  public static int count(long word) {
    return (int) (word >>> 32);
  }

  /** Returns the word with another count. */
  public static long withCount(long word, int count) {
    return word & WITHOUT_COUNT | (long) count << 32;
  }

  /** Tells whether the running transaction allocated the block. */
  public static boolean isFresh(long word) {
    return (word & FRESH) != 0;
  }

  /** Tells whether the block is in the drop queue (E16). */
  public static boolean isQueued(long word) {
    return (word & QUEUED) != 0;
  }

  /** Returns the word of a block that goes to the drop queue. */
  public static long queued(long word) {
    return word | QUEUED;
  }

  /** Returns the word of a block that leaves the drop queue. */
  public static long withoutQueued(long word) {
    return word & ~QUEUED;
  }

  /** Tells whether pointers share the block, which then may have several owners. */
  public static boolean isShared(long word) {
    return (word & SHARED) != 0;
  }

  /** Returns the word of a block that is shared, or not. */
  public static long withShared(long word, boolean shared) {
    return shared ? word | SHARED : word & ~SHARED;
  }

  /** Tells whether the block holds an object of the pool's schema, not a part of one. */
  public static boolean isObject(long word) {
    return tag(word) >= FIRST_OBJECT_TAG;
  }

  /** Returns the allocation id of a block. */
  @SuppressWarnings("exports") // callable from core only: the type is not exported
  public static long id(Image image, long block) {
    return image.getLong(block + ID);
  }
}
