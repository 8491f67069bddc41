package dev.emery.heap;

import dev.emery.CorruptPoolException;
import dev.emery.PoolException;
import dev.emery.image.Image;

/**
 * Where the parts of the zones lie, given their size. Zone k covers the offsets from {@code k <<
 * shift} up to the next zone.
 */
record ZoneLayout(int shift) {
  ZoneLayout {
    if (shift < HeapFormat.MIN_ZONE_SHIFT || shift > HeapFormat.MAX_ZONE_SHIFT) {
      throw new PoolException("zone size out of range, shift=" + shift);
    }
  }

  /**
   * Reads the end of the space that the heap may use.
   *
   * @throws CorruptPoolException if the word contradicts the file
   */
  long end(Image image) {
    long end = image.getLong(HeapFormat.HEAP_END);
    long least = HeapFormat.initialEnd(shift);
    long most = Math.min(image.limit(), start(HeapFormat.MAX_ZONES));
    if (end < least || end > most || (end & HeapFormat.PAGE - 1) != 0) {
      throw new CorruptPoolException(
          "end of the heap is out of range, end=0x%x, least=0x%x, most=0x%x"
              .formatted(end, least, most));
    }
    return end;
  }

  /** The pages of a zone, its table included. */
  int pages() {
    return 1 << shift - HeapFormat.PAGE_SHIFT;
  }

  int zone(long at) {
    return (int) (at >>> shift);
  }

  long start(int zone) {
    return (long) zone << shift;
  }

  /** The page of an offset, counted from its zone's start. */
  int page(long at) {
    return (int) (at >>> HeapFormat.PAGE_SHIFT) & pages() - 1;
  }

  long offset(int zone, int page) {
    return start(zone) + ((long) page << HeapFormat.PAGE_SHIFT);
  }

  long table(int zone) {
    return zone == 0 ? HeapFormat.FIRST_TABLE : start(zone);
  }

  int tableBytes() {
    return pages() * HeapFormat.ENTRY_BYTES;
  }

  private int tablePages() {
    return tableBytes() + HeapFormat.PAGE - 1 >>> HeapFormat.PAGE_SHIFT;
  }

  /** The pages at a zone's start that are never allocated. */
  int reservedPages(int zone) {
    return zone == 0
        ? (int) (HeapFormat.FIRST_TABLE >>> HeapFormat.PAGE_SHIFT) + tablePages()
        : tablePages();
  }

  /** The offset of the page table entry for the page that an offset lies in. */
  long entry(long at) {
    return table(zone(at)) + (long) page(at) * HeapFormat.ENTRY_BYTES;
  }

  /** The pages of the largest object that lies in one zone. */
  int largestInZone() {
    return pages() - reservedPages(1);
  }

  /**
   * How many whole zones an object takes that is larger than one. It begins near the end of
   * another, so that it ends where a zone ends and wastes nothing: {@link #spanStart} says where.
   */
  int spanZones(int pages) {
    int zones = pages / pages();
    int rest = pages % pages();
    return rest > largestInZone() ? zones + 1 : zones;
  }

  /** The page of its first zone at which an object begins that is larger than a zone. */
  int spanStart(int pages) {
    int rest = pages % pages();
    // An object begins in an opened zone, for the sake of its table entry, if only with one page.
    return rest == 0 || rest > largestInZone() ? pages() - 1 : pages() - rest;
  }
}
