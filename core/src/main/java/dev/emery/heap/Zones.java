package dev.emery.heap;

import dev.emery.CorruptPoolException;
import dev.emery.PoolFullException;
import dev.emery.image.Image;
import dev.emery.journal.RecordBody;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * All zones of a pool: finds pages in them, loads them when they are needed, opens new ones and raises
 * the end of the heap. Safe for use by many threads.
 */
final class Zones {
  /*
   * Pages are looked for in loaded zones, the lowest first. Only if they have none the frontier lock is
   * taken; then, in this order: a few more zones are loaded (the highest first: it was filled last),
   * empty runs are given back, an unopened zone below the end is opened, the end is raised. So no call
   * does work in proportion to the pool, and what earlier openings of the pool left free is found
   * step by step.
   *
   * The end is raised by an eighth of the pool, within bounds: at most 11 % are unused, and the number
   * of extensions grows with the logarithm of the size.
   */
  private static final long LEAST_STEP = 256 << 10;
  private static final long LARGEST_STEP = 64 << 20;
  private static final long GRAIN = 64 << 10; // a long run begins at such an offset
  private static final int LOADS = 16;

  private final Image image;
  private final ZoneLayout layout;
  private final Space space;
  private final Runs runs;
  private final ZoneHints hints = new ZoneHints();
  private final AtomicReferenceArray<@Nullable Zone> zones =
      new AtomicReferenceArray<>(HeapFormat.MAX_ZONES);
  private final ReentrantLock frontier = new ReentrantLock();
  private final BitSet unloaded = new BitSet(); // opened; guarded by the frontier lock
  private final BitSet unopened = new BitSet(); // and in no block; guarded by the frontier lock
  private volatile boolean surveyed;
  private volatile boolean allLoaded;
  private volatile long end;

  /** What the zones need of the runs in them. */
  interface Runs extends Zone.RunSink {
    /**
     * Gives the pages of empty runs back; tells whether there were any.
     *
     * @param all whether to read the bitmaps of all loaded zones for it
     */
    boolean reclaim(boolean all);
  }

  Zones(Image image, ZoneLayout layout, Space space, Runs runs) {
    this.image = image;
    this.layout = layout;
    this.space = space;
    this.runs = runs;
    this.end = layout.end(image);
  }

  /** The end of the space that the heap may use. */
  long end() {
    return end;
  }

  int count() {
    return layout.zone(end - 1) + 1;
  }

  /** The zone of an offset if it is loaded. */
  @Nullable Zone loaded(int number) {
    return zones.get(number);
  }

  /**
   * The zone of a block.
   *
   * @throws CorruptPoolException if the offset is in no opened zone
   */
  Zone zone(long at) {
    if (at >>> layout.shift() >= HeapFormat.MAX_ZONES) {
      throw new CorruptPoolException(
          "reference to a place outside the pool, offset=0x%x".formatted(at));
    }
    int number = layout.zone(at);
    Zone zone = zones.get(number);
    if (zone != null) {
      return zone;
    }
    frontier.lock();
    try {
      return load(number);
    } finally {
      frontier.unlock();
    }
  }

  /** Takes pages for a run or for a large block; returns their offset. */
  long take(int pages, boolean forRun) {
    long at = search(pages, forRun);
    return at != 0 ? at : takeMore(pages, forRun);
  }

  private long search(int pages, boolean forRun) {
    int count = count();
    int number = -1;
    while (true) {
      number =
          forRun
              ? hints.withBlock(number + 1, count, pages)
              : hints.withRange(number + 1, count, pages);
      if (number == count) {
        return 0;
      }
      Zone zone = zones.get(number);
      if (zone != null) {
        long at = forRun ? zone.takeRun(pages) : zone.takeLarge(pages);
        if (at != 0) {
          return at;
        }
      }
    }
  }

  private long takeMore(int pages, boolean forRun) {
    frontier.lock();
    try {
      survey();
      long at = search(pages, forRun);
      for (int loads = 0; at == 0 && loads < LOADS && loadHighest(); loads++) {
        at = search(pages, forRun);
      }
      if (at == 0 && runs.reclaim(false)) {
        at = search(pages, forRun);
      }
      while (at == 0) {
        at = takeByGrowth(pages, forRun);
      }
      return at;
    } finally {
      frontier.unlock();
    }
  }

