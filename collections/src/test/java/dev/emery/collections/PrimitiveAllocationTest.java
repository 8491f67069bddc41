package dev.emery.collections;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.emery.pool.Pool;
import java.lang.management.ManagementFactory;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What takes and gives primitives makes no boxes: the bytes that a thread allocates are counted. A
 * box takes 16 bytes or more; the bound leaves room for what is allocated now and then.
 */
class PrimitiveAllocationTest {
  private static final int SIZE = 10_000;
  private static final int READS = 1_000_000;
  private static final double BOUND = 0.5;

  private Pool<Numbers> pool;
  private long sum; // so that no read is superfluous

  @BeforeEach
  void open() {
    pool = Numbers.inMemory();
    pool.transaction(j -> {
      pool.root().longs().addAll(j, LongStream.range(1_000, 1_000 + SIZE).toArray());
      for (long i = 1_000; i < 1_000 + SIZE; i++) {
        pool.root().counts().put(j, i, i);
        pool.root().flags().put(j, i, Boolean.TRUE);
      }
      pool.root().doubles().addAll(j, LongStream.range(0, SIZE).asDoubleStream().toArray());
    });
  }

  @AfterEach
  void close() {
    pool.close();
  }

  /** The bytes that one call allocates on average, once the compiler is through. */
  private double bytesEach(LongUnaryOperator call) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    double least = Double.MAX_VALUE;
    for (int round = 0; round < 5; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < READS; i++) {
        sum += call.applyAsLong(i);
      }
      least = Math.min(least, (threads.getCurrentThreadAllocatedBytes() - before) / (double) READS);
    }
    return least;
  }

  @Test
  void reads_ofVectors_allocateNothing() {
    PLongVec<Numbers> longs = pool.root().longs();
    PDoubleVec<Numbers> doubles = pool.root().doubles();
    assertThat(bytesEach(i -> longs.getLong((int) i % SIZE))).isLessThan(BOUND);
    assertThat(bytesEach(i -> (long) doubles.getDouble((int) i % SIZE))).isLessThan(BOUND);
    // The same with boxes, to see that boxes are seen.
    Long[] kept = new Long[1];
    assertThat(bytesEach(i -> kept[0] = longs.get((int) i % SIZE))).isGreaterThan(15);
  }

  @Test
  void readsAndWrites_inATransaction_allocateNothing() {
    PLongVec<Numbers> longs = pool.root().longs();
    pool.transaction(j -> {
      assertThat(bytesEach(i -> longs.getLong((int) i % SIZE))).isLessThan(BOUND);
      assertThat(bytesEach(i -> longs.set(j, (int) i % SIZE, i + 1_000))).isLessThan(BOUND);
      assertThat(bytesEach(i -> longs.addTo(j, (int) i % SIZE, i))).isLessThan(BOUND);
    });
    assertThat(sum).isNotZero();
  }

  @Test
  void reads_ofMaps_allocateNothing() {
    PLongLongMap<Numbers> counts = pool.root().counts();
    PLongMap<Boolean, Numbers> flags = pool.root().flags();
    assertThat(bytesEach(i -> counts.getLong(1_000 + i % SIZE))).isLessThan(BOUND);
    assertThat(bytesEach(i -> counts.getOrDefault(-i, 1))).isLessThan(BOUND);
    assertThat(bytesEach(i -> counts.containsKey(i) ? 1 : 0)).isLessThan(BOUND);
    // The value is one of two constants, so whatever is allocated is for the key.
    assertThat(bytesEach(i -> flags.get(1_000 + i % SIZE) ? 1 : 0)).isLessThan(BOUND);
    assertThat(bytesEach(i -> flags.containsKey(i) ? 1 : 0)).isLessThan(BOUND);
    Long[] kept = new Long[1];
    assertThat(bytesEach(i -> kept[0] = counts.get(1_000 + i % SIZE))).isGreaterThan(15);
  }

  @Test
  void readsAndWritesOfMaps_inATransaction_allocateNothing() {
    PLongLongMap<Numbers> counts = pool.root().counts();
    pool.transaction(j -> {
      assertThat(bytesEach(i -> counts.getLong(1_000 + i % SIZE))).isLessThan(BOUND);
      assertThat(bytesEach(i -> counts.addTo(j, 1_000 + i % SIZE, i))).isLessThan(BOUND);
      assertThat(bytesEach(i -> counts.getAndPut(j, 1_000 + i % SIZE, 1_000 + i, 0)))
          .isLessThan(BOUND);
    });
    assertThat(sum).isNotZero();
  }
}
