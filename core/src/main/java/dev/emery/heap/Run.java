package dev.emery.heap;

import dev.emery.CorruptPoolException;
import dev.emery.image.Image;

/**
 * The volatile side of a run: which of its blocks are neither allocated nor reserved. From the
 * moment it is loaded it is ahead of the bitmap in the image: reservations are taken from here, and
 * what a commit frees comes back after the commit's record has its place.
 *
 * <p>Safe for use by many threads; its monitor is the innermost lock of the heap.
 */
final class Run {
  /*
   *            claim (a class takes it as current)
   *   idle ───────────────────────────────▶ in use ──▶ retired (take finds nothing, for good)
   *     ▲  ◀─────────────────────────────── (listed)  retire, while all blocks are free
   *     │      give: the caller lists it      │
   *     └─────────────────────────────────────┘
   *        unlist: no block is free
   */
  private final long base;
  private final int sizeClass;
  private final int firstBlock;
  private final int blockBytes;
  private final int blocks;
  private final ClassRuns owner;
  private final long[] free;
  private int freeCount;
  private int lowest; // no word of `free` below this index has a bit
  private boolean inUse; // listed with its class or current for a stripe
  private boolean retired;

  private Run(long base, int sizeClass, ClassRuns owner, long[] free) {
    this.base = base;
    this.sizeClass = sizeClass;
    this.firstBlock = SizeClasses.firstBlockOf(sizeClass);
    this.blockBytes = SizeClasses.blockBytes(sizeClass);
    this.blocks = SizeClasses.blocks(sizeClass);
    this.owner = owner;
    this.free = free;
    for (long word : free) {
      freeCount += Long.bitCount(word);
    }
    if (freeCount == blocks) {
      owner.becameEmpty();
    }
  }

  /** Returns a run that was just carved: all its blocks are free. */
  static Run carved(long base, int sizeClass, ClassRuns owner) {
    return new Run(base, sizeClass, owner, all(sizeClass));
  }

  /**
   * Returns a run as the image has it. Nothing in it may be reserved or on its way.
   *
   * @throws CorruptPoolException if its header is not that of its page table entry
   */
  static Run loaded(Image image, long base, int sizeClass, ClassRuns owner) {
    if (image.getLong(base) != HeapFormat.runWord(sizeClass)) {
      throw new CorruptPoolException(
          "run header differs from page table, offset=0x%x, class=%d".formatted(base, sizeClass));
    }
    long[] free = all(sizeClass);
    for (int i = 0; i < free.length; i++) {
      free[i] &= ~image.getLong(base + 8 + i * 8L);
    }
    return new Run(base, sizeClass, owner, free);
  }

  private static long[] all(int sizeClass) {
    int blocks = SizeClasses.blocks(sizeClass);
    long[] words = new long[SizeClasses.bitmapWords(sizeClass)];
    for (int i = 0; i < words.length; i++) {
      words[i] = blocks - i * 64 >= 64 ? -1L : (1L << blocks) - 1;
    }
    return words;
  }

  long base() {
    return base;
  }

  int sizeClass() {
    return sizeClass;
  }

  ClassRuns owner() {
    return owner;
  }

  boolean contains(long block) {
    return block >>> SizeClasses.runShift(sizeClass) == base >>> SizeClasses.runShift(sizeClass);
  }

  /** The number of a block that begins in this run. */
  int index(long block) {
    return (int) (block - base - firstBlock) / blockBytes;
  }

  int blocks() {
    return blocks;
  }

  synchronized int freeBlocks() {
    return freeCount;
  }

  /** Takes the lowest free block; returns 0 if there is none. */
  synchronized long take() {
    if (freeCount == 0) {
      return 0;
    }
    int word = lowest;
    while (free[word] == 0) {
      word++;
    }
    lowest = word;
    int index = (word << 6) + Long.numberOfTrailingZeros(free[word]);
    free[word] &= free[word] - 1;
    if (freeCount-- == blocks) {
      owner.noLongerEmpty();
    }
    return base + firstBlock + index * (long) blockBytes;
  }

  /**
   * Makes a block free again.
   *
   * @return whether the caller must {@linkplain ClassRuns#list list} this run, which now counts as
   *     in use
   */
  synchronized boolean give(long block) {
    int index = index(block);
    long bit = 1L << index;
    int word = index >>> 6;
    if ((free[word] & bit) != 0 || retired) {
      throw new IllegalStateException("block is free already, offset=0x%x".formatted(block));
    }
    free[word] |= bit;
    lowest = Math.min(lowest, word);
    if (++freeCount == blocks) {
      owner.becameEmpty();
    }
    return claim();
  }

  /** Puts a run with free blocks in use; tells whether it was idle. */
  synchronized boolean claim() {
    boolean claimed = !inUse && freeCount > 0;
    inUse |= claimed;
    return claimed;
  }

  /** Takes a run out of use if none of its blocks is free; tells whether that is so. */
  synchronized boolean unlist() {
    if (freeCount > 0) {
      return false;
    }
    inUse = false;
    return true;
  }

  /** Takes all blocks away for good if all are free, so that the pages can be given back. */
  synchronized boolean retire() {
    if (freeCount < blocks) {
      return false;
    }
    retired = true;
    freeCount = 0;
    owner.noLongerEmpty();
    return true;
  }

  /** Undoes {@link #retire}: the pages could not be given back. The caller lists the run. */
  synchronized void revive() {
    retired = false;
    inUse = true;
    freeCount = blocks;
    owner.becameEmpty();
  }
}
