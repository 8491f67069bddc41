package dev.emery.journal;

import dev.emery.CorruptPoolException;
import dev.emery.medium.MediumFile;
import java.io.IOException;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.function.LongConsumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The checksums of the pages of a pool file, see {@link PageSumsFormat}: while a checkpoint or a
 * recovery writes pages, or while a check reads them.
 */
final class PageSums {
  /*
   * Pages are written first, their sums after them, and a crash between leaves the old superblock:
   * then the recovery writes the very same pages again, with their sums. So a page and its sum may
   * differ only while the journal still holds all of the page's changes.
   *
   * A checkpoint changes a page by reading and writing all of it. Where what it has read is damaged,
   * a right sum would hide that for ever, so it gets a wrong one. A recovery cannot tell a damaged
   * page from one that a crash has cut off in the middle, and believes what it reads.
   *
   * Pages that hold sums have none: they change after all others.
   */
  private static final int PAGE = SuperblockFormat.PAGE;
  private static final int SHIFT = PageSumsFormat.PAGE_SHIFT;
  private static final int PIECE = 1024; // sums that are written in one call
  private static final int RUN_PAGES = 256;

  private final MediumFile file;
  private final int zoneShift;
  private final boolean doubting;
  private final Map<Integer, Sums> zones = new TreeMap<>();
  private final Set<Long> damaged = new HashSet<>();
  private Map<Integer, Long> blocks = Map.of();
  private boolean blocksRead;

  /** The sums of one zone, as far as they were read or changed. */
  private static final class Sums {
    final int[] sums;
    final BitSet changed = new BitSet();

    Sums(int pages) {
      sums = new int[pages];
    }

    void set(int page, int sum) {
      sums[page] = sum;
      changed.set(page);
    }
  }

  private PageSums(MediumFile file, int zoneShift, boolean doubting) {
    this.file = file;
    this.zoneShift = zoneShift;
    this.doubting = doubting;
  }

  /**
   * The sums for a checkpoint, which knows that the file is as the one before has left it; null for
   * a pool that keeps none.
   */
  static @Nullable PageSums ofCheckpoint(MediumFile file, PoolIdentity identity) {
    return identity.keepsPageSums() ? new PageSums(file, identity.zoneShift(), true) : null;
  }

  /** As {@link #ofCheckpoint} for a recovery, which finds anything in the pages that it writes. */
  static @Nullable PageSums ofRecovery(MediumFile file, PoolIdentity identity) {
    return identity.keepsPageSums() ? new PageSums(file, identity.zoneShift(), false) : null;
  }

  // ---- while pages are written

  /** Takes note of a page that was read to be changed. */
  void read(long page, byte[] bytes, int from) throws IOException {
    if (doubting) {
      int known = sums(zone(page)).sums[inZone(page)];
      if (known != PageSumsFormat.UNKNOWN && known != sum(bytes, from)) {
        damaged.add(page);
      }
    }
  }

  /** Takes note of a page that is being written. */
  void write(long page, byte[] bytes, int from) throws IOException {
    int sum = sum(bytes, from);
    sums(zone(page)).set(inZone(page), damaged.remove(page) ? wrong(sum) : sum);
  }

  /**
   * Writes the sums of all pages that were written, which are in the file now.
   *
   * @param length how much of the file the pool uses
   */
  void flush(long length) throws IOException {
    readBlocks();
    for (int zone : blocks.keySet()) {
      Sums sums = zones.get(zone);
      if (state(zone) != PageSumsFormat.KEPT) {
        begin(zone, length);
      } else if (sums != null && !doubting) {
        load(zone, sums);
      }
    }
    blocks.forEach(this::exclude);
    for (Map.Entry<Integer, Sums> entry : zones.entrySet()) {
      Long block = blocks.get(entry.getKey());
      if (block != null) {
        write(block + PageSumsFormat.SUMS, entry.getValue());
      }
    }
    zones.clear();
  }

  /** Computes the sums of all pages of a zone. */
  private void begin(int zone, long length) throws IOException {
    Sums sums = zones.computeIfAbsent(zone, _ -> new Sums(pages()));
    long first = Math.max(firstPage(zone), SuperblockFormat.END / PAGE);
    long end = Math.min(firstPage(zone + 1), length >>> SHIFT);
    forEachPage(first, end, (page, bytes, from) -> sums.set(inZone(page), sum(bytes, from)));
    sums.changed.set(0, pages()); // also those that are beyond the end: what was there is nothing
    byte[] state = new byte[Integer.BYTES];
    LittleEndian.setInt(state, 0, PageSumsFormat.KEPT);
    file.write(block(zone) + PageSumsFormat.STATE, state, 0, state.length);
  }

  /** Takes the sums away of pages that hold sums. */
  private void exclude(int ofZone, long block) {
    long end = block + PageSumsFormat.end(zoneShift) - 1 >>> SHIFT;
    for (long page = block >>> SHIFT; page <= end; page++) {
      Sums sums = zones.get(zone(page));
      if (sums != null && sums.changed.get(inZone(page))) {
        sums.set(inZone(page), PageSumsFormat.UNKNOWN);
      }
    }
  }

