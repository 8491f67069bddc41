package dev.emery.heap;

import dev.emery.CorruptPoolException;
import dev.emery.PoolFullException;
import dev.emery.image.Image;

/**
 * The allocator of an open pool: reserve, then publish. A transaction reserves blocks in volatile
 * memory; only its commit record makes them allocated, and only after the record of a commit has
 * its place are the blocks that it freed given out again. So an abort and a crash leave no trace,
 * and opening a pool reads two words of the heap, whatever the pool's size.
 *
 * <pre>
 *            reserve             publish + the record's place
 *   free ───────────▶ reserved ───────────────────────────────▶ allocated
 *    ▲  ◀──────────── cancel                                       │
 *    └──────────────────────────────────── release ◀── retire + the record's place
 * </pre>
 *
 * <p>Safe for use by many threads. Reserving and giving back take 20 to 40 ns for a small block.
 * The header and the payload of a block belong to the caller; a reserved block holds anything.
 *
 * <p>The words of the heap in the image change only by {@link WordChanges} of commits and by system
 * records (E2, E14).
 */
public final class Heap {
  /*
   * Lock order, outermost first: a size class (of others only by trying), the frontier of the zones, a
   * zone, the lists of a size class, a run. The first two are held while Space is called, which
   * takes the journal's append lock; sections take none of these.
   *
   * What is volatile is loaded from the image before the first change of what it mirrors: reserving
   * loads a run or a zone, and so does retiring, before its record has its place. From then on the
   * volatile side is never read from the image again, so no reader of allocation words meets a commit
   * that changes them.
   */
  private final Image image;
  private final ZoneLayout layout;
  private final Extents extents;
  private final Runs runs;
  private final Zones zones;

  /**
   * Opens the heap of a pool.
   *
   * @throws CorruptPoolException if the word with the heap's end contradicts the file
   */
  @SuppressWarnings("exports") // callable from core only: the type is not exported
  public Heap(Image image, Space space, int zoneShift) {
    this.image = image;
    layout = new ZoneLayout(zoneShift);
    extents = new Extents(image, layout);
    runs = new Runs(image, layout, space);
    zones = runs.zones();
  }

  /**
   * Reserves a block.
   *
   * @return the block's offset, a multiple of 16
   * @throws PoolFullException if there is no space; nothing has happened
   */
  public long reserve(long payloadBytes) {
    if (payloadBytes >= 0 && payloadBytes <= SizeClasses.MAX_PAYLOAD) {
      return runs.take(SizeClasses.of(payloadBytes));
    }
    return reserveLarge(payloadBytes);
  }

  private long reserveLarge(long payloadBytes) {
    long pages = largePages(payloadBytes);
    if (payloadBytes < 0 || pages > HeapFormat.MAX_LENGTH) {
      throw new PoolFullException(
          "block is larger than the format can hold, bytes=%d".formatted(payloadBytes));
    }
    return pages > layout.largestInZone()
        ? zones.takeSpanning((int) pages)
        : zones.take((int) pages, false);
  }

  private static long largePages(long payloadBytes) {
    return payloadBytes + BlockHeader.BYTES + HeapFormat.PAGE - 1 >>> HeapFormat.PAGE_SHIFT;
  }

  /** Gives a reserved block back. */
  public void cancel(long block) {
    give(block);
  }

  /** Makes a block free, after the record that retires it has its place. */
  public void release(long block) {
    give(block);
  }

  private void give(long block) {
    Run run = zones.zone(block).runAround(block);
    if (run == null) {
      zones.giveLarge(block);
    } else if (run.give(block)) {
      run.owner().list(run);
    }
  }

  /** Adds the changes that make a reserved block allocated. */
  public void publish(long block, WordChanges out) {
    Zone zone = zones.zone(block);
    Run run = zone.runAround(block);
    if (run != null) {
      int index = run.index(block);
      long bit = 1L << index;
      out.change(Extents.bitmapWord(run.base(), index), bit, bit);
    } else {
      int pages = zone.length(block);
      if (pages == 0) {
        throw new IllegalStateException("block is not reserved, offset=0x%x".formatted(block));
      }
      changeLarge(block, HeapFormat.entry(HeapFormat.LARGE, pages), pages, true, out);
    }
  }

