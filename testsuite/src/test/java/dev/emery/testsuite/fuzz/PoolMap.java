package dev.emery.testsuite.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Where the structures of a pool file lie, read from its bytes by the rules of the format. */
final class PoolMap {
  static final int HEADER_PAGE = 0x2000;
  static final int DROP_QUEUE = 0x2020;
  static final int DIRECTORY = 0x3000;
  static final int END_OF_FIRST_ZONES = DIRECTORY + 64 * 8; // no pool of these tests has more
  static final int PAGE = 4096;
  private static final int BLOCK_HEADER = 16;
  private static final int FIRST_OBJECT_TAG = 16;
  private static final int ZONE_SHIFT_AT = 84;

  private final byte[] pool;
  private final int shift;
  private final List<Block> blocks = new ArrayList<>();
  private final List<Block> free = new ArrayList<>();
  private final List<Integer> runs = new ArrayList<>();
  private final List<Integer> tables = new ArrayList<>();
  private final List<Integer> entries = new ArrayList<>();
  private final TreeSet<Integer> starts = new TreeSet<>();
  private final List<Integer> references = new ArrayList<>();

  /** A block, by its offset and its length with its header. */
  record Block(int at, int length, int tag) {
    int payload() {
      return at + BLOCK_HEADER;
    }

    boolean isObject() {
      return tag >= FIRST_OBJECT_TAG;
    }
  }

  PoolMap(byte[] pool) {
    this.pool = pool;
    this.shift = Bytes.getInt(pool, ZONE_SHIFT_AT);
    int end = (int) Bytes.getLong(pool, HEADER_PAGE + 8);
    for (int zone = 0; zone << shift < end; zone++) {
      long word = Bytes.getLong(pool, DIRECTORY + zone * 8);
      if (word != 0) {
        zone(zone, end);
        zone += (int) (word >>> 8);
      }
    }
    blocks.forEach(block -> starts.add(block.at()));
    for (Block block : blocks) {
      for (int at = block.payload(); at + 8 <= block.at() + block.length(); at += 8) {
        long word = Bytes.getLong(pool, at);
        if (word > 0 && word < pool.length && starts.contains((int) word & ~15)) {
          references.add(at);
        }
      }
    }
  }

  private void zone(int zone, int end) {
    int start = zone << shift;
    int table = zone == 0 ? 0x10000 : start;
    tables.add(table);
    for (int page = 0; page < 1 << shift - 12 && start + page * PAGE < end; ) {
      int entry = Bytes.getInt(pool, table + page * 4);
      int at = start + page * PAGE;
      int length = entry & 0xfff_ffff;
      if (entry != 0) {
        entries.add(table + page * 4);
      }
      switch (entry >>> 28) {
        case 1 -> page += run(at, length) / PAGE;
        case 2 -> {
          blocks.add(new Block(at, length * PAGE, tag(at)));
          page += length;
        }
        case 3 -> page += length;
        default -> page++;
      }
    }
  }

  private int tag(int block) {
    return Bytes.getInt(pool, block) & 0xffff;
  }

  /** The bytes of a run before its first block. */
  int firstBlockOf(int run) {
    int count = (int) (Bytes.getLong(pool, run) >>> 8) & 0xff_ffff;
    return 8 + (count + 63 >>> 6) * 8 + 15 & -16;
  }

  /** Notes the blocks of a run and returns its length. */
  private int run(int at, int sizeClass) {
    int count = (int) (Bytes.getLong(pool, at) >>> 8) & 0xff_ffff;
    int first = firstBlockOf(at);
    int bytes = sizeClass < 19 ? 1 << 14 : 1 << 16;
    int length = (bytes - first) / count & -16;
    runs.add(at);
    for (int i = 0; i < count; i++) {
      int block = at + first + i * length;
      boolean taken = (Bytes.getLong(pool, at + 8 + i / 64 * 8) >>> i & 1) != 0;
      (taken ? blocks : free).add(new Block(block, length, taken ? tag(block) : 0));
    }
    return bytes;
  }

  /** The length of a page table. */
  int tableBytes() {
    return 4 << shift - 12;
  }

  /** Allocated blocks. */
  List<Block> blocks() {
    return blocks;
  }

  /** Free blocks of runs. */
  List<Block> free() {
    return free;
  }

  /** The offsets of runs. */
  List<Integer> runs() {
    return runs;
  }

  /** The offsets of page tables. */
  List<Integer> tables() {
    return tables;
  }

  /** The offsets of the entries of page tables that are not zero. */
  List<Integer> entries() {
    return entries;
  }

  /** The places of words that look like references to blocks. */
  List<Integer> references() {
    return references;
  }

  /** The block that a word of the header page names, or null. */
  Block named(int word) {
    long at = Bytes.getLong(pool, word);
    return blocks.stream().filter(block -> block.at() == at).findFirst().orElseThrow();
  }

  /** Computes the checksums of both superblocks again. */
  static void seal(byte[] pool) {
    for (int at = 0; at + PAGE <= Math.min(pool.length, HEADER_PAGE); at += PAGE) {
      Bytes.setCrcWithin(pool, at, PAGE, at + 12);
    }
  }
}
