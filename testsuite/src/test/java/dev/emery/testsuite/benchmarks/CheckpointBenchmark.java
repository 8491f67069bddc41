package dev.emery.testsuite.benchmarks;

import dev.emery.Durability;
import dev.emery.collections.PLongVec;
import dev.emery.pool.Checksums;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A checkpoint of one changed word in each of some thousand pages at random, in tmpfs where there
 * is one: the time of a page, without and with checksums of pages. The checksum of as many pages in
 * memory is the raw baseline.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 30)
@Measurement(iterations = 40)
@Fork(2)
public class CheckpointBenchmark {
  private static final int PAGES = 4096;
  private static final int LENGTH = 16 << 20; // 128 MiB of numbers
  private static final int CHUNK = 1 << 16;

  /** Numbers. */
  public record Root(PLongVec<Root> numbers) {}

  @Param({"JOURNAL", "FULL"})
  private Checksums checksums;

  private final SplittableRandom random = new SplittableRandom(1);
  private final byte[] page = new byte[4096];
  private Scratch scratch;
  private Pool<Root> pool;

  /** Fills a pool. */
  @Setup
  public void open() throws IOException {
    scratch = Scratch.inMemory();
    pool =
        Pool.open(
            scratch.resolve("checkpoint.pool"),
            Root.class,
            PoolOptions.defaults().durability(Durability.RELAXED).checksums(checksums));
    for (int at = 0; at < LENGTH; at += CHUNK) {
      long[] numbers = random.longs(CHUNK).toArray();
      pool.transaction(j -> pool.root().numbers().addAll(j, numbers));
    }
    pool.checkpoint();
  }

  /** Changes some pages. */
  @Setup(Level.Invocation)
  public void change() {
    pool.transaction(j -> {
      for (int i = 0; i < PAGES; i++) {
        pool.root().numbers().set(j, random.nextInt(LENGTH), i);
      }
    });
  }

  /** Closes the pool. */
  @TearDown
  public void close() throws IOException {
    pool.close();
    scratch.close();
  }

  /** Writes the pages that were changed. */
  @Benchmark
  @OperationsPerInvocation(PAGES)
  public void checkpoint() {
    pool.checkpoint();
  }

  /** Computes as many checksums. */
  @Benchmark
  @OperationsPerInvocation(PAGES)
  public long rawChecksums() {
    long sum = 0;
    for (int i = 0; i < PAGES; i++) {
      CRC32C crc = new CRC32C();
      page[i & 4095]++;
      crc.update(page);
      sum += crc.getValue();
    }
    return sum;
  }
}
