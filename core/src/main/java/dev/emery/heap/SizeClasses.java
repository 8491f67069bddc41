package dev.emery.heap;

/**
 * The sizes of small blocks and of the runs that they are cut from. Classes are numbered from 1; a
 * block size includes the {@link BlockHeader}.
 *
 * <p>Nominal sizes rise by 16 up to 128 and by four steps per doubling above, those beyond 4 KiB
 * are twelfths to sixths of a run. A run is filled by as many blocks of the nominal size as it
 * holds, and what is left over is given to them in steps of 16 bytes: the tail of a run is at most
 * 16 bytes per block, and from 512 on a payload of a power of two fits the class made for it (a
 * 4,368-byte block takes 4,096).
 */
final class SizeClasses {
  /** The size class byte of a block that has pages of its own. */
  static final int LARGE = 255;

  static final int COUNT = 33;

  private static final int SMALL_RUN_SHIFT = 14;
  private static final int LARGE_RUN_SHIFT = 16;
  private static final int FIRST_IN_LARGE_RUN = 1024;

  private static final int[] BLOCK_BYTES = new int[COUNT + 1];
  private static final int[] BLOCKS = new int[COUNT + 1];
  private static final int[] RUN_SHIFT = new int[COUNT + 1];
  private static final int[] FIRST_BLOCK = new int[COUNT + 1];
  private static final byte[] CLASS_BY_SIXTEENTH;

  /** The largest payload of a small block. */
  static final int MAX_PAYLOAD;

  static {
    int sizeClass = 0;
    for (int size = 32; size <= 128; size += 16) {
      define(++sizeClass, size);
    }
    for (int size = 128; size < 4096; size *= 2) {
      for (int quarter = 5; quarter <= 8; quarter++) {
        define(++sizeClass, size / 4 * quarter);
      }
    }
    for (int blocks : new int[] {12, 10, 9, 8, 7, 6}) {
      define(++sizeClass, ((1 << LARGE_RUN_SHIFT) - 16) / blocks & -16);
    }
    assert sizeClass == COUNT;
    MAX_PAYLOAD = BLOCK_BYTES[COUNT] - BlockHeader.BYTES;
    CLASS_BY_SIXTEENTH = new byte[BLOCK_BYTES[COUNT] / 16 + 1];
    for (int i = 0, smallest = 1; i < CLASS_BY_SIXTEENTH.length; i++) {
      while (BLOCK_BYTES[smallest] < i * 16) {
        smallest++;
      }
      CLASS_BY_SIXTEENTH[i] = (byte) smallest;
    }
  }

  private SizeClasses() {}

  private static void define(int sizeClass, int nominal) {
    int shift = nominal < FIRST_IN_LARGE_RUN ? SMALL_RUN_SHIFT : LARGE_RUN_SHIFT;
    int blocks = (1 << shift) / nominal;
    while (firstBlock(blocks) + blocks * nominal > 1 << shift) {
      blocks--;
    }
    RUN_SHIFT[sizeClass] = shift;
    BLOCKS[sizeClass] = blocks;
    FIRST_BLOCK[sizeClass] = firstBlock(blocks);
    BLOCK_BYTES[sizeClass] = ((1 << shift) - firstBlock(blocks)) / blocks & -16;
  }

  private static int firstBlock(int blocks) {
    return 8 + (blocks + 63 >>> 6) * 8 + 15 & -16;
  }

  static boolean isClass(int number) {
    return number > 0 && number <= COUNT;
  }

  /** The smallest class for a payload, which must not exceed {@link #MAX_PAYLOAD}. */
  static int of(long payloadBytes) {
    return CLASS_BY_SIXTEENTH[(int) (payloadBytes + BlockHeader.BYTES + 15) >>> 4];
  }

  /** Bytes of a block, its header included. */
  static int blockBytes(int sizeClass) {
    return BLOCK_BYTES[sizeClass];
  }

  /** Blocks of a run. */
  static int blocks(int sizeClass) {
    return BLOCKS[sizeClass];
  }

  /** Bytes of a run, to which its offset is aligned, as a power of two. */
  static int runShift(int sizeClass) {
    return RUN_SHIFT[sizeClass];
  }

  static int runPages(int sizeClass) {
    return 1 << RUN_SHIFT[sizeClass] - HeapFormat.PAGE_SHIFT;
  }

  /** Bytes of a run before its first block: its word and its bitmap. */
  static int firstBlockOf(int sizeClass) {
    return FIRST_BLOCK[sizeClass];
  }

  /** Words of a run's bitmap. */
  static int bitmapWords(int sizeClass) {
    return BLOCKS[sizeClass] + 63 >>> 6;
  }
}
