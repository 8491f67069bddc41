package dev.emery.heap;

import java.util.Arrays;

/**
 * The free pages of one zone: a binary buddy allocator (Knowlton, CACM 1965) in volatile memory. It
 * hands out aligned blocks of a power of two, and ranges of any length that are put together from
 * blocks and whose tails stay free. Low pages are taken first.
 *
 * <p>Not safe for use by several threads at once: the zone's lock covers it. Taking and giving a
 * block is O(log pages + length), finding a range O(pages / 64 + free ranges before it).
 */
final class Buddy {
  /*
   * blocks[k] has a bit for each block of 2^k pages, set where such a block is free and not part of a
   * larger free one; nonEmpty has a bit for each k with such a block. `free` has a bit per free page,
   * whatever block it belongs to. For a zone of 16,384 pages that is 6 KiB together.
   *
   * Ranges go by first fit over the pages and not by the next larger block: blocks of 25 pages, each cut
   * from 32, leave tails of 7 that no further one of them fits into, which is 22 % of the zone.
   */
  private final int pages;
  private final long[][] blocks;
  private final int[] counts;
  private final int[] lowest; // no word of blocks[k] below this index has a bit
  private final long[] free;
  private int nonEmpty;
  private int freePages;
  private int lowestFree; // no page below this is free

  Buddy(int pages) {
    this.pages = pages;
    int orders = 32 - Integer.numberOfLeadingZeros(pages);
    blocks = new long[orders][];
    for (int order = 0; order < orders; order++) {
      blocks[order] = new long[(pages >>> order) + 63 >>> 6];
    }
    counts = new int[orders];
    lowest = new int[orders];
    free = new long[pages + 63 >>> 6];
  }

  int freePages() {
    return freePages;
  }

  /** The pages of the largest block; 0 if nothing is free. */
  int largestBlock() {
    return Integer.highestOneBit(nonEmpty);
  }

  /** Takes a block of 2^order pages, aligned to its length; returns its first page or -1. */
  int takeBlock(int order) {
    int fitting = nonEmpty >>> order;
    if (fitting == 0) {
      return -1;
    }
    int from = order + Integer.numberOfTrailingZeros(fitting);
    int index = first(from);
    remove(from, index);
    int page = index << from;
    for (int k = from - 1; k >= order; k--) {
      add(k, (page >>> k) + 1);
    }
    mark(page, page + (1 << order), false);
    return page;
  }

  /**
   * Takes the lowest range of so many pages, whose ends need no alignment; returns its page or -1.
   */
  int takeRange(int length) {
    int page = length > freePages ? -1 : firstFit(length);
    if (page >= 0) {
      takeAt(page, page + length);
    }
    return page;
  }

  /** Takes given pages, which must be free. */
  void takeAt(int from, int to) {
    for (int page = from; page < to; ) {
      int order = 0;
      while (!isBlock(order, page >>> order)) {
        order++;
      }
      remove(order, page >>> order);
      int start = page >>> order << order;
      int end = start + (1 << order);
      mark(start, end, false);
      if (start < from) {
        give(start, from);
      }
      if (to < end) {
        give(to, end);
      }
      page = end;
    }
  }

  /** Makes pages free. */
  void give(int from, int to) {
    mark(from, to, true);
    for (int page = from; page < to; ) {
      int order = 31 - Integer.numberOfLeadingZeros(to - page);
      if (page != 0) {
        order = Math.min(order, Integer.numberOfTrailingZeros(page));
      }
      int next = page + (1 << order);
      int index = page >>> order;
      while (order + 1 < blocks.length && isBlock(order, index ^ 1)) {
        remove(order, index ^ 1);
        index >>>= 1;
        order++;
      }
      add(order, index);
      page = next;
    }
  }

  boolean isFree(int from, int to) {
    return from >= to || nextTaken(from, to) == to;
  }

  /** The first of the free pages that lie directly below a page, or that page. */
  int freeBefore(int page) {
    int from = page;
    while (from > 0 && (free[from - 1 >>> 6] & 1L << from - 1) != 0) {
      from--;
    }
    return from;
  }

  private int firstFit(int length) {
    int start = nextFree(lowestFree);
    lowestFree = start;
    for (int from = start; from <= pages - length; ) {
      int taken = nextTaken(from, from + length);
      if (taken == from + length) {
        return from;
      }
      from = nextFree(taken);
    }
    return -1;
  }

  private int nextFree(int from) {
    for (int word = from >>> 6; word < free.length; word++) {
      long bits = word == from >>> 6 ? free[word] & -1L << from : free[word];
      if (bits != 0) {
        return (word << 6) + Long.numberOfTrailingZeros(bits);
      }
    }
    return pages;
  }

  /** The first taken page in a range, or its end. */
  private int nextTaken(int from, int to) {
    for (int word = from >>> 6; word << 6 < to; word++) {
      long bits = word == from >>> 6 ? ~free[word] & -1L << from : ~free[word];
      if (bits != 0) {
        return Math.min(to, (word << 6) + Long.numberOfTrailingZeros(bits));
      }
    }
    return to;
  }

  private void mark(int from, int to, boolean asFree) {
    for (int page = from; page < to; ) {
      int end = Math.min(to, (page | 63) + 1);
      long bits = -1L << page & -1L >>> -end;
      int word = page >>> 6;
      if ((asFree ? free[word] & bits : ~free[word] & bits) != 0) {
        throw new IllegalStateException(
            "pages are %s already, from=%d, to=%d".formatted(asFree ? "free" : "taken", from, to));
      }
      free[word] ^= bits;
      page = end;
    }
    freePages += asFree ? to - from : from - to;
    lowestFree = asFree ? Math.min(lowestFree, from) : lowestFree;
  }

  private boolean isBlock(int order, int index) {
    return (blocks[order][index >>> 6] & 1L << index) != 0;
  }

  private int first(int order) {
    long[] words = blocks[order];
    int word = lowest[order];
    while (words[word] == 0) {
      word++;
    }
    lowest[order] = word;
    return (word << 6) + Long.numberOfTrailingZeros(words[word]);
  }

  private void add(int order, int index) {
    blocks[order][index >>> 6] |= 1L << index;
    lowest[order] = Math.min(lowest[order], index >>> 6);
    counts[order]++;
    nonEmpty |= 1 << order;
  }

  private void remove(int order, int index) {
    blocks[order][index >>> 6] &= ~(1L << index);
    if (--counts[order] == 0) {
      nonEmpty &= ~(1 << order);
    }
  }

  /** Compares the blocks with the pages; a test of this class ends with it. */
  boolean isConsistent() {
    long[] seen = new long[free.length];
    for (int order = 0; order < blocks.length; order++) {
      int count = 0;
      for (int index = 0; index < pages >>> order; index++) {
        if (isBlock(order, index)) {
          count++;
          for (int page = index << order; page < index + 1 << order; page++) {
            if ((seen[page >>> 6] & 1L << page) != 0) {
              return false;
            }
            seen[page >>> 6] |= 1L << page;
          }
        }
      }
      if (count != counts[order] || count != 0 != ((nonEmpty & 1 << order) != 0)) {
        return false;
      }
    }
    return Arrays.equals(seen, free);
  }
}
