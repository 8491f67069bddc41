package dev.emery.testsuite.benchmarks;

import dev.emery.pool.Pool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;

/**
 * One put in a transaction of its own that waits for the disk. The raw loop writes as many bytes
 * into a file that has its space already, and syncs.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class SyncPutBenchmark {
  private static final int KEYS = 100_000;
  private static final int RAW_FILE = 64 << 20;

  private Scratch scratch;
  private Pool<Numbers> pool;
  private FileChannel raw;
  private ByteBuffer record;
  private long position;

  @Setup
  public void open() throws IOException {
    scratch = new Scratch();
    pool = Pool.open(scratch.resolve("numbers.pool"), Numbers.class);
    Numbers.load(pool, KEYS);
    int bytes = Numbers.recordBytes(pool);
    System.out.println("bytes of one put in the journal: " + bytes);
    record = ByteBuffer.allocateDirect(bytes);
    raw =
        FileChannel.open(
            scratch.resolve("raw"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    for (int at = 0; at < RAW_FILE; at += 1 << 20) {
      raw.write(ByteBuffer.allocate(1 << 20), at);
    }
    raw.force(true);
  }

  @TearDown
  public void close() throws IOException {
    raw.close();
    pool.close();
    scratch.close();
  }

  private void putOnce() {
    var random = ThreadLocalRandom.current();
    long key = Numbers.key(random.nextInt(KEYS));
    long value = random.nextLong();
    pool.transaction(j -> pool.root().map().put(j, key, value));
  }

  @Benchmark
  @Threads(1)
  public void put() {
    putOnce();
  }

  @Benchmark
  @Threads(8)
  public void putBy8Threads() {
    putOnce();
  }

  @Benchmark
  @Threads(1)
  public void rawWriteAndSync() throws IOException {
    record.clear();
    raw.write(record, position);
    position = (position + record.capacity()) % (RAW_FILE - record.capacity());
    raw.force(false);
  }
}
