package dev.emery.heap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.PoolFullException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A pool that cannot grow any more. */
final class HeapFullTest {
  private static final long MIB = 1 << 20;
  private HeapPool pool = new HeapPool(3 * MIB);

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void reserve_fullPool_canBeUsedAgainAfterAFree() {
    List<Long> blocks = new ArrayList<>();
    assertThatThrownBy(
            () -> {
              while (true) {
                blocks.add(pool.allocate(1_000));
              }
            })
        .isInstanceOf(PoolFullException.class);
    assertThat(blocks.size() * 1_040L).isGreaterThan(3 * MIB * 90 / 100);
    assertThatThrownBy(() -> pool.allocate(80_000)).isInstanceOf(PoolFullException.class);

    pool.free(blocks.removeFirst());
    blocks.add(pool.allocate(1_000));
    assertThatThrownBy(() -> pool.allocate(1_000)).isInstanceOf(PoolFullException.class);
    pool.crash();
    pool.free(blocks.removeFirst());
    blocks.add(pool.allocate(1_000));
    assertThat(pool.checkedBlocks()).hasSameSizeAs(blocks);
  }

  @Test
  void reserve_fullPoolOfEmptyRuns_takesTheirPages() {
    for (boolean reopened : new boolean[] {false, true}) {
      List<Long> blocks = new ArrayList<>();
      try {
        while (true) {
          blocks.add(pool.allocate(500));
        }
      } catch (PoolFullException full) {
        blocks.forEach(pool::free);
      }
      if (reopened) {
        pool.crash();
      }
      long large = pool.allocate(MIB - 17 * 4096 - 16);
      pool.free(large);
    }
    assertThat(pool.checkedBlocks()).isEmpty();
  }

  private List<Long> fill(long bytes) {
    List<Long> blocks = new ArrayList<>();
    try {
      while (true) {
        blocks.add(pool.allocate(bytes));
      }
    } catch (PoolFullException full) {
      return blocks;
    }
  }

  @Test
  void reserve_lastStepTooLarge_takesWhatIsLeft() {
    pool.close();
    pool = new HeapPool(2 * MIB + 5 * (64 << 10));
    pool.allocate(64);

    fill(50_000);

    assertThat(pool.heap().end()).isEqualTo(2 * MIB + 5 * (64 << 10));
  }

  @Test
  void reserve_lowZonesNotLoaded_areSearchedBeforeGivingUp() {
    pool.close();
    pool = new HeapPool(24 * MIB);
    List<Long> blocks = fill(50_000);
    pool.free(blocks.getFirst());
    pool.crash();

    assertThat(pool.allocate(50_000)).isEqualTo(blocks.getFirst());
    assertThatThrownBy(() -> pool.allocate(50_000)).isInstanceOf(PoolFullException.class);
  }

  @Test
  void reserve_lastFreeBlocks_areThereForEveryThread()
      throws InterruptedException, ExecutionException {
    int blocks = fill(4_000).size();
    pool.close();
    pool = new HeapPool(3 * MIB);
    for (int i = 0; i < blocks - 7; i++) {
      pool.allocate(4_000);
    }
    for (int i = 0; i < 7; i++) {
      try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
        executor.submit(() -> pool.allocate(4_000)).get();
      }
    }
    assertThat(pool.checkedBlocks()).hasSize(blocks);
  }
}
