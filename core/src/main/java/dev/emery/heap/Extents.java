package dev.emery.heap;

import dev.emery.image.Image;

/**
 * What page tables say about a block: the run that it lies in, or how many pages it has of its own.
 * Reads the image only, O(1).
 *
 * <p>A deliberate race: the word that holds an entry also holds its neighbour's, which a commit may
 * be changing. The entry of an extent with a live or reserved block does not change, and an entry
 * is read by one aligned load.
 */
final class Extents {
  private static final long NARROW = -1L << 14;
  private static final long WIDE = -1L << 16;
  private static final int CLASS_MASK = 0xff;

  private final Image image;
  private final ZoneLayout layout;

  Extents(Image image, ZoneLayout layout) {
    this.image = image;
    this.layout = layout;
  }

  /** Whether an offset lies in a zone that has a page table. */
  private boolean inOpenedZone(long at) {
    return at >>> layout.shift() < HeapFormat.MAX_ZONES
        && HeapFormat.zoneState(image.getLong(HeapFormat.directoryWord(layout.zone(at))))
            == HeapFormat.ZONE_OPENED;
  }

  /** Returns the run around a block: its offset, with its size class in the low bits; 0 if none. */
  long run(long block) {
    if (!inOpenedZone(block)) {
      return 0;
    }
    long base = block & NARROW;
    int entry = entry(base);
    if (isRun(entry)) {
      return base | HeapFormat.length(entry);
    }
    base = block & WIDE;
    entry = entry(base);
    return isRun(entry) && SizeClasses.runShift(HeapFormat.length(entry)) == 16
        ? base | HeapFormat.length(entry)
        : 0;
  }

  private static boolean isRun(int entry) {
    return HeapFormat.kind(entry) == HeapFormat.RUN
        && SizeClasses.isClass(HeapFormat.length(entry));
  }

  /** The offset of a run that {@link #run(long)} returned. */
  static long base(long run) {
    return run & NARROW;
  }

  /** The size class of a run that {@link #run(long)} returned. */
  static int sizeClass(long run) {
    return (int) run & CLASS_MASK;
  }

  /** The number of a block in its run, or -1 if no block begins there. */
  static int index(long run, long block) {
    int sizeClass = sizeClass(run);
    int distance = (int) (block - base(run)) - SizeClasses.firstBlockOf(sizeClass);
    if (distance < 0) {
      return -1;
    }
    int index = distance / SizeClasses.blockBytes(sizeClass);
    return index < SizeClasses.blocks(sizeClass)
            && index * SizeClasses.blockBytes(sizeClass) == distance
        ? index
        : -1;
  }

  /** The offset of the bitmap word for a block of a run. */
  static long bitmapWord(long run, int index) {
    return base(run) + 8 + (index >>> 6) * 8L;
  }

  boolean isSet(long run, int index) {
    return (image.getLong(bitmapWord(run, index)) & 1L << index) != 0;
  }

  /**
   * The pages of the allocated block that begins at an offset and has pages of its own; 0 if none.
   */
  int largePages(long block) {
    if ((block & HeapFormat.PAGE - 1) != 0 || !inOpenedZone(block)) {
      return 0;
    }
    int entry = entry(block);
    return HeapFormat.kind(entry) == HeapFormat.LARGE ? HeapFormat.length(entry) : 0;
  }

  private int entry(long at) {
    return image.getInt(layout.entry(at));
  }

  /** Adds the change of one page table entry. */
  void change(long at, int entry, WordChanges out) {
    long place = layout.entry(at);
    int shift = (int) (place & 4) * 8;
    out.change(place & -8, 0xffff_ffffL << shift, (entry & 0xffff_ffffL) << shift);
  }
}
