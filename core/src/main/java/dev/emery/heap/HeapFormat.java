package dev.emery.heap;

import dev.emery.journal.Words;

/**
 * Where the words of the heap lie in a pool file, and what they mean. All numbers are
 * little-endian; offsets count from the start of the file.
 *
 * <pre>
 *       0  superblocks (not the heap's)
 *    2000  header page: id counter, heap end, root block, schema block, drop queue, kind dictionary,
 *          names of comparators
 *    3000  zone directory: one word per zone
 *          bits 0..7    state: 0 not opened, 1 opened
 *          bits 8..39   number of zones after this one that its last large object goes on through
 *          bits 40..63  0
 *   10000  page table of zone 0; that of every other zone lies at the zone's start
 *          one entry of 4 bytes per page of 4 KiB, zero but for the first page of each extent
 *          bits 0..27   RUN: size class, LARGE: pages, RESERVED: pages
 *          bits 28..31  kind: 1 RUN, 2 LARGE, 3 RESERVED (what may not be allocated: the table itself
 *                       and, in zone 0, all that lies before it)
 *
 * run       +0  word: bits 0..7 size class, bits 8..31 number of blocks, bits 32..63 "RUN1"
 *           +8  one bit per block, set when it is allocated, in words of 64
 *           then, at the next multiple of 16, the blocks
 * block     see {@link BlockHeader}
 * </pre>
 *
 * Words of the header page, of the directory, of page tables and of run headers are covered by no
 * object lock: they change in the section in which a record takes its place (E2).
 */
public final class HeapFormat {
  /** Offset of the header page. */
  public static final long HEADER_PAGE = 0x2000;

  /** Offset of the word that counts allocation ids. */
  public static final long ID_COUNTER = HEADER_PAGE;

  /** Offset of the word with the end of the space that the heap may use. */
  public static final long HEAP_END = HEADER_PAGE + 8;

  /** Offset of the word with the block of the pool's root. */
  public static final long ROOT = HEADER_PAGE + 16;

  /** Offset of the word with the block of the schema description. */
  public static final long SCHEMA = HEADER_PAGE + 24;

  /** Offset of the word with the first block of the drop queue. */
  public static final long DROP_QUEUE = HEADER_PAGE + 32;

  /** Offset of the word with the block of the kind dictionary. */
  public static final long KINDS = HEADER_PAGE + 40;

  /** Offset of the word with the block of the names of comparators. */
  public static final long COMPARATORS = HEADER_PAGE + 48;

  /** Offset of the zone directory. */
  public static final long DIRECTORY = 0x3000;

  /** The most zones that a pool has: the words between the directory and the first page table. */
  public static final int MAX_ZONES = 6656;

  /** Offset of the page table of zone 0. */
  public static final long FIRST_TABLE = 0x10000;

  /** A page, the unit of the page tables, as a power of two. */
  public static final int PAGE_SHIFT = 12;

  /** A page in bytes. */
  public static final int PAGE = 1 << PAGE_SHIFT;

  /** The smallest zone, as a power of two. */
  public static final int MIN_ZONE_SHIFT = 20;

  /** The largest zone, as a power of two. */
  public static final int MAX_ZONE_SHIFT = 31;

  /** The zone of a pool of usual size, as a power of two. */
  public static final int USUAL_ZONE_SHIFT = 26;

  static final int ENTRY_BYTES = 4;
  static final int RUN = 1;
  static final int LARGE = 2;
  static final int RESERVED = 3;
  static final int MAX_LENGTH = (1 << 28) - 1;

  static final int ZONE_OPENED = 1;
  static final long ZONE_STATE_MASK = 0xff;
  static final long ZONE_SPAN_MASK = 0xff_ffff_ff00L;

  private static final long RUN_MAGIC = 0x314e_5552L << 32; // "RUN1"

  private HeapFormat() {}

  /**
   * Reports the words of an empty heap; all others are zero. The file must be {@link #initialEnd}
   * bytes long.
   */
  @SuppressWarnings("exports") // callable from core only: the type is not exported
  public static void format(int zoneShift, Words out) {
    ZoneLayout layout = new ZoneLayout(zoneShift);
    out.set(HEAP_END, initialEnd(zoneShift));
    out.set(directoryWord(0), ZONE_OPENED);
    out.set(layout.table(0), entry(RESERVED, layout.reservedPages(0)) & 0xffff_ffffL);
  }

  /** Returns the end of an empty heap: the first offset after the page table of zone 0. */
  public static long initialEnd(int zoneShift) {
    ZoneLayout layout = new ZoneLayout(zoneShift);
    return (long) layout.reservedPages(0) << PAGE_SHIFT;
  }

  /** Returns the smallest zone shift with which a pool can reach a size. */
  public static int zoneShiftFor(long maximumBytes) {
    int shift = USUAL_ZONE_SHIFT;
    while (shift < MAX_ZONE_SHIFT && (long) MAX_ZONES << shift < maximumBytes) {
      shift++;
    }
    return shift;
  }

  static long directoryWord(int zone) {
    return DIRECTORY + zone * 8L;
  }

  static int entry(int kind, int length) {
    return kind << 28 | length;
  }

  static int kind(int entry) {
    return entry >>> 28;
  }

  static int length(int entry) {
    return entry & MAX_LENGTH;
  }

  static int zoneState(long word) {
    return (int) (word & ZONE_STATE_MASK);
  }

  /** How many zones after its own an opened zone's last large object goes on through. */
  static int zoneSpan(long word) {
    return (int) ((word & ZONE_SPAN_MASK) >>> 8);
  }

  static boolean isZoneWord(long word) {
    return (word & ~(ZONE_STATE_MASK | ZONE_SPAN_MASK)) == 0
        && (word == 0 || zoneState(word) == ZONE_OPENED)
        && zoneSpan(word) >= 0
        && zoneSpan(word) < MAX_ZONES;
  }

  static long runWord(int sizeClass) {
    return RUN_MAGIC | (long) SizeClasses.blocks(sizeClass) << 8 | sizeClass;
  }
}
