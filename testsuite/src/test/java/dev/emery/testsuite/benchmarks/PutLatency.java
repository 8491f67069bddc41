package dev.emery.testsuite.benchmarks;

import dev.emery.Durability;
import dev.emery.collections.PHashMap;
import dev.emery.collections.PHashSet;
import dev.emery.collections.PLinkedHashMap;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import dev.emery.transaction.Journal;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongConsumer;
import org.HdrHistogram.Histogram;

/**
 * How long single puts take while a table grows from nothing, each in a {@code RELAXED} transaction
 * of its own, with checkpoints in the background: not on average, but the slow ones. Beside it a
 * {@link HashMap}, which now and then copies all of its table.
 *
 * <p>One thread puts as fast as it can, so a pause is seen once, by the put that it hits.
 */
public final class PutLatency {
  private static final int ENTRIES = 10_000_000;
  private static final int WARM_UP = 200_000;

  /** The root of the pool. */
  record Tables(
      PHashMap<Long, Long, Tables> map,
      PHashSet<Long, Tables> set,
      PLinkedHashMap<Long, Long, Tables> linked) {}

  /** Puts one key into a table of the pool. */
  @FunctionalInterface
  private interface Put {
    void run(Tables tables, Journal<Tables> j, long key);
  }

  private PutLatency() {}

  /** Runs all, or with a number as the argument with as many entries. */
  public static void main(String[] args) throws IOException {
    int entries = args.length > 0 ? Integer.parseInt(args[0]) : ENTRIES;
    pool("PHashMap", entries, (tables, j, key) -> tables.map().put(j, key, key));
    pool("PHashSet", entries, (tables, j, key) -> tables.set().add(j, key));
    pool("PLinkedHashMap", entries, (tables, j, key) -> tables.linked().put(j, key, key));
    Map<Long, Long> warm = new HashMap<>();
    grow(WARM_UP, key -> warm.put(key, key));
    Map<Long, Long> plain = new HashMap<>();
    print("HashMap", grow(entries, key -> plain.put(key, key)));
  }

  private static void pool(String name, int entries, Put put) throws IOException {
    try (Scratch scratch = new Scratch()) {
      PoolOptions options = PoolOptions.defaults().durability(Durability.RELAXED);
      try (Pool<Tables> pool = Pool.open(scratch.resolve("warm.pool"), Tables.class, options)) {
        grow(WARM_UP, key -> put(pool, put, key));
      }
      try (Pool<Tables> pool = Pool.open(scratch.resolve("tables.pool"), Tables.class, options)) {
        print(name, grow(entries, key -> put(pool, put, key)));
        System.out.printf("%-16s %,d bytes in use%n", "", pool.statistics().usedBytes());
      }
    }
  }

  private static void put(Pool<Tables> pool, Put put, long key) {
    pool.transaction(j -> put.run(pool.root(), j, key));
  }

  /** One histogram for each tenfold growth. */
  private static Histogram[] grow(int entries, LongConsumer put) {
    int decades = (int) Math.ceil(Math.log10(entries));
    Histogram[] histograms = new Histogram[decades];
    int next = 0;
    for (int decade = 0; decade < decades; decade++) {
      Histogram histogram = new Histogram(3);
      long end = Math.min(entries, Math.round(Math.pow(10, decade + 1)));
      for (; next < end; next++) {
        long key = Numbers.key(next);
        long start = System.nanoTime();
        put.accept(key);
        histogram.recordValue(System.nanoTime() - start);
      }
      histograms[decade] = histogram;
    }
    return histograms;
  }

  private static void print(String name, Histogram[] decades) {
    System.out.printf(
        "%n%-16s %12s %10s %10s %10s %10s %12s   µs%n",
        name, "puts", "p50", "p99", "p99.9", "p99.99", "max");
    Histogram all = new Histogram(3);
    for (Histogram decade : decades) {
      all.add(decade);
      line("up to %,d".formatted(all.getTotalCount()), decade);
    }
    line("all", all);
  }

  private static void line(String name, Histogram histogram) {
    System.out.printf(
        "%-16s %,12d %10.2f %10.2f %10.2f %10.2f %12.2f%n",
        name,
        histogram.getTotalCount(),
        histogram.getValueAtPercentile(50) / 1e3,
        histogram.getValueAtPercentile(99) / 1e3,
        histogram.getValueAtPercentile(99.9) / 1e3,
        histogram.getValueAtPercentile(99.99) / 1e3,
        histogram.getMaxValue() / 1e3);
  }
}