  private long takeByGrowth(int pages, boolean forRun) {
    try {
      grow(pages, forRun);
      return search(pages, forRun);
    } catch (PoolFullException full) {
      long at = 0;
      while (at == 0 && loadHighest()) {
        at = search(pages, forRun);
      }
      if (at == 0 && runs.reclaim(true)) {
        at = search(pages, forRun);
      }
      if (at == 0) {
        throw full;
      }
      return at;
    }
  }

  /** Loads one more zone; tells whether there was one. */
  boolean loadOne() {
    if (allLoaded) {
      return false;
    }
    frontier.lock();
    try {
      survey();
      return loadHighest();
    } finally {
      frontier.unlock();
    }
  }

  /** Reads the zone directory, once. */
  void survey() {
    if (surveyed) {
      return;
    }
    frontier.lock();
    try {
      for (int zone = surveyed ? count() : 0; zone < count(); zone++) {
        long word = image.getLong(HeapFormat.directoryWord(zone));
        int span = HeapFormat.zoneSpan(word);
        if (!HeapFormat.isZoneWord(word) || span >= count() - zone) {
          throw new CorruptPoolException(
              "zone directory is damaged, zone=%d, word=0x%x".formatted(zone, word));
        }
        if (word == 0) {
          unopened.set(zone);
        } else if (zones.get(zone) == null) {
          unloaded.set(zone);
        }
        zone += span;
      }
      surveyed = true;
    } finally {
      frontier.unlock();
    }
  }

  private boolean loadHighest() {
    int number = unloaded.length() - 1;
    if (number < 0) {
      allLoaded = true;
      return false;
    }
    load(number);
    return true;
  }

  private Zone load(int number) {
    Zone zone = zones.get(number);
    if (zone == null) {
      long word = image.getLong(HeapFormat.directoryWord(number));
      if (number >= count() || HeapFormat.zoneState(word) != HeapFormat.ZONE_OPENED) {
        throw new CorruptPoolException(
            "zone is not opened, zone=%d, word=0x%x".formatted(number, word));
      }
      zone = new Zone(number, layout, image, hints);
      zone.load(covered(number), runs);
      zones.set(number, zone);
      unloaded.clear(number);
    }
    return zone;
  }

  private int covered(int zone) {
    return (int) Math.min(layout.pages(), end - layout.start(zone) >>> HeapFormat.PAGE_SHIFT);
  }

  private void grow(int pages, boolean forRun) {
    int zone = unopened.nextSetBit(0);
    if (zone < 0) {
      int last = count() - 1;
      long zoneEnd = layout.start(last + 1);
      if (end < zoneEnd) {
        long needed = endOf(load(last).freeBelowEnd(), pages, forRun);
        if (needed <= zoneEnd) {
          raise(needed, zoneEnd);
          return;
        }
      }
      zone = last + 1;
    }
    long needed = endOf(layout.offset(zone, layout.reservedPages(zone)), pages, forRun);
    if (end < needed) {
      raise(needed, layout.start(zone + 1));
    }
    open(zone);
  }

  private static long endOf(long from, int pages, boolean aligned) {
    long bytes = (long) pages << HeapFormat.PAGE_SHIFT;
    return (aligned ? from + bytes - 1 & -bytes : from) + bytes;
  }

  /** Raises the end at least to one offset and at most to another. */
  private void raise(long needed, long most) {
    long step = Math.clamp(end >>> 3, LEAST_STEP, LARGEST_STEP);
    long least = Math.min(most, needed + GRAIN - 1 & -GRAIN);
    long wished = Math.clamp(end + step & -GRAIN, least, most);
    try {
      extend(wished);
    } catch (PoolFullException full) {
      if (wished == least) {
        throw full;
      }
      extend(least);
    }
  }

  private void extend(long newEnd) {
    if (newEnd > layout.start(HeapFormat.MAX_ZONES)) {
      throw new PoolFullException(
          "pool is full: its zones are as many as can be, zones=%d, zone size=0x%x, needed=0x%x"
              .formatted(HeapFormat.MAX_ZONES, 1L << layout.shift(), newEnd));
    }
    space.extend(newEnd);
    WordUpdates updates = new WordUpdates(image);
    updates.change(HeapFormat.HEAP_END, -1L, newEnd);
    space.system(new RecordBody(), updates.count(), updates); // E14
    int last = count() - 1;
    end = newEnd;
    Zone zone = zones.get(last);
    if (zone != null) {
      zone.cover(covered(last));
    }
    unopened.set(last + 1, count());
  }

