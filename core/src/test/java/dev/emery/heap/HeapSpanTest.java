package dev.emery.heap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Blocks larger than a zone. */
final class HeapSpanTest {
  private static final long MIB = 1 << 20;
  private HeapPool pool = new HeapPool(64 * MIB);

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void largerThanAZone_freed_isUsedAgainForAnything() {
    long end = 0;
    for (int i = 0; i < 20; i++) {
      long huge = pool.allocate(3 * MIB + i * 1000L);
      assertThat(pool.heap().capacity(huge)).isGreaterThanOrEqualTo(3 * MIB);
      pool.crash();
      pool.free(huge);
      if (i == 0) {
        end = pool.heap().end();
      }
    }
    assertThat(pool.heap().end()).isLessThanOrEqualTo(end + MIB);
    for (int i = 0; i < 300; i++) {
      pool.allocate(10_000);
    }
    assertThat(pool.heap().end()).isLessThanOrEqualTo(end + MIB);
  }

  @Test
  void largerThanAZone_emptyZones_areSpanned() {
    pool.close();
    pool = new HeapPool(12 * MIB);
    for (boolean reopened : new boolean[] {false, true}) {
      List<Long> blocks = new ArrayList<>();
      for (int i = 0; i < 250; i++) {
        blocks.add(pool.allocate(3_000));
        blocks.add(pool.allocate(30_000));
      }
      blocks.forEach(pool::free);
      if (reopened) {
        pool.crash();
      }
      long huge = pool.allocate(8 * MIB);
      pool.allocate(3_000);
      pool.free(huge);
    }
  }

  @ParameterizedTest
  @CsvSource({"3", "254", "255", "256", "257", "510", "511", "512", "513", "1023", "1025", "2000"})
  void pages_anyNumber_areAllocatedAndFreed(int pages) {
    long bytes = pages * 4096L - 16;
    List<Long> blocks = List.of(pool.allocate(bytes), pool.allocate(bytes), pool.allocate(bytes));
    for (long block : blocks) {
      assertThat(pool.heap().capacity(block)).isEqualTo(Heap.capacityFor(bytes));
      pool.image().clear(block + 16, pool.heap().capacity(block));
    }
    assertThat(pool.checkedBlocks()).hasSize(3);
    assertThat(pool.heap().statistics().used()).isEqualTo(3 * (bytes + 16));
    assertThat(pool.heap().end()).isLessThan(3 * bytes + 5 * MIB);
    pool.crash();
    pool.free(blocks.get(1));
    assertThat(pool.allocate(bytes)).isLessThanOrEqualTo(blocks.get(1));
    assertThat(pool.checkedBlocks()).hasSize(3);
  }

  @Test
  void retire_afterReopen_isReleasedOnce() {
    long huge = pool.allocate(3 * MIB);
    pool.crash();
    HeapPool.Transaction transaction = pool.begin();
    transaction.free(huge);
    transaction.place();
    // Reads the zone directory, if retiring did not.
    long other = pool.allocate(3 * MIB);
    transaction.release();
    long third = pool.allocate(3 * MIB);

    assertThat(other).isNotEqualTo(huge);
    assertThat(third).isEqualTo(huge);
    assertThat(pool.checkedBlocks()).containsExactlyInAnyOrder(other, third);
  }

  @Test
  void zone_openedWhereABlockWas_hasAnEmptyTable() {
    long huge = pool.allocate(3 * MIB);
    for (long at = huge + 16; at < huge + 3 * MIB; at += 8) {
      pool.image().setLong(at, 0x1000_0001_1000_0001L);
      pool.medium().setLong(at, 0x1000_0001_1000_0001L);
    }
    pool.free(huge);
    for (boolean reopened : new boolean[] {false, true}) {
      if (reopened) {
        pool.crash();
      }
      for (int i = 0; i < 20; i++) {
        pool.allocate(50_000);
      }
    }
    assertThat(pool.checkedBlocks()).hasSize(40);
  }
}
