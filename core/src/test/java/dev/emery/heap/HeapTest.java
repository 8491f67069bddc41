package dev.emery.heap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.CorruptPoolException;
import dev.emery.PoolFullException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HeapTest {
  private static final long MIB = 1 << 20;
  private HeapPool pool = new HeapPool(64 * MIB);

  @AfterEach
  void close() {
    pool.close();
  }

  private void use(HeapPool other) {
    pool.close();
    pool = other;
  }

  @ParameterizedTest
  @CsvSource({"1, 9", "2, 12", "3, 14", "4, 17", "5, 20", "6, 22", "7, 13", "8, 16"})
  void transactions_random_agreeWithTheModel(long seed, int largest) {
    HeapModel model = new HeapModel(pool, seed, largest);
    int target = largest > 16 ? 12 : 400;
    for (int i = 0; i < 600; i++) {
      model.step(target);
      if (i % 7 == 0) {
        model.verify();
      }
    }
    model.verify();
    HeapPool.Transaction last = pool.begin();
    model.free(last);
    last.commit();
    model.verify();
    HeapStatistics statistics = pool.heap().statistics();
    assertThat(statistics.used()).isZero();
    assertThat(statistics.reserved()).isZero();
  }

  @Test
  void abort_smallAndLarge_leavesNoTrace() {
    pool.allocate(64);
    pool.allocate(100_000);
    HeapPool.Transaction first = pool.begin();
    first.allocate(64);
    first.abort();
    List<Long> before = pool.persistentWords();
    long free = pool.heap().statistics().free();

    HeapPool.Transaction transaction = pool.begin();
    for (int i = 0; i < 20; i++) {
      transaction.allocate(64);
    }
    transaction.allocate(20_000);
    assertThat(pool.heap().statistics().reserved()).isEqualTo(20 * 80 + 20_480);
    transaction.abort();

    assertThat(pool.persistentWords()).isEqualTo(before);
    assertThat(pool.heap().statistics().free()).isEqualTo(free);
    assertThat(pool.heap().statistics().reserved()).isZero();
  }

  @Test
  void crash_beforeCommit_keepsNothingButCarvedPages() {
    HeapPool.Transaction transaction = pool.begin();
    transaction.allocate(64);
    transaction.allocate(50_000);
    transaction.allocate(3 * MIB);

    pool.crash();

    assertThat(pool.checkedBlocks()).isEmpty();
    HeapStatistics statistics = pool.heap().statistics();
    assertThat(statistics.used()).isZero();
    assertThat(statistics.sizeClasses().get(SizeClasses.of(64) - 1).runs()).isEqualTo(1);
  }

  @Test
  void release_notYetCalled_blockIsNotReused() {
    long small = pool.allocate(64);
    long large = pool.allocate(20_000);
    HeapPool.Transaction transaction = pool.begin();
    transaction.free(small);
    transaction.free(large);
    transaction.place();

    assertThat(pool.allocate(64)).isNotEqualTo(small);
    assertThat(pool.allocate(20_000)).isNotEqualTo(large);
    transaction.release();
    assertThat(pool.allocate(64)).isEqualTo(small);
    assertThat(pool.allocate(20_000)).isEqualTo(large);
  }

  @Test
  void retire_afterReopen_isReleasedOnce() {
    long small = pool.allocate(64);
    long large = pool.allocate(20_000);
    pool.crash();
    HeapPool.Transaction transaction = pool.begin();
    transaction.free(small);
    transaction.free(large);
    transaction.place();
    // Reservations load what the retired blocks lie in, if retiring did not.
    long otherSmall = pool.allocate(64);
    long otherLarge = pool.allocate(20_000);
    transaction.release();

    assertThat(otherSmall).isNotEqualTo(small);
    assertThat(otherLarge).isNotEqualTo(large);
    assertThat(pool.checkedBlocks()).containsExactlyInAnyOrder(otherSmall, otherLarge);
  }

  @Test
  void retire_whatIsNotAllocated_isCorrupt() {
    long small = pool.allocate(64);
    long large = pool.allocate(20_000);
    pool.free(large);
    for (long wrong : new long[] {small + 16, small + 80, large, 0, 16, 1L << 60, -16}) {
      assertThatThrownBy(() -> pool.heap().retire(wrong, (_, _, _) -> {}))
          .isInstanceOf(CorruptPoolException.class);
    }
    assertThatThrownBy(() -> pool.heap().retire(large, (_, _, _) -> {}))
        .hasMessage("reference to a block that is not allocated, offset=0x%x".formatted(large));
    assertThatThrownBy(() -> pool.heap().capacity(large)).isInstanceOf(CorruptPoolException.class);
  }

  @Test
  void cancel_twice_isRefused() {
    long small = pool.heap().reserve(64);
    long large = pool.heap().reserve(20_000);
    pool.heap().cancel(small);
    pool.heap().cancel(large);

    assertThatThrownBy(() -> pool.heap().cancel(small))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("block is free already, offset=0x%x".formatted(small));
    assertThatThrownBy(() -> pool.heap().cancel(large))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("block is not reserved, offset=0x%x".formatted(large));
  }

  @Test
  void allocated_anyOffset_isTrueForBlocksOnly() {
    List<Long> blocks = new ArrayList<>();
    for (long bytes : new long[] {16, 100, 5_000, 10_896, 10_897, 100_000, 2 * MIB}) {
      blocks.add(pool.allocate(bytes));
    }
    for (long at = 0; at < pool.heap().end(); at += 8) {
      assertThat(pool.heap().allocated(at)).isEqualTo(blocks.contains(at));
    }
    for (long at : new long[] {-16, Long.MIN_VALUE, Long.MAX_VALUE & -16, 1L << 40}) {
      assertThat(pool.heap().allocated(at)).isFalse();
    }
  }

  @Test
  void capacityFor_anySize_isThatOfTheReservedBlock() {
    for (long bytes = 0; bytes < 6 * MIB; bytes = bytes * 9 / 8 + 1) {
      long block = pool.heap().reserve(bytes);
      assertThat(pool.heap().capacity(block)).isEqualTo(Heap.capacityFor(bytes));
      pool.heap().cancel(block);
    }
  }

  @Test
  void reserve_absurdSize_isFull() {
    for (long bytes : new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 50, 1L << 41}) {
      assertThatThrownBy(() -> pool.heap().reserve(bytes)).isInstanceOf(PoolFullException.class);
    }
  }

  @Test
  void reserve_otherSize_reusesEmptyRunsBeforeTheFileGrows() {
    List<Long> blocks = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      blocks.add(pool.allocate(100));
    }
    blocks.forEach(pool::free);
    long end = pool.heap().end();

    for (int i = 0; i < 3_000; i++) {
      pool.allocate(500);
    }

    assertThat(pool.heap().end()).isEqualTo(end);
  }

  @Test
  void reserve_afterFrees_takesLowAddressesFirst() {
    List<Long> blocks = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      blocks.add(pool.allocate(200));
    }
    List<Long> freed = new ArrayList<>();
    for (int i = 4_000; i > 0; i -= 500) {
      freed.add(blocks.get(i));
      pool.free(blocks.get(i));
    }
    Collections.sort(freed);
    long next = pool.allocate(200);
    while (!freed.contains(next)) {
      next = pool.allocate(200); // what the run in use still has
    }
    for (long expected : freed) {
      assertThat(next).isEqualTo(expected);
      next = pool.allocate(200);
    }
  }

  @Test
  void systemRecord_failing_leavesEverythingUsable() {
    pool.allocate(64);
    pool.failRecords = true;
    assertThatThrownBy(() -> pool.heap().reserve(5_000)).isInstanceOf(PoolFullException.class);
    assertThatThrownBy(() -> pool.heap().reserve(5 * MIB)).isInstanceOf(PoolFullException.class);
    pool.failRecords = false;

    long small = pool.allocate(5_000);
    long huge = pool.allocate(5 * MIB);
    assertThat(pool.checkedBlocks()).contains(small, huge);
    assertThat(pool.heap().statistics().reserved()).isZero();
  }

  @Test
  void growth_anySize_isInStepsThatKeepPoolsSmall() {
    use(new HeapPool(24, 512 * MIB));
    long payload = 0;
    while (pool.heap().end() < 300 * MIB) {
      pool.allocate(100_000);
      payload += 100_000;
      assertThat(pool.heap().end() - payload).isLessThan(MIB * 3 / 4 + payload / 6);
    }
    assertThat(pool.extensions).isLessThan(90);
  }

  @Test
  void firstBlock_newPool_staysBelowHalfAMebibyte() {
    pool.allocate(64);
    assertThat(pool.heap().end()).isLessThanOrEqualTo(MIB / 2);
  }
}
