package dev.emery.isolation;

import java.util.Arrays;

/**
 * A list of blocks, each with three bits, in the order of their addition, that is searched by
 * block. Belongs to one thread at a time.
 *
 * <p>Up to eight blocks are searched from the last to the first; beyond that there is an index of
 * positions, open addressing at a load of at most one half: 16 to 24 bytes a block. Memory is kept
 * for the next use up to {@value #KEPT} blocks.
 */
final class BlockTable {
  /** The part of a word that is the block. Blocks are multiples of 8. */
  static final long BLOCK = -8L;

  /** 2^64 divided by the golden ratio: a multiplication by it spreads blocks over the high bits. */
  static final long MIX = 0x9e3779b97f4a7c15L;

  private static final int LINEAR = 8;
  private static final int KEPT = 4096;
  private static final int[] NO_INDEX = {};

  private final long[] first = new long[LINEAR];

  /** The words; [0, size) are valid. LockTable changes the three bits in place. */
  long[] words = first;

  int size;

  /** Position + 1 by hash, 0 where free. */
  private int[] index = NO_INDEX;

  /** Slots of the index in use minus one, or 0 while there is none. Slots beyond are 0. */
  private int mask;

  /** Returns the position of this block, or -1. */
  int find(long block) {
    if (mask != 0) {
      return findIndexed(block);
    }
    for (int at = size - 1; at >= 0; at--) {
      if ((words[at] & BLOCK) == block) {
        return at;
      }
    }
    return -1;
  }

  private int findIndexed(long block) {
    for (int slot = home(block); ; slot = slot + 1 & mask) {
      int at = index[slot] - 1;
      if (at < 0) {
        return -1;
      }
      if (at < size && (words[at] & BLOCK) == block) {
        return at;
      }
    }
  }

  /** Adds a block that is not here yet and returns its position. Failing changes nothing. */
  int add(long word) {
    int at = size;
    if (at == words.length) {
      words = Arrays.copyOf(words, at * 2);
    }
    if (at >= LINEAR || mask != 0) {
      if (at * 2 >= mask) {
        reindex(at);
      }
      enter(word & BLOCK, at);
    }
    words[at] = word;
    size = at + 1;
    return at;
  }

  /** Removes the block that was added last. */
  void removeLast() {
    int at = size - 1;
    if (mask != 0) {
      // Nothing was entered after it, so no search passes its slot on the way to another.
      int slot = home(words[at] & BLOCK);
      while (index[slot] != at + 1) {
        slot = slot + 1 & mask;
      }
      index[slot] = 0;
    }
    size = at;
  }

  /** Removes the block at this position; the last one takes its place. Linear when indexed. */
  void remove(int at) {
    words[at] = words[--size];
    if (mask != 0) {
      reindex(size);
    }
  }

  /** Forgets all blocks, and the memory for many. Does not allocate. */
  void clear() {
    size = 0;
    if (words.length > KEPT) {
      words = first;
      index = NO_INDEX;
    } else if (mask != 0) {
      Arrays.fill(index, 0, mask + 1, 0);
    }
    mask = 0;
  }

  private void reindex(int entries) {
    int slots = Math.max(4 * LINEAR, Integer.highestOneBit(entries) * 4);
    if (index.length < slots) {
      index = new int[slots];
    } else {
      Arrays.fill(index, 0, Math.max(slots, mask + 1), 0);
    }
    mask = slots - 1;
    for (int at = 0; at < entries; at++) {
      enter(words[at] & BLOCK, at);
    }
  }

  private void enter(long block, int at) {
    int slot = home(block);
    while (index[slot] != 0) {
      slot = slot + 1 & mask;
    }
    index[slot] = at + 1;
  }

  private int home(long block) {
    return (int) (block * MIX >>> 32) & mask;
  }
}
