package dev.emery.heap;

import dev.emery.CorruptPoolException;
import dev.emery.PoolFullException;
import dev.emery.image.Image;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * All zones of a pool: finds pages in them, loads them when they are needed, and lets the {@link
 * Frontier} make more of them. Safe for use by many threads.
 */
final class Zones {
  /*
   * Pages are looked for in loaded zones, the lowest first. Only if they have none the frontier lock is
   * taken; then, in this order: a few more zones are loaded (the highest first: it was filled last),
   * empty runs are given back, an unopened zone below the end is opened, the end is raised. So no call
   * does work in proportion to the pool, and what earlier openings of the pool left free is found
   * step by step.
   */
  private static final int LOADS = 16;

  private final Image image;
  private final ZoneLayout layout;
  private final Runs runs;
  private final ZoneHints hints = new ZoneHints();
  private final AtomicReferenceArray<@Nullable Zone> zones =
      new AtomicReferenceArray<>(HeapFormat.MAX_ZONES);
  private final ReentrantLock lock = new ReentrantLock(); // the frontier lock
  private final BitSet unloaded = new BitSet(); // opened; guarded by the frontier lock
  private final Frontier frontier;
  private volatile boolean surveyed;
  private volatile boolean allLoaded;

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
    this.runs = runs;
    this.frontier = new Frontier(image, layout, space, this);
  }

  /** The end of the space that the heap may use. */
  long end() {
    return frontier.end();
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
    lock.lock();
    try {
      return load(number);
    } finally {
      lock.unlock();
    }
  }

  /** Takes pages for a run or for a large block; returns their offset. */
  long take(int pages, boolean forRun) {
    long at = search(pages, forRun);
    return at != 0 ? at : takeMore(pages, forRun);
  }

  private long search(int pages, boolean forRun) {
    int count = frontier.count();
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
    lock.lock();
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
      lock.unlock();
    }
  }

  private long takeByGrowth(int pages, boolean forRun) {
    try {
      frontier.grow(pages, forRun);
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
    lock.lock();
    try {
      survey();
      return loadHighest();
    } finally {
      lock.unlock();
    }
  }

  /** Reads the zone directory, once. */
  void survey() {
    if (surveyed) {
      return;
    }
    lock.lock();
    try {
      if (!surveyed) {
        readDirectory();
        surveyed = true;
      }
    } finally {
      lock.unlock();
    }
  }

  private void readDirectory() {
    int count = frontier.count();
    for (int zone = 0; zone < count; zone++) {
      long word = image.getLong(HeapFormat.directoryWord(zone));
      int span = HeapFormat.zoneSpan(word);
      if (!HeapFormat.isZoneWord(word) || span >= count - zone) {
        throw new CorruptPoolException(
            "zone directory is damaged, zone=%d, word=0x%x".formatted(zone, word));
      }
      if (word == 0) {
        frontier.unopened().set(zone);
      } else if (zones.get(zone) == null) {
        unloaded.set(zone);
      }
      zone += span;
    }
  }

  private void loadAll() {
    while (!allLoaded) {
      loadHighest();
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

  /** The zone of a number; called under the frontier lock. */
  Zone load(int number) {
    Zone zone = zones.get(number);
    if (zone == null) {
      long word = image.getLong(HeapFormat.directoryWord(number));
      if (number >= frontier.count() || HeapFormat.zoneState(word) != HeapFormat.ZONE_OPENED) {
        throw new CorruptPoolException(
            "zone is not opened, zone=%d, word=0x%x".formatted(number, word));
      }
      zone = new Zone(number, layout, image, hints);
      zone.load(frontier.covered(number), runs);
      zones.set(number, zone);
      unloaded.clear(number);
    }
    return zone;
  }

  /** Takes note of a zone that has an empty page table now. */
  void opened(int number) {
    Zone zone = new Zone(number, layout, image, hints);
    zone.open(frontier.covered(number));
    zones.set(number, zone);
    frontier.unopened().clear(number);
  }

  /** Takes note of a zone that has no page table any more. */
  void closed(int number) {
    zones.set(number, null);
    frontier.unopened().set(number);
  }

  /** Takes pages for a block larger than a zone; returns its offset. */
  long takeSpanning(int pages) {
    int page = layout.spanStart(pages);
    int further = layout.spanZones(pages);
    lock.lock();
    try {
      survey();
      int number = placeToSpan(page, further);
      if (frontier.end() < layout.start(number + 1 + further)) {
        runs.reclaim(false);
        frontier.closeEmptyZones();
      }
      try {
        return takeSpanning(page, further, pages);
      } catch (PoolFullException full) {
        loadAll();
        runs.reclaim(true);
        if (!frontier.closeEmptyZones()) {
          throw full;
        }
        return takeSpanning(page, further, pages);
      }
    } finally {
      lock.unlock();
    }
  }

  private long takeSpanning(int page, int further, int pages) {
    while (true) {
      int number = placeToSpan(page, further);
      int next = number + 1 + further;
      if (frontier.end() < layout.start(next)) {
        frontier.extend(layout.start(next));
      }
      if (frontier.unopened().get(number)) {
        frontier.open(number);
      }
      long block = load(number).takeEnd(page, pages);
      if (block != 0) {
        frontier.unopened().clear(number + 1, next);
        return block;
      }
      // Another thread took a page there since.
    }
  }

  /** The first zone whose end is free and is followed by enough unopened zones. */
  private int placeToSpan(int page, int further) {
    int from = frontier.unopened().nextSetBit(0);
    while (true) {
      from = from < 0 ? frontier.count() : from;
      int to = frontier.unopened().nextClearBit(from);
      boolean endless = to >= frontier.count();
      if ((endless || to - from >= further) && endIsFree(from - 1, page)) {
        return from - 1;
      }
      if (endless || to - from > further) {
        return from;
      }
      from = frontier.unopened().nextSetBit(to);
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
      lock.lock();
      try {
        frontier.unopened().set(next, next + layout.spanZones(pages));
      } finally {
        lock.unlock();
      }
    }
  }
}
