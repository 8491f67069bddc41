package dev.emery.heap;

import dev.emery.image.Image;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the space of a heap is used. Figures taken while transactions run are approximate.
 *
 * @param end the end of the space that the heap uses of the file
 * @param overhead bytes of superblocks, directory, page tables and run headers, and the tails of
 *     runs
 * @param used bytes of allocated blocks, their headers included
 * @param reserved bytes of blocks that running transactions have reserved
 * @param free all other bytes: {@code end} is the sum of the four
 * @param usedBlocks number of allocated blocks
 * @param largeBlocks number of allocated blocks that have pages of their own
 * @param loadedZones number of zones that have been needed since the pool was opened
 * @param sizeClasses the small blocks, one element for each size
 */
public record HeapStatistics(
    long end,
    long overhead,
    long used,
    long reserved,
    long free,
    long usedBlocks,
    long largeBlocks,
    int loadedZones,
    List<SizeClass> sizeClasses) {

  /** Takes a copy of the list. */
  public HeapStatistics {
    sizeClasses = List.copyOf(sizeClasses);
  }

  /**
   * The blocks of one size.
   *
   * @param blockBytes bytes of a block, its header included
   * @param runs number of runs of such blocks
   * @param blocks number of blocks in them
   * @param usedBlocks number of those that are allocated
   */
  public record SizeClass(int blockBytes, long runs, long blocks, long usedBlocks) {}

  static HeapStatistics of(Image image, ZoneLayout layout, Zones zones) {
    return new Count(image, layout, zones).all();
  }

  private static final class Count {
    private final Image image;
    private final ZoneLayout layout;
    private final Zones zones;
    private final long end;
    private final long[] runs = new long[SizeClasses.COUNT + 1];
    private final long[] usedBlocks = new long[SizeClasses.COUNT + 1];
    private long overhead;
    private long used;
    private long reserved;
    private long largeBlocks;
    private int loadedZones;

    Count(Image image, ZoneLayout layout, Zones zones) {
      this.image = image;
      this.layout = layout;
      this.zones = zones;
      this.end = zones.end();
    }

    HeapStatistics all() {
      for (int zone = 0; zone <= layout.zone(end - 1); zone++) {
        long word = image.getLong(HeapFormat.directoryWord(zone));
        if (word != 0 && HeapFormat.isZoneWord(word)) {
          zone(zone, zones.loaded(zone));
          zone += HeapFormat.zoneSpan(word);
        }
      }
      List<SizeClass> classes = new ArrayList<>();
      long blocks = largeBlocks;
      for (int c = 1; c <= SizeClasses.COUNT; c++) {
        blocks += usedBlocks[c];
        classes.add(
            new SizeClass(
                SizeClasses.blockBytes(c),
                runs[c],
                runs[c] * SizeClasses.blocks(c),
                usedBlocks[c]));
      }
      long free = end - overhead - used - reserved;
      return new HeapStatistics(
          end, overhead, used, reserved, free, blocks, largeBlocks, loadedZones, classes);
    }

    private void zone(int number, @Nullable Zone loaded) {
      int covered =
          (int) Math.min(layout.pages(), end - layout.start(number) >>> HeapFormat.PAGE_SHIFT);
      ExtentCursor extents = new ExtentCursor(image, layout, number, covered);
      int freePages = covered;
      while (extents.next()) {
        if (extents.problem() != null) {
          continue;
        }
        freePages -= extents.pages();
        switch (extents.kind()) {
          case HeapFormat.RESERVED -> overhead += bytes(extents.pages());
          case HeapFormat.LARGE -> {
            used += bytes(extents.length());
            largeBlocks++;
          }
          case HeapFormat.RUN -> run(extents.offset(), extents.sizeClass(), loaded);
          default -> throw new AssertionError();
        }
      }
      if (loaded != null) {
        loadedZones++;
        reserved += bytes(Math.max(0, freePages - loaded.freePages()));
      }
    }

    private void run(long base, int sizeClass, @Nullable Zone zone) {
      int blocks = SizeClasses.blocks(sizeClass);
      int blockBytes = SizeClasses.blockBytes(sizeClass);
      int allocated = 0;
      for (int i = 0; i < SizeClasses.bitmapWords(sizeClass); i++) {
        allocated += Long.bitCount(image.getLong(base + 8 + i * 8L));
      }
      runs[sizeClass]++;
      usedBlocks[sizeClass] += allocated;
      used += (long) allocated * blockBytes;
      overhead += (1L << SizeClasses.runShift(sizeClass)) - (long) blocks * blockBytes;
      Run run = zone == null ? null : zone.runAround(base);
      if (run != null) {
        reserved += (long) Math.max(0, blocks - run.freeBlocks() - allocated) * blockBytes;
      }
    }

    private static long bytes(int pages) {
      return (long) pages << HeapFormat.PAGE_SHIFT;
    }
  }
}
