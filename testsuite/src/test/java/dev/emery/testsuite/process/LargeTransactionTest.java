package dev.emery.testsuite.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.collections.PHashMap;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Transactions far larger than a journal segment, the checkpoint threshold and the memory limit.
 */
class LargeTransactionTest {
  private static final int ENTRIES = 2_000_000;

  @TempDir private Path folder;

  record Numbers(PHashMap<Long, Long, Numbers> map) {}

  private Pool<Numbers> open() {
    PoolOptions little = PoolOptions.defaults().checkpointThreshold(1 << 20).memoryLimit(8 << 20);
    return Pool.open(folder.resolve("numbers.pool"), Numbers.class, little);
  }

  @Test
  void twoMillionEntries_inOneTransaction_commit() {
    try (Pool<Numbers> pool = open()) {
      PHashMap<Long, Long, Numbers> map = pool.root().map();
      pool.transaction(j -> {
        for (long i = 0; i < ENTRIES; i++) {
          map.put(j, i, -i);
        }
      });
      assertThat(map).hasSize(ENTRIES);
    }
    try (Pool<Numbers> pool = open()) {
      PHashMap<Long, Long, Numbers> map = pool.root().map();
      assertThat(map.size()).isEqualTo(ENTRIES);
      for (long i = 0; i < ENTRIES; i += 997) {
        assertThat(map.get(i)).isEqualTo(-i);
      }
      assertThat(pool.check().problems()).isEmpty();
    }
  }

  @Test
  void twoMillionEntries_abortedAtTheEnd_leaveNothing() {
    try (Pool<Numbers> pool = open()) {
      PHashMap<Long, Long, Numbers> map = pool.root().map();
      try {
        pool.transaction(j -> {
          for (long i = 0; i < ENTRIES; i++) {
            map.put(j, i, -i);
          }
          throw new IllegalStateException("abort");
        });
      } catch (IllegalStateException e) {
        assertThat(e).hasMessage("abort");
      }
      assertThat(map.size()).isZero();
      pool.transaction(j -> map.put(j, 1L, 1L));
      assertThat(pool.check().problems()).isEmpty();
    }
  }
}
