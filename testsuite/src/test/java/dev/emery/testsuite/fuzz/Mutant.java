package dev.emery.testsuite.fuzz;

import dev.emery.testsuite.fuzz.PoolMap.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Files of which something was changed, by a seed and a number alone. */
final class Mutant {
  private static final long[] INTERESTING = {
    0,
    1,
    -1,
    2,
    7,
    8,
    15,
    16,
    17,
    255,
    256,
    4095,
    4096,
    65_535,
    65_536,
    1 << 20,
    1 << 24,
    1 << 28,
    1 << 30,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    0xffff_ffffL,
    1L << 32,
    1L << 40,
    1L << 62,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    0x2000,
    0x2008,
    0x2010,
    0x3000,
    0x10000
  };
  private static final int[] SUPERBLOCK_FIELDS = {
    0, 8, 12, 16, 24, 32, 40, 48, 56, 64, 72, 80, 84, 88, 92, 96, 104, 112, 120, 128, 136, 140
  };

  private final Base base;
  private final SplittableRandom random;
  private final StringJoiner changes = new StringJoiner("; ");
  private byte[] pool;
  private byte @Nullable [] journal;
  private int shorter = -1; // the length to which the pool file is cut, if it is

  private Mutant(Base base, SplittableRandom random) {
    this.base = base;
    this.random = random;
    this.pool = base.pool().clone();
    this.journal = base.journal() == null ? null : base.journal().clone();
  }

  static Mutant of(List<Base> bases, long seed, int number) {
    var random = new SplittableRandom(seed * 0x9e37_79b9_7f4a_7c15L + number);
    random = random.split();
    Mutant mutant = new Mutant(bases.get(random.nextInt(bases.size())), random);
    int count = random.nextInt(3) == 0 ? 1 + random.nextInt(6) : 1;
    for (int i = 0; i < count; i++) {
      mutant.mutate();
    }
    if (random.nextBoolean()) {
      mutant.seal();
    }
    return mutant;
  }

  /** What was changed. */
  String describe() {
    return base.name() + ": " + changes;
  }

  /** Writes the files. */
  void save(Path file) throws IOException {
    Files.write(file, shorter < 0 ? pool : Arrays.copyOf(pool, shorter));
    Path beside = Base.journal(file);
    if (journal == null) {
      Files.deleteIfExists(beside);
    } else {
      Files.write(beside, journal);
    }
  }

  private void seal() {
    changes.add("checksums computed again");
    PoolMap.seal(pool);
    if (journal != null && base.journalMap() != null) {
      base.journalMap().seal(journal);
    }
  }

