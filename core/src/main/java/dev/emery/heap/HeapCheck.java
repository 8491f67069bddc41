package dev.emery.heap;

import dev.emery.CorruptPoolException;
import dev.emery.image.Image;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * The check of the heap's own words: directory, page tables, run headers, bitmaps and the headers
 * of allocated blocks. It reports what contradicts the format, and every allocated block, so that
 * the check of the pool can compare them with what is reachable.
 *
 * <p>It reads the image only and must run while nothing changes it. Whatever the bytes are it ends,
 * in time proportional to the pool and with a bounded number of reports.
 */
public final class HeapCheck {
  private static final int MOST_REPORTS = 1000;

  private final Image image;
  private final ZoneLayout layout;
  private final Consumer<String> problems;
  private final LongConsumer blocks;
  private int reports;
  private long end;

  private HeapCheck(
      Image image, ZoneLayout layout, Consumer<String> problems, LongConsumer blocks) {
    this.image = image;
    this.layout = layout;
    this.problems = problems;
    this.blocks = blocks;
  }

  /**
   * Checks a heap.
   *
   * @param problems takes a line for each contradiction
   * @param blocks takes the offset of each allocated block, in rising order
   */
  @SuppressWarnings("exports") // callable from core only: the type is not exported
  public static void check(
      Image image, int zoneShift, Consumer<String> problems, LongConsumer blocks) {
    new HeapCheck(image, new ZoneLayout(zoneShift), problems, blocks).zones();
  }

  private void report(String message, Object... arguments) {
    if (reports++ < MOST_REPORTS) {
      problems.accept("heap: " + message.formatted(arguments));
    } else if (reports == MOST_REPORTS + 1) {
      problems.accept("heap: more problems, not listed");
    }
  }

  private void zones() {
    try {
      end = layout.end(image);
    } catch (CorruptPoolException e) {
      report("%s", String.valueOf(e.getMessage()));
      return;
    }
    int count = layout.zone(end - 1) + 1;
    for (int zone = 0; zone < count; zone++) {
      long word = directory(zone);
      int span = HeapFormat.zoneSpan(word);
      if (!HeapFormat.isZoneWord(word) || word == 0 && zone == 0) {
        report("zone directory is damaged, zone=%d, word=0x%x", zone, word);
      } else if (span >= count - zone) {
        report("block goes on beyond the end of the heap, zone=%d, zones=%d", zone, span);
      } else if (word != 0) {
        zone(zone, span);
        for (int i = 0; i < span; i++) {
          expectUnopened(++zone);
        }
      }
    }
    for (int zone = count; zone < HeapFormat.MAX_ZONES; zone++) {
      expectUnopened(zone);
    }
  }

  private long directory(int zone) {
    return image.getLong(HeapFormat.directoryWord(zone));
  }

  private void expectUnopened(int zone) {
    if (directory(zone) != 0) {
      report("zone has no table of its own, zone=%d, word=0x%x", zone, directory(zone));
    }
  }

  private void zone(int zone, int span) {
    int covered =
        (int) Math.min(layout.pages(), end - layout.start(zone) >>> HeapFormat.PAGE_SHIFT);
    ExtentCursor extents = new ExtentCursor(image, layout, zone, covered);
    boolean reserved = false;
    int found = 0;
    int page = 0;
    while (extents.next()) {
      if (extents.problem() != null) {
        report("%s", extents.problem());
      } else {
        switch (extents.kind()) {
          case HeapFormat.RESERVED -> reserved = true;
          case HeapFormat.RUN -> run(extents.offset(), extents.sizeClass());
          case HeapFormat.LARGE -> {
            found = extents.length() > layout.largestInZone() ? extents.length() : 0;
            block(extents.offset(), SizeClasses.LARGE);
          }
          default -> throw new AssertionError();
        }
      }
      expectNoEntries(zone, extents.page() + 1, extents.page() + extents.pages());
      page = extents.page() + extents.pages();
    }
    expectNoEntries(zone, Math.max(page, covered), layout.pages());
    if (!reserved) {
      report("page table begins without reserved pages, offset=0x%x", layout.table(zone));
    }
    if (span != (found == 0 ? 0 : layout.spanZones(found))) {
      report("directory and page table differ in the last block, zone=%d, zones=%d", zone, span);
    }
  }

  /** Pages inside extents and above the end have no entry: extents do not overlap. */
  private void expectNoEntries(int zone, int from, int to) {
    for (int page = from; page < to; page++) {
      long place = layout.table(zone) + (long) page * HeapFormat.ENTRY_BYTES;
      if ((page & 1) == 0 && page + 1 < to && image.getLong(place) == 0) {
        page++;
      } else if (image.getInt(place) != 0) {
        report(
            "page table entry inside an extent or beyond the end, offset=0x%x, entry=0x%x",
            layout.offset(zone, page), image.getInt(place));
      }
    }
  }

  private void run(long base, int sizeClass) {
    long word = image.getLong(base);
    if (word != HeapFormat.runWord(sizeClass)) {
      report(
          "run header differs from page table, offset=0x%x, class=%d, word=0x%x",
          base, sizeClass, word);
      return;
    }
    int count = SizeClasses.blocks(sizeClass);
    for (int i = 0; i < SizeClasses.bitmapWords(sizeClass); i++) {
      long bits = image.getLong(base + 8 + i * 8L);
      int last = count - i * 64;
      if (last < 64 && bits >>> last != 0) {
        report("bitmap has bits beyond its run's blocks, offset=0x%x, word=%d", base, i);
        bits &= (1L << last) - 1;
      }
      for (; bits != 0; bits &= bits - 1) {
        int index = i * 64 + Long.numberOfTrailingZeros(bits);
        block(
            base
                + SizeClasses.firstBlockOf(sizeClass)
                + (long) index * SizeClasses.blockBytes(sizeClass),
            sizeClass);
      }
    }
  }

  private void block(long block, int sizeClass) {
    long header = image.getLong(block);
    if (BlockHeader.sizeClass(header) != sizeClass || BlockHeader.tag(header) == 0) {
      report(
          "block header contradicts its place, offset=0x%x, header=0x%x, class=%d",
          block, header, sizeClass);
    } else if (BlockHeader.isFresh(header)) {
      report("allocated block is marked fresh, offset=0x%x, header=0x%x", block, header);
    } else if (BlockHeader.id(image, block) == 0) {
      report("allocated block has no id, offset=0x%x", block); // E15
    }
    blocks.accept(block);
  }
}
