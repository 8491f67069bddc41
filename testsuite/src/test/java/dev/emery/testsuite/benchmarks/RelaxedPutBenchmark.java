package dev.emery.testsuite.benchmarks;

import dev.emery.Durability;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One change in a transaction of its own that survives the process at once and the power later. The
 * raw loop checksums as many bytes and copies them into a mapped file.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class RelaxedPutBenchmark {
  private static final int RAW_FILE = 64 << 20;
  private static final int KEYS = 1 << 20;

  @Param({"1000", "1000000"})
  private int entries;

  private Scratch scratch;
  private Pool<Numbers> pool;
  private Map<Long, Long> plain;
  private MemorySegment raw;
  private byte[] record;
  private long position;
  private final CRC32C checksum = new CRC32C();
  private long[] keys;
  private int next;

  @Setup
  public void open() throws IOException {
    scratch = new Scratch();
    pool =
        Pool.open(
            scratch.resolve("numbers.pool"),
            Numbers.class,
            PoolOptions.defaults().durability(Durability.RELAXED));
    Numbers.load(pool, entries);
    record = new byte[Numbers.recordBytes(pool)];
    keys = Numbers.keys(entries, KEYS);
    plain = new HashMap<>();
    for (int i = 0; i < entries; i++) {
      plain.put(Numbers.key(i), (long) i);
    }
    try (var channel =
        FileChannel.open(
            scratch.resolve("raw"),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      raw = channel.map(FileChannel.MapMode.READ_WRITE, 0, RAW_FILE, Arena.ofShared());
      raw.fill((byte) 0);
    }
  }

  @TearDown
  public void close() throws IOException {
    pool.close();
    scratch.close();
  }

  private long key() {
    return keys[next++ & KEYS - 1];
  }

  @Benchmark
  public void put() {
    long key = key();
    pool.transaction(j -> pool.root().map().put(j, key, (long) next));
  }

  @Benchmark
  public void setCell() {
    pool.transaction(j -> pool.root().cell().set(j, next++));
  }

  @Benchmark
  public void empty() {
    pool.transaction(_ -> {});
  }

  @Benchmark
  public Long hashMapPut() {
    return plain.put(key(), (long) next);
  }

  @Benchmark
  public void rawChecksumAndAppend() {
    checksum.reset();
    checksum.update(record, 0, record.length);
    MemorySegment.copy(record, 0, raw, ValueLayout.JAVA_BYTE, position, record.length);
    raw.set(ValueLayout.JAVA_LONG_UNALIGNED, position, checksum.getValue());
    position = (position + record.length) % (RAW_FILE - record.length);
  }
}
