package dev.emery.heap;

import dev.emery.CorruptPoolException;
import dev.emery.image.Image;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The volatile side of an opened zone: its free pages and the runs that were touched. It is made
 * from the page table when something first needs the zone, and is ahead of the table from then on.
 *
 * <p>Safe for use by many threads. Its monitor covers the pages; runs are found without it.
 */
final class Zone {
  private static final int GRANULE_SHIFT = 14; // runs are at least so long and so aligned
  private static final int GRANULES_OF_LONG_RUN = 4;

  private final int number;
  private final ZoneLayout layout;
  private final Image image;
  private final ZoneHints hints;
  private final Buddy buddy;
  private final AtomicReferenceArray<@Nullable Run> runs;
  private int covered; // pages below the end of the heap
  private int @Nullable [] lengths; // by page, of the large blocks reserved or freed since loading

  Zone(int number, ZoneLayout layout, Image image, ZoneHints hints) {
    this.number = number;
    this.layout = layout;
    this.image = image;
    this.hints = hints;
    this.buddy = new Buddy(layout.pages());
    this.runs = new AtomicReferenceArray<>(1 << layout.shift() - GRANULE_SHIFT);
  }

  /** Receives the runs of a zone that is being loaded. */
  @FunctionalInterface
  interface RunSink {
    void found(int sizeClass, long base);
  }

  /**
   * Fills a new zone from the page table in the image, whose zone ends, for now, after some pages.
   */
  synchronized void load(int coveredPages, RunSink sink) {
    covered = coveredPages;
    ExtentCursor extents = new ExtentCursor(image, layout, number, coveredPages);
    int free = 0;
    while (extents.next()) {
      if (extents.problem() != null) {
        throw new CorruptPoolException("page table is damaged: " + extents.problem());
      }
      if (free < extents.page()) {
        buddy.give(free, extents.page());
      }
      free = extents.page() + extents.pages();
      if (extents.kind() == HeapFormat.RUN) {
        sink.found(extents.sizeClass(), extents.offset());
      }
    }
    if (free < layout.reservedPages(number)) {
      throw new CorruptPoolException(
          "page table is damaged: no reserved pages, offset=0x%x".formatted(layout.table(number)));
    }
    if (free < coveredPages) {
      buddy.give(free, coveredPages);
    }
    given();
  }

  /** Fills a new zone whose table is empty but for the reserved pages. */
  synchronized void open(int coveredPages) {
    covered = coveredPages;
    buddy.give(layout.reservedPages(number), coveredPages);
    given();
  }

  /** Makes pages free over which the end of the heap was raised. */
  synchronized void cover(int coveredPages) {
    buddy.give(covered, coveredPages);
    covered = coveredPages;
    given();
  }

  /** Takes the pages of a run; returns its offset or 0. */
  synchronized long takeRun(int pages) {
    int page = buddy.takeBlock(Integer.numberOfTrailingZeros(pages));
    taken();
    return page < 0 ? 0 : layout.offset(number, page);
  }

  /** Takes pages for a large block; returns its offset or 0. */
  synchronized long takeLarge(int pages) {
    int page = buddy.takeRange(pages);
    if (page < 0) {
      hints.noRange(number, pages);
      return 0;
    }
    taken();
    lengths()[page] = pages;
    return layout.offset(number, page);
  }

  /** Takes all pages if all are free, so that the zone can be closed; tells whether they were. */
  synchronized boolean takeAll() {
    int reserved = layout.reservedPages(number);
    if (buddy.freePages() < covered - reserved) {
      return false;
    }
    buddy.takeAt(reserved, covered);
    taken();
    return true;
  }

  /** Undoes {@link #takeAll}. */
  synchronized void giveAll() {
    buddy.give(layout.reservedPages(number), covered);
    given();
  }

  /**
   * Takes the end of the zone for a block that goes on through the zones after it, or returns 0.
   */
  synchronized long takeEnd(int page, int blockPages) {
    if (covered < layout.pages() || !buddy.isFree(page, covered)) {
      return 0;
    }
    buddy.takeAt(page, layout.pages());
    taken();
    lengths()[page] = blockPages;
    return layout.offset(number, page);
  }

  /** Whether all pages from a page to the end of the heap are free. */
  synchronized boolean endIsFree(int page) {
    return buddy.isFree(page, covered);
  }

  /** The pages of a large block that was reserved, or seen by {@link #remember}; 0 if none. */
  synchronized int length(long block) {
    return lengths == null || (block & HeapFormat.PAGE - 1) != 0 ? 0 : lengths[layout.page(block)];
  }

  /**
   * Keeps the length of a large block for its release, when the table will not have it any more.
   */
  synchronized void remember(long block, int pages) {
    lengths()[layout.page(block)] = pages;
  }

  private int[] lengths() {
    if (lengths == null) {
      lengths = new int[layout.pages()];
    }
    return lengths;
  }

  /** Makes the pages of a large block in this zone free; returns the block's pages. */
  synchronized int giveLarge(long block) {
    int page = layout.page(block);
    int pages = length(block);
    if (pages == 0) {
      throw new IllegalStateException("block is not reserved, offset=0x%x".formatted(block));
    }
    buddy.give(page, Math.min(layout.pages(), page + pages));
    lengths()[page] = 0;
    given();
    return pages;
  }

  /** Makes the pages of a run free. */
  synchronized void giveRun(long base, int pages) {
    int page = layout.page(base);
    buddy.give(page, page + pages);
    given();
  }

  /** The offset of the free pages directly below the end of the heap, or that end. */
  synchronized long freeBelowEnd() {
    return layout.offset(number, buddy.freeBefore(covered));
  }

  synchronized int freePages() {
    return buddy.freePages();
  }

  private void taken() {
    hints.lower(number, buddy.largestBlock(), buddy.freePages());
  }

  private void given() {
    hints.raise(number, buddy.largestBlock(), buddy.freePages());
  }

  /**
   * The run around a block that is reserved or on its way to be freed; null if it is a large one.
   */
  @Nullable Run runAround(long block) {
    int granule = granule(block);
    Run run = runs.get(granule);
    if (run == null) {
      run = runs.get(granule & -GRANULES_OF_LONG_RUN);
    }
    return run != null && run.contains(block) ? run : null;
  }

  /** The run at an offset. */
  Run run(long base, int sizeClass, ClassRuns owner) {
    Run run = runs.get(granule(base));
    return run != null ? run : loadRun(base, sizeClass, owner);
  }

  private synchronized Run loadRun(long base, int sizeClass, ClassRuns owner) {
    Run run = runs.get(granule(base));
    if (run == null) {
      run = Run.loaded(image, base, sizeClass, owner);
      runs.set(granule(base), run);
    }
    return run;
  }

  void put(Run run) {
    runs.set(granule(run.base()), run);
  }

  void remove(Run run) {
    runs.set(granule(run.base()), null);
  }

  private int granule(long base) {
    return layout.page(base) >>> GRANULE_SHIFT - HeapFormat.PAGE_SHIFT;
  }

  int number() {
    return number;
  }

  /** How many runs {@link #runAt} knows of. */
  int granules() {
    return runs.length();
  }

  /** The touched run in a part of the zone. */
  @Nullable Run runAt(int granule) {
    return runs.get(granule);
  }
}