  private void mutate() {
    if (journal != null && random.nextInt(5) < 2) {
      mutateJournal();
      return;
    }
    switch (random.nextInt(20)) {
      case 0 -> bits(pool, random.nextInt(pool.length), "pool");
      case 1 -> superblock();
      case 2 -> word(PoolMap.HEADER_PAGE + 8 * random.nextInt(8), "header page");
      case 3 -> word(PoolMap.HEADER_PAGE + 8 * random.nextInt(512), "header page");
      case 4 -> word(PoolMap.DIRECTORY + 8 * random.nextInt(6), "zone directory");
      case 5 -> word(pick(base.map().entries()) & ~7, "page table");
      case 6 -> word(pick(base.map().runs()) + 8 * random.nextInt(4), "run header");
      case 7, 8 -> blockHeader();
      case 9, 10, 11, 12, 13 -> reference();
      case 14, 15, 16 -> payload();
      case 17 -> pages();
      case 18 -> named();
      default -> length();
    }
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private void bits(byte[] bytes, int at, String where) {
    for (int i = random.nextInt(4); i >= 0; i--) {
      int place = Math.min(bytes.length - 1, at + random.nextInt(64));
      bytes[place] ^= (byte) (1 << random.nextInt(8));
      changes.add("bits in %s at 0x%x".formatted(where, place));
    }
  }

  /** Another value for a word, or for a part of it. */
  private void word(int at, String where) {
    word(pool, at, where);
  }

  private void word(byte[] bytes, int at, String where) {
    if (at < 0 || at + 8 > bytes.length) {
      return;
    }
    long old = Bytes.getLong(bytes, at);
    long value =
        switch (random.nextInt(6)) {
          case 0 -> random.nextLong();
          case 1 -> old ^ 1L << random.nextInt(64);
          case 2 -> old + random.nextInt(-20, 21);
          case 3 -> place();
          default -> INTERESTING[random.nextInt(INTERESTING.length)];
        };
    int width = random.nextInt(4) == 0 ? 1 << random.nextInt(3) : 8;
    int offset = random.nextInt(8 / width) * width;
    for (int i = 0; i < width; i++) {
      bytes[at + offset + i] = (byte) (value >>> i * 8);
    }
    changes.add(
        "%s at 0x%x: 0x%x becomes 0x%x".formatted(where, at, old, Bytes.getLong(bytes, at)));
  }

  /** An offset of something. */
  private long place() {
    Block block = pick(base.map().blocks());
    return switch (random.nextInt(6)) {
      case 0 -> pick(base.map().free()).at();
      case 1 -> block.payload() + 8L * random.nextInt(8);
      case 2 -> pick(base.map().runs());
      case 3 -> random.nextInt(pool.length / 16) * 16L;
      default -> block.at();
    };
  }

  private void superblock() {
    int field = SUPERBLOCK_FIELDS[random.nextInt(SUPERBLOCK_FIELDS.length)];
    int at = random.nextInt(2) * PoolMap.PAGE + field;
    word(at, "superblock");
    if (random.nextBoolean()) { // the same in the other copy
      Bytes.setLong(pool, at ^ PoolMap.PAGE, Bytes.getLong(pool, at));
      changes.add("the same in the other superblock");
    }
  }

  private void blockHeader() {
    word(pick(base.map().blocks()).at() + 8 * random.nextInt(2), "block header");
  }

  private void payload() {
    Block block = pick(base.map().blocks());
    if (random.nextInt(3) > 0) { // objects are few, parts are many
      List<Block> objects = base.map().blocks().stream().filter(Block::isObject).toList();
      block = pick(objects);
    }
    int words = Math.min(random.nextBoolean() ? 6 : 1 << 20, (block.length() - 16) / 8);
    word(block.payload() + 8 * random.nextInt(words), "payload of tag " + block.tag());
  }

  /** A word that leads to a block leads elsewhere. */
  private void reference() {
    int at = pick(base.map().references());
    long old = Bytes.getLong(pool, at);
    Block holder =
        base.map().blocks().stream()
            .filter(block -> block.at() <= at && at < block.at() + block.length())
            .findFirst()
            .orElseThrow();
    int tag = Bytes.getInt(pool, old & ~15) & 0xffff;
    List<Block> alike = base.map().blocks().stream().filter(b -> b.tag() == tag).toList();
    long value =
        switch (random.nextInt(7)) {
          case 0 -> 0;
          case 1 -> holder.at() | old & 15;
          case 2, 3 -> (alike.isEmpty() ? holder : pick(alike)).at() | old & 15;
          case 4 -> Bytes.getLong(pool, pick(base.map().references()));
          case 5 -> INTERESTING[random.nextInt(INTERESTING.length)];
          default -> place() | (random.nextBoolean() ? old & 15 : 0);
        };
    Bytes.setLong(pool, at, value);
    changes.add("reference at 0x%x: 0x%x becomes 0x%x".formatted(at, old, value));
  }

  private void pages() {
    int pages = pool.length / PoolMap.PAGE;
    int one = random.nextInt(pages) * PoolMap.PAGE;
    if (random.nextBoolean()) {
      int other = random.nextInt(pages) * PoolMap.PAGE;
      byte[] kept = Arrays.copyOfRange(pool, one, one + PoolMap.PAGE);
      System.arraycopy(pool, other, pool, one, PoolMap.PAGE);
      System.arraycopy(kept, 0, pool, other, PoolMap.PAGE);
      changes.add("pages swapped, 0x%x and 0x%x".formatted(one, other));
    } else {
      int count = 1 + random.nextInt(8);
      int end = Math.min(one + count * PoolMap.PAGE, Math.min(base.older().length, pool.length));
      if (one < end) {
        System.arraycopy(base.older(), one, pool, one, end - one);
        changes.add("older pages from 0x%x to 0x%x".formatted(one, end));
      }
    }
  }

  /** The schema description, the dictionary, the comparators, the queue, the root. */
  private void named() {
    int word = PoolMap.HEADER_PAGE + 16 + 8 * random.nextInt(5);
    if (Bytes.getLong(base.pool(), word) == 0) {
      word = PoolMap.HEADER_PAGE + 24;
    }
    Block block = base.map().named(word);
    if (random.nextBoolean()) {
      word(block.payload() + 8 * random.nextInt((block.length() - 16) / 8), "named block");
    } else {
      bits(pool, block.payload() + random.nextInt(block.length() - 16), "named block");
    }
  }

  private void length() {
    int length =
        random.nextBoolean()
            ? random.nextInt(pool.length + 1)
            : pool.length + random.nextInt(1 << 18);
    if (random.nextBoolean()) {
      length &= -PoolMap.PAGE;
    }
    int old = pool.length;
    byte[] cut = Arrays.copyOf(pool, length);
    if (random.nextInt(3) > 0 && length >= 2 * PoolMap.PAGE) {
      changes.add("the superblocks know");
      for (int copy = 0; copy < 2; copy++) {
        Bytes.setLong(cut, copy * PoolMap.PAGE + 112, length & -PoolMap.PAGE);
      }
      PoolMap.seal(cut);
    }
    // Later changes find the places of before.
    pool = length < base.pool().length ? Arrays.copyOf(cut, base.pool().length) : cut;
    if (length < pool.length) {
      shorter = length;
    }
    changes.add("length 0x%x becomes 0x%x".formatted(old, length));
  }

  private void mutateJournal() {
    byte[] bytes = journal;
    JournalMap map = base.journalMap();
    switch (random.nextInt(10)) {
      case 0 -> bits(bytes, random.nextInt(bytes.length), "journal");
      case 1 -> word(bytes, 8 * random.nextInt(8), "journal header");
      case 2 -> word(bytes, pick(map.segments()) + 8 * random.nextInt(8), "segment header");
      case 3, 4 -> word(bytes, pick(map.parts()).at() + 8 * random.nextInt(7), "record head");
      case 5, 6 -> {
        JournalMap.Part part = pick(map.parts());
        int words = Math.max(1, part.words() * 2);
        word(bytes, part.at() + JournalMap.HEAD + 8 * random.nextInt(words), "record word");
      }
      case 7, 8 -> {
        int at = pick(map.entries());
        word(bytes, at + (random.nextBoolean() ? 0 : 8 * random.nextInt(20)), "entry");
      }
      default -> ended(bytes, map);
    }
  }

  /** The journal is shorter than it was, or has a part twice. */
  private void ended(byte[] bytes, JournalMap map) {
    JournalMap.Part part = pick(map.parts());
    switch (random.nextInt(3)) {
      case 0 -> {
        Arrays.fill(bytes, part.at() + part.length(), bytes.length, (byte) 0);
        changes.add("journal ends behind the part at 0x%x".formatted(part.at()));
      }
      case 1 -> {
        int length = random.nextInt(bytes.length);
        Arrays.fill(bytes, length, bytes.length, (byte) 0);
        changes.add("journal is zeros from 0x%x".formatted(length));
      }
      default -> {
        journal = moved(bytes);
        changes.add("a part of the journal is another");
      }
    }
  }

  /** A part of a record is another's. */
  private byte[] moved(byte[] bytes) {
    JournalMap.Part one = pick(base.journalMap().parts());
    JournalMap.Part other = pick(base.journalMap().parts());
    byte[] moved = bytes.clone();
    System.arraycopy(bytes, other.at(), moved, one.at(), Math.min(one.length(), other.length()));
    return moved;
  }
}
