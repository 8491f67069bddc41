package dev.emery.journal;

/**
 * Where the checksums of pages lie in a pool that keeps them: in one block for each zone, and the
 * blocks are a list that begins in the header page.
 *
 * <pre>
 * block + 0   header of a block, its pages are its own
 *      + 16   long  block of the zone before, 0 behind zone 0
 *      + 24   int   number of the zone
 *      + 28   int   1 when the sums are those of the pages, 0 when they are not known yet
 *      + 32   int for each page of the zone: its CRC32C, 1 for 0, and 0 where it is not known
 * </pre>
 *
 * The block, its link and its zone come from a transaction. The rest is written by checkpoints and
 * recoveries alone, directly into the file, and means nothing in memory.
 */
public final class PageSumsFormat {
  /** The read-only compatible feature: who does not keep the sums must not write. */
  public static final long FEATURE = 1;

  /** Offset of the word with the block of the last zone. */
  public static final long FIRST = 0x2038;

  /** The type tag of the blocks. */
  public static final int TAG = 3;

  /** Distance of the link, from the block. */
  public static final int NEXT = 16;

  /** Distance of the zone's number. */
  public static final int ZONE = 24;

  static final int STATE = 28;
  static final int SUMS = 32;
  static final int UNKNOWN = 0;
  static final int KEPT = 1;

  static final int PAGE_SHIFT = 12;

  private static final int HEADER = 16;
  private static final int LEAST = 12_000; // more than any block that shares its pages with others

  private PageSumsFormat() {}

  /** Returns the payload bytes of a block. */
  public static long payloadBytes(int zoneShift) {
    return Math.max(LEAST, end(zoneShift) - HEADER);
  }

  /** Returns how far a block reaches. */
  static long end(int zoneShift) {
    return SUMS + (long) pages(zoneShift) * Integer.BYTES;
  }

  static int pages(int zoneShift) {
    return 1 << zoneShift - PAGE_SHIFT;
  }
}
