package dev.emery.testsuite.benchmarks;

import dev.emery.Durability;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Loads a million entries into a new pool in one transaction; 400 ms are 2.5 million a second. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5)
@Measurement(iterations = 7)
@Fork(1)
public class LoadBenchmark {
  @Param({"SYNC", "RELAXED"})
  private Durability durability;

  private Scratch scratch;
  private Path file;
  private Pool<Numbers> pool;

  @Setup(Level.Invocation)
  public void open() throws IOException {
    scratch = new Scratch();
    file = scratch.resolve("numbers.pool");
    pool = Pool.open(file, Numbers.class, PoolOptions.defaults().durability(durability));
  }

  @TearDown(Level.Invocation)
  public void close() throws IOException {
    boolean loaded = !pool.root().map().isEmpty();
    pool.close();
    if (loaded) {
      System.out.printf("[closed file: %,d KiB] ", Files.size(file) >> 10);
    }
    scratch.close();
  }

  @Benchmark
  public void load() {
    Numbers.load(pool, Numbers.MILLION);
  }

  @Benchmark
  public Map<Long, Long> hashMap() {
    Map<Long, Long> map = new HashMap<>();
    for (int i = 0; i < Numbers.MILLION; i++) {
      map.put(Numbers.key(i), (long) i);
    }
    return map;
  }
}
