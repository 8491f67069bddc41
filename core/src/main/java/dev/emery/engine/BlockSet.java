package dev.emery.engine;

import java.util.Arrays;

/** A set of blocks as bits: 8 KiB for each MiB of the pool that has one in it. */
final class BlockSet {
  private static final int ALIGNMENT_BITS = 4;
  private static final int PAGE_BITS = 16;
  private static final long[] NONE = {};

  private long[][] pages = {};

  /** Adds a block; false where it was there. */
  boolean add(long block) {
    long number = block >>> ALIGNMENT_BITS;
    int page = Math.toIntExact(number >>> PAGE_BITS);
    if (page >= pages.length) {
      int before = pages.length;
      pages = Arrays.copyOf(pages, Math.max(page + 1, before + (before >> 1)));
      Arrays.fill(pages, before, pages.length, NONE);
    }
    if (pages[page].length == 0) {
      pages[page] = new long[1 << PAGE_BITS - 6];
    }
    int word = word(number);
    long bit = 1L << number;
    boolean added = (pages[page][word] & bit) == 0;
    pages[page][word] |= bit;
    return added;
  }

  /**
   * Removes a block. Safe beside other removals, and seen by who learns of the removal in another
   * way.
   */
  synchronized void remove(long block) {
    if (contains(block)) {
      long number = block >>> ALIGNMENT_BITS;
      pages[(int) (number >>> PAGE_BITS)][word(number)] &= ~(1L << number);
    }
  }

  private static int word(long number) {
    return (int) (number >>> 6) & (1 << PAGE_BITS - 6) - 1;
  }

  boolean contains(long block) {
    long number = block >>> ALIGNMENT_BITS;
    long page = number >>> PAGE_BITS;
    if (page >= pages.length || pages[(int) page].length == 0) {
      return false;
    }
    return (pages[(int) page][word(number)] & 1L << number) != 0;
  }
}