  private void write(long at, Sums sums) throws IOException {
    byte[] bytes = new byte[Math.min(PIECE, pages()) * Integer.BYTES];
    int i = sums.changed.nextSetBit(0);
    while (i >= 0) {
      int piece = i & -PIECE;
      int end = Math.min(piece + PIECE, pages());
      for (int k = piece; k < end; k++) {
        LittleEndian.setInt(bytes, (k - piece) * Integer.BYTES, sums.sums[k]);
      }
      file.write(at + (long) piece * Integer.BYTES, bytes, 0, (end - piece) * Integer.BYTES);
      i = sums.changed.nextSetBit(end);
    }
  }

  // ---- while pages are checked

  /**
   * Compares pages of the file with their sums.
   *
   * @param wanted the numbers of those to look at, null for all
   * @param damage takes the numbers of those that differ, in rising order
   */
  void check(@Nullable NavigableSet<Long> wanted, LongConsumer damage) throws IOException {
    readBlocks();
    for (int zone : blocks.keySet()) {
      long first = firstPage(zone);
      if (wanted == null || !wanted.subSet(first, firstPage(zone + 1)).isEmpty()) {
        int[] sums = sums(zone).sums;
        check(
            first,
            i ->
                sums[i] != PageSumsFormat.UNKNOWN && (wanted == null || wanted.contains(first + i)),
            (page, bytes, from) -> {
              if (sums[inZone(page)] != sum(bytes, from)) {
                damage.accept(page);
              }
            });
        zones.clear();
      }
    }
  }

  /** Has a look at those pages of a zone that are wanted, neighbours together. */
  private void check(long first, IntPredicate wanted, PageAction look) throws IOException {
    long end = Math.min(pages(), (file.size() >>> SHIFT) - first);
    for (int i = 0; i < end; i++) {
      int from = i;
      while (i < end && wanted.test(i)) {
        i++;
      }
      forEachPage(first + from, first + i, look);
    }
  }

  // ---- the file

  private interface PageAction {
    void run(long page, byte[] bytes, int from);
  }

  private void forEachPage(long first, long end, PageAction action) throws IOException {
    byte[] bytes = new byte[Math.clamp(end - first, 0, RUN_PAGES) * PAGE];
    int count;
    for (long page = first; page < end; page += count) {
      count = (int) Math.min(RUN_PAGES, end - page);
      file.read(page << SHIFT, bytes, 0, count * PAGE);
      for (int i = 0; i < count; i++) {
        action.run(page + i, bytes, i * PAGE);
      }
    }
  }

  /** The sums of a zone; those of the file where what is in the file can be believed. */
  private Sums sums(int zone) throws IOException {
    Sums known = zones.get(zone);
    if (known == null) {
      known = new Sums(pages());
      if (doubting) {
        if (!blocksRead) {
          readBlocks();
        }
        if (blocks.containsKey(zone) && state(zone) == PageSumsFormat.KEPT) {
          load(zone, known);
        }
      }
      zones.put(zone, known);
    }
    return known;
  }

  /** Reads the sums that were not changed. */
  private void load(int zone, Sums sums) throws IOException {
    byte[] bytes = new byte[pages() * Integer.BYTES];
    file.read(block(zone) + PageSumsFormat.SUMS, bytes, 0, bytes.length);
    for (int i = 0; i < pages(); i++) {
      if (!sums.changed.get(i)) {
        sums.sums[i] = LittleEndian.getInt(bytes, i * Integer.BYTES);
      }
    }
  }

  private int state(int zone) throws IOException {
    byte[] state = new byte[Integer.BYTES];
    file.read(block(zone) + PageSumsFormat.STATE, state, 0, state.length);
    return LittleEndian.getInt(state, 0);
  }

  private long block(int zone) {
    return Objects.requireNonNull(blocks.get(zone), "zone has no checksums");
  }

  private void readBlocks() throws IOException {
    Map<Integer, Long> found = new TreeMap<>();
    byte[] link = new byte[PageSumsFormat.STATE - PageSumsFormat.NEXT];
    long end = file.size() - PageSumsFormat.end(zoneShift);
    file.read(PageSumsFormat.FIRST, link, 0, Long.BYTES);
    for (long block = LittleEndian.getLong(link, 0); block != 0; ) {
      if (block < SuperblockFormat.END || block > end || block % PAGE != 0) {
        throw damaged(block);
      }
      file.read(block + PageSumsFormat.NEXT, link, 0, link.length);
      int zone = LittleEndian.getInt(link, PageSumsFormat.ZONE - PageSumsFormat.NEXT);
      if (zone < 0 || zone >= SuperblockFormat.ZONES || found.put(zone, block) != null) {
        throw damaged(block);
      }
      block = LittleEndian.getLong(link, 0);
    }
    blocks = found;
    blocksRead = true;
  }

  private static CorruptPoolException damaged(long block) {
    return new CorruptPoolException(
        "list of the checksums of pages is damaged, block=0x%x".formatted(block));
  }

  private int pages() {
    return PageSumsFormat.pages(zoneShift);
  }

  private int zone(long page) {
    return (int) (page >>> zoneShift - SHIFT);
  }

  private int inZone(long page) {
    return (int) page & pages() - 1;
  }

  private long firstPage(int zone) {
    return (long) zone << zoneShift - SHIFT;
  }

  private static int sum(byte[] bytes, int from) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, PAGE);
    int sum = (int) crc.getValue();
    return sum == PageSumsFormat.UNKNOWN ? 1 : sum;
  }

  /** Another sum than that. */
  private static int wrong(int sum) {
    return ~sum == PageSumsFormat.UNKNOWN ? 1 : ~sum;
  }
}