  /**
   * Adds the changes that make an allocated block free. It is reused after {@link #release}.
   *
   * @throws CorruptPoolException if the block is not allocated
   */
  public void retire(long block, WordChanges out) {
    long run = extents.run(block);
    if (run != 0) {
      int index = Extents.index(run, block);
      if (index < 0 || !extents.isSet(run, index)) {
        throw notAllocated(block);
      }
      int sizeClass = Extents.sizeClass(run);
      zones.zone(block).run(Extents.base(run), sizeClass, runs.of(sizeClass));
      out.change(Extents.bitmapWord(run, index), 1L << index, 0);
    } else {
      int pages = extents.largePages(block);
      if (pages == 0) {
        throw notAllocated(block);
      }
      if (pages > layout.largestInZone()) {
        zones.survey();
      }
      zones.zone(block).remember(block, pages);
      changeLarge(block, 0, pages, false, out);
    }
  }

  private void changeLarge(long block, int entry, int pages, boolean allocated, WordChanges out) {
    extents.change(block, entry, out);
    if (pages > layout.largestInZone()) {
      long span = allocated ? (long) layout.spanZones(pages) << 8 : 0;
      long word = HeapFormat.directoryWord(layout.zone(block));
      out.change(word, HeapFormat.ZONE_SPAN_MASK, span);
    }
  }

  private static CorruptPoolException notAllocated(long block) {
    return new CorruptPoolException(
        "reference to a block that is not allocated, offset=0x%x".formatted(block));
  }

  /**
   * Returns the payload bytes of a reserved or allocated block.
   *
   * @throws CorruptPoolException if there is no such block
   */
  public long capacity(long block) {
    long run = extents.run(block);
    if (run != 0) {
      return (long) SizeClasses.blockBytes(Extents.sizeClass(run)) - BlockHeader.BYTES;
    }
    int pages = extents.largePages(block);
    if (pages == 0) {
      pages = reservedPages(block);
    }
    return ((long) pages << HeapFormat.PAGE_SHIFT) - BlockHeader.BYTES;
  }

  /** As {@link #capacity(long)}, of a block whose header says this size class. */
  public long capacity(long block, int sizeClass) {
    return sizeClass == SizeClasses.LARGE
        ? capacity(block)
        : SizeClasses.blockBytes(sizeClass) - BlockHeader.BYTES;
  }

  /** The pages of a large block whose transaction is still running. */
  private int reservedPages(long block) {
    int number = layout.zone(block);
    Zone zone = block >>> layout.shift() < HeapFormat.MAX_ZONES ? zones.loaded(number) : null;
    int pages = zone == null ? 0 : zone.length(block);
    if (pages == 0) {
      throw notAllocated(block);
    }
    return pages;
  }

  /** Returns the payload bytes of a block that is reserved for so many. */
  public static long capacityFor(long payloadBytes) {
    return payloadBytes <= SizeClasses.MAX_PAYLOAD
        ? SizeClasses.blockBytes(SizeClasses.of(payloadBytes)) - BlockHeader.BYTES
        : (largePages(payloadBytes) << HeapFormat.PAGE_SHIFT) - BlockHeader.BYTES;
  }

  /** Returns the size class byte for the header of a block that is reserved for so many bytes. */
  public static int sizeClassFor(long payloadBytes) {
    return payloadBytes <= SizeClasses.MAX_PAYLOAD
        ? SizeClasses.of(payloadBytes)
        : SizeClasses.LARGE;
  }

  /** Returns the size class byte for the header of a reserved or allocated block. */
  public int sizeClass(long block) {
    long run = extents.run(block);
    return run == 0 ? SizeClasses.LARGE : Extents.sizeClass(run);
  }

  /**
   * Tells whether an allocated block begins at an offset, which may be any number.
   *
   * @throws CorruptPoolException if the zone directory leads outside the pool
   */
  public boolean allocated(long block) {
    if (Long.compareUnsigned(block, zones.end()) >= 0 || (block & BlockHeader.BYTES - 1) != 0) {
      return false;
    }
    long run = extents.run(block);
    if (run == 0) {
      return extents.largePages(block) != 0;
    }
    int index = Extents.index(run, block);
    return index >= 0 && extents.isSet(run, index);
  }

  /** Returns the end of the space that the heap uses of the file. */
  public long end() {
    return zones.end();
  }

  /** Returns how the space is used; it reads all page tables and bitmaps. */
  public HeapStatistics statistics() {
    return HeapStatistics.of(image, layout, zones);
  }
}
