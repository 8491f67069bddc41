package dev.emery.testsuite.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.PoolException;
import dev.emery.pool.CheckReport;
import dev.emery.pool.Pool;
import dev.emery.testsuite.crash.CrashMedium;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each word of a small pool and its journal is replaced by each of some values, such as zero, the
 * smallest and the largest, its neighbours, and places of the file. Checksums are computed again.
 * Whatever is called then ends in a result or in a {@link PoolException}; the check ends in a
 * report, and where that finds nothing all else ends in results, too.
 *
 * <p>{@code -Demery.words=N} sets how many words are drawn of each part of the files, 0 takes all;
 * {@code -Demery.seed=…} repeats a draw. All processors share them.
 */
final class WordsTest {
  private static final int WORDS = Integer.getInteger("emery.words", 60);
  private static final long LONGEST_NANOS = 5_000_000_000L;

  private final long seed = Long.getLong("emery.seed", System.nanoTime());
  private final SplittableRandom random = new SplittableRandom(seed);
  private final Failures failures = new Failures();
  private final Map<Long, String> running = new ConcurrentHashMap<>(); // by thread

  /** What the words lie in. */
  private enum Place {
    SUPERBLOCKS,
    POOL,
    JOURNAL
  }

  /** What became of a pool. */
  private enum Ending {
    FOUND_AT_OPENING,
    FOUND_BY_CHECK,
    NOTHING_FOUND
  }

  @ParameterizedTest
  @EnumSource
  @Timeout(value = 7200, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void anyWord_ofAnyValue_endsInAResultOrAPoolException(Place place) throws Exception {
    PoolFiles files = place == Place.POOL ? PoolFiles.closed() : PoolFiles.left();
    int[] all = places(files, place);
    int[] drawn = WORDS == 0 ? all : random.ints(WORDS, 0, all.length).map(i -> all[i]).toArray();
    long start = System.nanoTime();
    Map<Ending, Long> endings =
        IntStream.of(drawn)
            .parallel()
            .boxed()
            .flatMap(at -> replace(files, place, at))
            .collect(Collectors.groupingBy(each -> each, TreeMap::new, Collectors.counting()));
    System.out.printf(
        "words: %s, words=%d of %d, %s, %.1f s%n",
        place, drawn.length, all.length, endings, (System.nanoTime() - start) / 1e9);
    failures.assertNone(seed);
  }

  /** The words that mean something, but those of a zone directory that are all zero. */
  private static int[] places(PoolFiles files, Place place) {
    return switch (place) {
      case SUPERBLOCKS -> words(0, PoolMap.PAGE).toArray();
      case POOL -> {
        PoolMap map = new PoolMap(files.pool());
        IntStream metadata = words(PoolMap.HEADER_PAGE, PoolMap.END_OF_FIRST_ZONES);
        IntStream tables =
            map.tables().stream().flatMapToInt(at -> words(at, at + map.tableBytes()));
        IntStream runs =
            map.runs().stream().flatMapToInt(run -> words(run, run + map.firstBlockOf(run)));
        IntStream blocks =
            map.blocks().stream()
                .flatMapToInt(block -> words(block.at(), block.at() + block.length()));
        yield Stream.of(metadata, tables, runs, blocks).flatMapToInt(each -> each).toArray();
      }
      case JOURNAL -> {
        JournalMap.Part last = new JournalMap(files.journal()).parts().getLast();
        yield words(0, last.at() + last.length()).toArray();
      }
    };
  }

  private static IntStream words(int from, int to) {
    return IntStream.range(from / Long.BYTES, to / Long.BYTES).map(word -> word * Long.BYTES);
  }

  @AfterEach
  void nameThoseThatDoNotEnd() {
    running.values().forEach(what -> System.out.println("still at " + what));
  }

  private Stream<Ending> replace(PoolFiles files, Place place, int at) {
    byte[] file = place == Place.JOURNAL ? files.journal() : files.pool();
    long old = Bytes.getLong(file, at);
    long[] values = {
      0,
      1,
      -1,
      Long.MIN_VALUE,
      Long.MAX_VALUE,
      old + 1,
      old - 1,
      old + 16,
      old << 1,
      old ^ 1L << 32,
      old | -1L << 32,
      Integer.MAX_VALUE,
      0xffff_ffffL,
      0x7fff_ffff_0000_0000L,
      at,
      at & -16,
      0x10000,
    };
    return LongStream.of(values)
        .filter(value -> value != old && !failures.areMany())
        .distinct()
        .mapToObj(value -> look(files, place, at, value));
  }

  private Ending look(PoolFiles files, Place place, int at, long value) {
    String what = "%s, word at 0x%x is 0x%x".formatted(place, at, value);
    long thread = Thread.currentThread().threadId();
    running.put(thread, what);
    long start = System.nanoTime();
    var medium = new CrashMedium();
    try {
      damaged(files, place, at, value).writeTo(medium);
      Ending ending = ending(files, medium);
      if (System.nanoTime() - start > LONGEST_NANOS) {
        failures.add(what + ": took longer than five seconds");
      }
      return ending;
    } catch (Throwable e) {
      failures.add(what, e);
      return Ending.NOTHING_FOUND;
    } finally {
      medium.discard();
      running.remove(thread);
    }
  }

  private static PoolFiles damaged(PoolFiles files, Place place, int at, long value) {
    byte[] pool = files.pool().clone();
    byte[] journal = files.journal().clone();
    switch (place) {
      case SUPERBLOCKS -> {
        Bytes.setLong(pool, at, value);
        Bytes.setLong(pool, PoolMap.PAGE + at, value);
        PoolMap.seal(pool);
      }
      case POOL -> Bytes.setLong(pool, at, value);
      case JOURNAL -> {
        JournalMap map = new JournalMap(journal);
        Bytes.setLong(journal, at, value);
        map.seal(journal);
      }
    }
    return files.with(pool, journal);
  }

  private static Ending ending(PoolFiles files, CrashMedium medium) {
    Pool<Museum> pool;
    try {
      pool = files.open(medium);
    } catch (PoolException e) {
      return Ending.FOUND_AT_OPENING;
    }
    try {
      CheckReport report = pool.check();
      PoolException thrown = null;
      for (Runnable call : calls(pool)) {
        try {
          call.run();
        } catch (PoolException e) {
          thrown = e;
        }
      }
      if (report.isClean() && thrown != null) {
        throw new AssertionError("check finds nothing, and a call does", thrown);
      }
      return report.isClean() ? Ending.NOTHING_FOUND : Ending.FOUND_BY_CHECK;
    } finally {
      close(pool);
    }
  }

  private static Runnable[] calls(Pool<Museum> pool) {
    return new Runnable[] {
      pool::statistics,
      pool::census,
      () -> Contents.of(pool),
      () -> PoolFiles.change(pool),
      pool::collectCycles
    };
  }

  private static void close(Pool<Museum> pool) {
    try {
      pool.close();
    } catch (PoolException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }
}
