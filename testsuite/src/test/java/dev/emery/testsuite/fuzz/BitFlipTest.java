package dev.emery.testsuite.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.Durability;
import dev.emery.PoolException;
import dev.emery.pool.Pool;
import dev.emery.testsuite.crash.CrashMedium;
import dev.emery.testsuite.fuzz.PoolMap.Block;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One bit of a pool's metadata is another: opening or the check finds it, or it does not matter.
 * Then the content is exactly what it was, and after further changes and a reopening the pool is
 * still right and clean.
 *
 * <p>{@code -Demery.flips=N} sets how many bits of each region are drawn, 0 takes all; {@code
 * -Demery.seed=…} repeats a draw. All processors share them.
 */
final class BitFlipTest {
  private static final int FLIPS = Integer.getInteger("emery.flips", 40);
  private static final long LARGE = 4 << 20;

  private final long seed = Long.getLong("emery.seed", System.nanoTime());
  private final SplittableRandom random = new SplittableRandom(seed);
  private final Failures failures = new Failures();

  /** What became of a flip. */
  private enum Ending {
    FOUND_AT_OPENING,
    FOUND_BY_CHECK,
    HARMLESS,
    TAKEN_FOR_A_TORN_END
  }

  /** A stretch of a file. */
  private record Stretch(int from, int to) {
    long bits() {
      return 8L * (to - from);
    }
  }

  @Test
  void bitOfAClosedPool_isFound_orDoesNotMatter() throws Exception {
    PoolFiles files = PoolFiles.closed();
    PoolMap map = new PoolMap(files.pool());
    flip(files, "closed pool, superblocks", List.of(new Stretch(0, PoolMap.HEADER_PAGE)), false);
    flipMetadata(files, "closed pool", map, 0x10000);
    flip(files, "closed pool, headers of free blocks", headers(map.free(), 0), false);
    failures.assertNone(seed);
  }

  /** Something waits on a queue, two pools have committed together, and blocks span zones. */
  @Test
  void bitOfALargerPool_isFound_orDoesNotMatter(@TempDir Path folder) throws Exception {
    for (Base base : Base.all(folder)) {
      flipMetadata(
          PoolFiles.of(base, LARGE),
          "larger pool, " + base.name(),
          base.map(),
          PoolMap.END_OF_FIRST_ZONES);
    }
    failures.assertNone(seed);
  }

  private void flipMetadata(PoolFiles files, String name, PoolMap map, int endOfDirectory) {
    Map<String, List<Stretch>> regions = new LinkedHashMap<>();
    regions.put("header page", List.of(new Stretch(PoolMap.HEADER_PAGE, PoolMap.DIRECTORY)));
    regions.put("zone directory", List.of(new Stretch(PoolMap.DIRECTORY, endOfDirectory)));
    regions.put(
        "page tables",
        map.tables().stream().map(at -> new Stretch(at, at + map.tableBytes())).toList());
    regions.put(
        "run headers and bitmaps",
        map.runs().stream().map(run -> new Stretch(run, run + map.firstBlockOf(run))).toList());
    Block queue = map.named(PoolMap.DROP_QUEUE);
    regions.put("drop queue", List.of(new Stretch(queue.payload(), queue.at() + queue.length())));
    regions.put("headers of blocks", headers(map.blocks(), 0));
    regions.put("ids of blocks", headers(map.blocks(), 8));
    regions.forEach((region, stretches) -> flip(files, name + ", " + region, stretches, false));
  }

  private static List<Stretch> headers(List<Block> blocks, int from) {
    return blocks.stream()
        .map(block -> new Stretch(block.at() + from, block.at() + from + Long.BYTES))
        .toList();
  }

  @Test
  void bitOfAPoolThatWasLeftOpen_isFound_orDoesNotMatter() throws Exception {
    PoolFiles files = PoolFiles.left();
    JournalMap map = new JournalMap(files.journal());
    JournalMap.Part last = map.parts().getLast();
    Map<String, List<Stretch>> regions = new LinkedHashMap<>();
    regions.put("header", List.of(new Stretch(0, 64)));
    regions.put(
        "segment headers", map.segments().stream().map(at -> new Stretch(at, at + 64)).toList());
    regions.put(
        "records",
        map.parts().stream()
            .map(part -> new Stretch(part.at(), part.at() + part.length()))
            .toList());
    int end = last.at() + last.length();
    regions.put("behind the records", List.of(new Stretch(end, end + 256)));
    flip(files, "open pool, superblocks", List.of(new Stretch(0, PoolMap.HEADER_PAGE)), false);
    for (Map.Entry<String, List<Stretch>> region : regions.entrySet()) {
      flip(files, "open pool, journal, " + region.getKey(), region.getValue(), true);
    }
    failures.assertNone(seed);
  }

