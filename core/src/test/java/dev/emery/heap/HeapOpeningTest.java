package dev.emery.heap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.CorruptPoolException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HeapOpeningTest {
  private static final long MIB = 1 << 20;

  private static void fill(HeapPool pool, int zones) {
    HeapPool.Transaction transaction = pool.begin();
    while (pool.heap().end() < zones * MIB) {
      transaction.allocate(50);
      transaction.allocate(3_000);
      transaction.allocate(30_000);
    }
    transaction.commit();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 20, 60})
  void open_anySize_loadsNoZone(int zones) {
    try (HeapPool pool = new HeapPool(64 * MIB)) {
      fill(pool, zones);
      pool.crash();
      assertThat(pool.heap().statistics().loadedZones()).isZero();

      pool.heap().cancel(pool.heap().reserve(50));
      assertThat(pool.heap().statistics().loadedZones()).isEqualTo(1);
    }
  }

  @Test
  void reserve_damagedTablesElsewhere_doesNotReadThem() {
    ZoneLayout layout = new ZoneLayout(HeapPool.ZONE_SHIFT);
    try (HeapPool pool = new HeapPool(64 * MIB)) {
      fill(pool, 30);
      pool.crash();
      int last = layout.zone(pool.heap().end() - 1);
      for (int zone = 0; zone < last; zone++) {
        pool.image().setLong(layout.table(zone) + 512, -1L);
      }

      pool.heap().cancel(pool.heap().reserve(50));

      assertThat(pool.heap().statistics().loadedZones()).isEqualTo(1);
    }
  }

  @Test
  void reserve_reopenedPool_findsWhatIsFreeStepByStep() {
    try (HeapPool pool = new HeapPool(64 * MIB)) {
      fill(pool, 20);
      HeapPool.Transaction transaction = pool.begin();
      int freed = 0;
      for (long block : pool.checkedBlocks()) {
        if (block < 10 * MIB) {
          transaction.free(block);
          freed++;
        }
      }
      transaction.commit();
      pool.crash();
      long end = pool.heap().end();

      HeapPool.Transaction again = pool.begin();
      for (int i = 0; i < freed / 4; i++) {
        again.allocate(50);
        again.allocate(3_000);
        again.allocate(30_000);
      }
      again.commit();

      assertThat(pool.heap().end()).isLessThan(end + 2 * MIB);
      assertThat(pool.heap().statistics().loadedZones()).isGreaterThan(10);
    }
  }

  @Test
  void open_oftenWithOneAllocation_doesNotGrow() {
    try (HeapPool pool = new HeapPool(16 * MIB)) {
      fill(pool, 3);
      long end = pool.heap().end();
      for (int i = 0; i < 60; i++) {
        pool.crash();
        HeapPool.Transaction transaction = pool.begin();
        transaction.allocate(50);
        transaction.commit();
      }
      assertThat(pool.heap().end()).isEqualTo(end);
      int runs = 0;
      for (HeapStatistics.SizeClass each : pool.heap().statistics().sizeClasses()) {
        runs += each.blocks() - each.usedBlocks() >= each.blocks() / 2 ? (int) each.runs() : 0;
      }
      assertThat(runs).isLessThan(4);
    }
  }

  @Test
  void open_endOutOfRange_isCorrupt() {
    try (HeapPool pool = new HeapPool(4 * MIB)) {
      long end = pool.heap().end();
      for (long wrong : new long[] {0, -1, end + 1, end + 4096, Long.MAX_VALUE, 4096}) {
        pool.medium().setLong(HeapFormat.HEAP_END, wrong);
        assertThatThrownBy(pool::crash)
            .isInstanceOf(CorruptPoolException.class)
            .hasMessageStartingWith("end of the heap is out of range, end=0x");
      }
      pool.medium().setLong(HeapFormat.HEAP_END, end);
    }
  }
}
