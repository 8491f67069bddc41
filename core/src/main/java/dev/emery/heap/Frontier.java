package dev.emery.heap;

import dev.emery.PoolFullException;
import dev.emery.image.Image;
import dev.emery.journal.RecordBody;
import java.util.BitSet;

/**
 * The end of the space that the heap uses, and the zones that are not opened: what a pool grows
 * into. Every change is a system record (E14). The {@link Zones} call it under their frontier lock;
 * only the end is read without.
 */
final class Frontier {
  /*
   * The end is raised by an eighth of the pool, within bounds: at most 11 % are unused, and the number
   * of extensions grows with the logarithm of the size.
   */
  private static final long LEAST_STEP = 256 << 10;
  private static final long LARGEST_STEP = 64 << 20;
  private static final long GRAIN = 64 << 10; // a long run begins at such an offset

  private final Image image;
  private final ZoneLayout layout;
  private final Space space;
  private final Zones zones;
  private final BitSet unopened = new BitSet(); // and in no block
  private volatile long end;

  Frontier(Image image, ZoneLayout layout, Space space, Zones zones) {
    this.image = image;
    this.layout = layout;
    this.space = space;
    this.zones = zones;
    this.end = layout.end(image);
  }

  long end() {
    return end;
  }

  /** The number of zones that lie below the end, the last perhaps in part. */
  int count() {
    return layout.zone(end - 1) + 1;
  }

  /** The pages of a zone that lie below the end. */
  int covered(int zone) {
    return (int) Math.min(layout.pages(), end - layout.start(zone) >>> HeapFormat.PAGE_SHIFT);
  }

  /** The zones below the end that are not opened and in no block; the caller changes it. */
  BitSet unopened() {
    return unopened;
  }

  /** Makes room for a run or a large block: opens a zone or raises the end. */
  void grow(int pages, boolean forRun) {
    int zone = unopened.nextSetBit(0);
    if (zone < 0) {
      int last = count() - 1;
      long zoneEnd = layout.start(last + 1);
      if (end < zoneEnd) {
        long needed = endOf(zones.load(last).freeBelowEnd(), pages, forRun);
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

  /** Raises the end. */
  void extend(long newEnd) {
    if (newEnd > layout.start(HeapFormat.MAX_ZONES)) {
      throw new PoolFullException(
          "pool is full: its zones are as many as can be, zones=%d, zone size=0x%x, needed=0x%x"
              .formatted(HeapFormat.MAX_ZONES, 1L << layout.shift(), newEnd));
    }
    space.extend(newEnd);
    WordUpdates updates = new WordUpdates(image);
    updates.change(HeapFormat.HEAP_END, -1L, newEnd);
    RecordBody body = new RecordBody();
    body.zeros(newEnd - 8, 8); // a replay makes the file as long as the end says
    space.system(body, updates.count(), updates); // E14
    int last = count() - 1;
    end = newEnd;
    Zone zone = zones.loaded(last);
    if (zone != null) {
      zone.cover(covered(last));
    }
    unopened.set(last + 1, count());
  }

  /** Gives a zone an empty page table. */
  void open(int number) {
    long table = layout.table(number);
    image.clear(table, layout.tableBytes());
    image.setInt(table, HeapFormat.entry(HeapFormat.RESERVED, layout.reservedPages(number)));
    RecordBody body = new RecordBody();
    body.block(image, table, layout.tableBytes());
    WordUpdates updates = new WordUpdates(image);
    updates.change(
        HeapFormat.directoryWord(number), HeapFormat.ZONE_STATE_MASK, HeapFormat.ZONE_OPENED);
    space.system(body, updates.count(), updates); // E14
    zones.opened(number);
  }

  /** Closes the loaded zones in which all is free, so that a block can span them. */
  boolean closeEmptyZones() {
    WordUpdates updates = new WordUpdates(image);
    BitSet closing = new BitSet();
    for (int number = 1; number < count(); number++) {
      Zone zone = zones.loaded(number);
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
      closing.stream().forEach(number -> zones.load(number).giveAll());
      throw e;
    }
    closing.stream().forEach(zones::closed);
    return true;
  }
}
