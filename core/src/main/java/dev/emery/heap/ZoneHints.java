package dev.emery.heap;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * What the loaded zones can still hold, in two flat arrays, so that a search passes over a thousand
 * full zones in a microsecond. Written under the lock of each zone.
 *
 * <p>A deliberate race: a search may read an old value. It then asks one zone in vain, or passes
 * one over and asks again under the lock that growth needs.
 */
final class ZoneHints {
  private final AtomicIntegerArray largestBlock = new AtomicIntegerArray(HeapFormat.MAX_ZONES);
  private final AtomicIntegerArray largestRange = new AtomicIntegerArray(HeapFormat.MAX_ZONES);

  /** After pages were given: a range may be as long as everything that is free. */
  void raise(int zone, int block, int freePages) {
    largestBlock.setRelease(zone, block);
    largestRange.setRelease(zone, freePages);
  }

  /** After pages were taken. */
  void lower(int zone, int block, int freePages) {
    largestBlock.setRelease(zone, block);
    largestRange.setRelease(zone, Math.min(freePages, largestRange.getPlain(zone)));
  }

  /** No range of so many pages was found. */
  void noRange(int zone, int pages) {
    largestRange.setRelease(zone, Math.min(pages - 1, largestRange.getPlain(zone)));
  }

  /**
   * The first zone from a number on that may have an aligned block; {@code end} if there is none.
   */
  int withBlock(int from, int end, int pages) {
    int zone = from;
    while (zone < end && largestBlock.getOpaque(zone) < pages) {
      zone++;
    }
    return zone;
  }

  /** The first zone from a number on that may have a range; {@code end} if there is none. */
  int withRange(int from, int end, int pages) {
    int zone = from;
    while (zone < end && largestRange.getOpaque(zone) < pages) {
      zone++;
    }
    return zone;
  }
}
