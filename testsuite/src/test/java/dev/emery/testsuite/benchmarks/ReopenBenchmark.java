package dev.emery.testsuite.benchmarks;

import dev.emery.pool.Pool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Opens a closed pool of a million entries. Reading the whole file is the raw baseline. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 20)
@Measurement(iterations = 20)
@Fork(1)
public class ReopenBenchmark {
  private Scratch scratch;
  private Path file;
  private Pool<Numbers> pool;
  private int next;

  @Setup
  public void load() throws IOException {
    scratch = new Scratch();
    file = scratch.resolve("numbers.pool");
    try (var fresh = Pool.open(file, Numbers.class)) {
      Numbers.load(fresh, Numbers.MILLION);
    }
    System.out.printf("closed file: %,d KiB%n", Files.size(file) >> 10);
  }

  @TearDown(Level.Invocation)
  public void closePool() {
    if (pool != null) {
      pool.close();
      pool = null;
    }
  }

  @TearDown
  public void delete() throws IOException {
    scratch.close();
  }

  @Benchmark
  public Long openAndGet() {
    pool = Pool.open(file, Numbers.class);
    return pool.root().map().get(Numbers.key(next++ % Numbers.MILLION));
  }

  @Benchmark
  public byte[] rawReadOfTheFile() throws IOException {
    return Files.readAllBytes(file);
  }
}