  private void open(int number) {
    long table = layout.table(number);
    image.clear(table, layout.tableBytes());
    image.setInt(table, HeapFormat.entry(HeapFormat.RESERVED, layout.reservedPages(number)));
    RecordBody body = new RecordBody();
    body.block(image, table, layout.tableBytes());
    WordUpdates updates = new WordUpdates(image);
    updates.change(
        HeapFormat.directoryWord(number), HeapFormat.ZONE_STATE_MASK, HeapFormat.ZONE_OPENED);
    space.system(body, updates.count(), updates); // E14
    Zone zone = new Zone(number, layout, image, hints);
    zone.open(covered(number));
    zones.set(number, zone);
    unopened.clear(number);
  }

  /** Takes pages for a block larger than a zone; returns its offset. */
  long takeSpanning(int pages) {
    int page = layout.spanStart(pages);
    int further = layout.spanZones(pages);
    frontier.lock();
    try {
      survey();
      int number = placeToSpan(page, further);
      if (end < layout.start(number + 1 + further)) {
        runs.reclaim(false);
        closeEmptyZones();
      }
      try {
        return takeSpanning(page, further, pages);
      } catch (PoolFullException full) {
        while (loadHighest()) {
          // Whatever is empty may make room.
        }
        runs.reclaim(true);
        if (!closeEmptyZones()) {
          throw full;
        }
        return takeSpanning(page, further, pages);
      }
    } finally {
      frontier.unlock();
    }
  }

  private long takeSpanning(int page, int further, int pages) {
    while (true) {
      int number = placeToSpan(page, further);
      int next = number + 1 + further;
      if (end < layout.start(next)) {
        extend(layout.start(next));
      }
      if (unopened.get(number)) {
        open(number);
      }
      long block = load(number).takeEnd(page, pages);
      if (block != 0) {
        unopened.clear(number + 1, next);
        return block;
      }
      // Another thread took a page there since.
    }
  }

  /** Closes the loaded zones in which all is free, so that a block can span them. */
  private boolean closeEmptyZones() {
    WordUpdates updates = new WordUpdates(image);
    BitSet closing = new BitSet();
    for (int number = 1; number < count(); number++) {
      Zone zone = zones.get(number);
      if (zone != null && zone.takeAll()) {
        closing.set(number);
        updates.change(HeapFormat.directoryWord(number), HeapFormat.ZONE_STATE_MASK, 0);
      }
    }
    if (closing.isEmpty()) {
      return false;
    }
    try {
      space.system(new RecordBody(), updates.count(), updates); // E14
    } catch (RuntimeException | Error e) {
      closing.stream().forEach(number -> load(number).giveAll());
      throw e;
    }
    closing.stream().forEach(number -> zones.set(number, null));
    unopened.or(closing);
    return true;
  }

  /** The first zone whose end is free and is followed by enough unopened zones. */
  private int placeToSpan(int page, int further) {
    int from = unopened.nextSetBit(0);
    while (true) {
      from = from < 0 ? count() : from;
      int to = unopened.nextClearBit(from);
      boolean endless = to >= count();
      if ((endless || to - from >= further) && endIsFree(from - 1, page)) {
        return from - 1;
      }
      if (endless || to - from > further) {
        return from;
      }
      from = unopened.nextSetBit(to);
    }
  }

  private boolean endIsFree(int number, int page) {
    boolean opened = number >= 0 && (zones.get(number) != null || unloaded.get(number));
    return opened && load(number).endIsFree(page);
  }

  /** Makes the pages of a large block free. */
  void giveLarge(long block) {
    int pages = zone(block).giveLarge(block);
    if (pages > layout.largestInZone()) {
      int next = layout.zone(block) + 1;
      frontier.lock();
      try {
        unopened.set(next, next + layout.spanZones(pages));
      } finally {
        frontier.unlock();
      }
    }
  }
}
