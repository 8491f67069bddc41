package dev.emery.testsuite.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The same work with other embedded stores in Java: longs to longs, 100,000 entries, each put a
 * commit of its own. MapDB knows only commits that sync.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
public class PeerBenchmark {
  private static final int ENTRIES = 100_000;
  private static final int LOOKUPS = 1 << 20;

  @Param private EmbeddedStore.Kind store;

  private Scratch scratch;
  private EmbeddedStore synced;
  private EmbeddedStore relaxed;
  private long[] keys;
  private int next;

  @Setup(Level.Trial)
  public void open() throws IOException {
    scratch = new Scratch();
    synced = store.open(Files.createDirectory(scratch.resolve("sync")), true);
    synced.load(ENTRIES);
    relaxed = store.open(Files.createDirectory(scratch.resolve("relaxed")), false);
    relaxed.load(ENTRIES);
    keys = Numbers.keys(ENTRIES, LOOKUPS);
  }

  @TearDown(Level.Trial)
  public void close() throws IOException {
    synced.close();
    relaxed.close();
    scratch.close();
  }

  private long key() {
    return keys[next++ & LOOKUPS - 1];
  }

  @Benchmark
  public void putAndSync() {
    synced.put(key(), next);
  }

  @Benchmark
  public void put() {
    relaxed.put(key(), next);
  }

  @Benchmark
  public Long get() {
    return synced.get(key());
  }
}