  /** Flips drawn bits of a region, or all, and prints what became of them. */
  private void flip(PoolFiles files, String name, List<Stretch> stretches, boolean inJournal) {
    long bits = stretches.stream().mapToLong(Stretch::bits).sum();
    boolean all = FLIPS == 0 || bits <= FLIPS;
    long start = System.nanoTime();
    Map<Ending, Long> endings =
        (all
                ? LongStream.range(0, bits)
                : LongStream.of(random.longs(FLIPS, 0, bits).toArray())) // the same for a seed
            .parallel()
            .filter(_ -> !failures.areMany())
            .mapToObj(bit -> flip(files, name, stretches, bit, inJournal))
            .flatMap(Optional::stream)
            .collect(Collectors.groupingBy(each -> each, TreeMap::new, Collectors.counting()));
    if (name.endsWith("ids of blocks") && files.journal().length == 0) {
      // E15: what a weak pointer and a handle are told by. A recovery may write them anew.
      assertThat(endings).doesNotContainKey(Ending.HARMLESS);
    }
    System.out.printf(
        "bit flips: %s, bits=%d, flips=%d, %s, %.1f s%n",
        name, bits, all ? bits : FLIPS, endings, (System.nanoTime() - start) / 1e9);
  }

  private Optional<Ending> flip(
      PoolFiles files, String name, List<Stretch> stretches, long number, boolean inJournal) {
    long bit = number;
    for (Stretch stretch : stretches) {
      if (bit < stretch.bits()) {
        return flip(files, name, stretch.from() + (int) (bit / 8), (int) bit % 8, inJournal);
      }
      bit -= stretch.bits();
    }
    throw new IllegalArgumentException("no such bit, number=" + number);
  }

  private Optional<Ending> flip(PoolFiles files, String name, int at, int bit, boolean inJournal) {
    byte[] pool = inJournal ? files.pool() : flipped(files.pool(), at, bit);
    byte[] journal = inJournal ? flipped(files.journal(), at, bit) : files.journal();
    var medium = new CrashMedium();
    try {
      files.with(pool, journal).writeTo(medium);
      return Optional.of(ending(files, medium));
    } catch (Throwable e) {
      failures.add("%s, byte 0x%x, bit %d".formatted(name, at, bit), e);
      return Optional.empty();
    } finally {
      medium.discard();
    }
  }

  private static byte[] flipped(byte[] bytes, int at, int bit) {
    byte[] flipped = bytes.clone();
    flipped[at] ^= (byte) (1 << bit);
    return flipped;
  }

  private static Ending ending(PoolFiles files, CrashMedium medium) {
    Pool<Museum> pool;
    try {
      pool = files.open(medium);
    } catch (PoolException e) {
      return Ending.FOUND_AT_OPENING;
    }
    int state;
    try (pool) {
      if (!pool.check().isClean()) {
        return Ending.FOUND_BY_CHECK;
      }
      String content = Contents.of(pool);
      state = files.contents().indexOf(content);
      if (state < 0) {
        throw new AssertionError("content is another, and the check finds nothing");
      }
      PoolFiles.change(pool);
      if (state == 0 && !Contents.of(pool).equals(files.after())) {
        throw new AssertionError("content after a change is another, and the check finds nothing");
      }
    }
    try (Pool<Museum> again = files.open(medium)) {
      assertThat(again.check().problems()).as("problems after a change").isEmpty();
      if (state == 0 && !Contents.of(again).equals(files.after())) {
        throw new AssertionError("content after a reopening is another");
      }
    }
    return state == 0 ? Ending.HARMLESS : Ending.TAKEN_FOR_A_TORN_END;
  }

  @Test
  void cleanPools_areNeverReported() {
    int pools = Math.max(3, FLIPS == 0 ? 300 : FLIPS / 4);
    var empty = new PoolFiles(new byte[0], new byte[0], PoolFiles.SMALL, List.of(), "");
    for (int i = 0; i < pools; i++) {
      var medium = new CrashMedium();
      for (int opening = 0; opening < 3; opening++) {
        try (var pool = empty.open(medium)) {
          for (int k = random.nextInt(5); k >= 0; k--) {
            int from = random.nextInt(60);
            int to = from + random.nextInt(20);
            if (random.nextInt(3) > 0) {
              pool.transaction(Durability.RELAXED, j -> Filling.add(pool.root(), j, from, to));
            } else {
              pool.transaction(Durability.RELAXED, j -> Filling.remove(pool.root(), j, from, to));
            }
          }
          Set<String> problems = Set.copyOf(pool.check().problems());
          assertThat(problems).as("seed=%d, pool %d", seed, i).isEmpty();
        }
      }
      medium.discard();
    }
  }
}
