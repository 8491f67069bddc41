package dev.emery.heap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Internal waste: what blocks take beyond payload and header, with the tails of their runs. */
final class HeapWasteTest {
  private static final int BLOCKS = 100_000;

  private static long taken(long payload) {
    if (payload > SizeClasses.MAX_PAYLOAD) {
      return Heap.capacityFor(payload) + BlockHeader.BYTES;
    }
    int sizeClass = SizeClasses.of(payload);
    return (1L << SizeClasses.runShift(sizeClass)) / SizeClasses.blocks(sizeClass);
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 100, 128, 256, 512, 777, 1024, 2048, 4096, 8192, 9000, 16384, 65536})
  void sizesWithinADoubling_random_wasteLessThan15Percent(int least) {
    Random random = new Random(least);
    long asked = 0;
    long taken = 0;
    for (int i = 0; i < BLOCKS; i++) {
      long payload = least + random.nextInt(least);
      asked += payload + BlockHeader.BYTES;
      taken += taken(payload);
    }
    assertThat((double) (taken - asked) / taken).isLessThan(0.15);
  }

  @Test
  void mixedSizes_wholePool_wasteLessThan15PercentOfTheFile() {
    Random random = new Random(1);
    try (HeapPool pool = new HeapPool(24, 1L << 29)) {
      HeapPool.Transaction transaction = pool.begin();
      long asked = 0;
      while (asked < 200 << 20) {
        // Evenly over the doublings from 64 bytes to 256 KiB.
        long payload = (long) (64 * Math.pow(2, random.nextDouble() * 12));
        transaction.allocate(payload);
        asked += payload;
        if (asked % 100 == 0) {
          transaction.commit();
        }
      }
      transaction.commit();
      HeapStatistics statistics = pool.heap().statistics();
      long inUse = statistics.used() + statistics.overhead();
      assertThat((double) (inUse - asked) / inUse).isLessThan(0.15);
      assertThat((double) statistics.free() / statistics.end()).isLessThan(0.12);
    }
  }

  @Test
  void sameSmallSize_wholePool_theFileIsLittleLarger() {
    try (HeapPool pool = new HeapPool(1L << 25)) {
      HeapPool.Transaction transaction = pool.begin();
      int blocks = 100_000;
      for (int i = 0; i < blocks; i++) {
        transaction.allocate(64);
        if (i % 1000 == 0) {
          transaction.commit();
        }
      }
      transaction.commit();
      assertThat(pool.heap().end()).isLessThan(blocks * 80L * 115 / 100);
    }
  }
}
