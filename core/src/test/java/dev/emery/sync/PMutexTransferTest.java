package dev.emery.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.Durability;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many threads lock mutexes in any order: nobody stays stuck, and nothing gets lost. */
@Timeout(120)
final class PMutexTransferTest {
  private static final int THREADS = 256;
  private static final int TRANSFERS = 40;
  private static final int ACCOUNTS = 24;

  @TempDir Path directory;

  @Test
  void e24_transfersInAnyOrder_neverDeadlock_andKeepTheSumForAReader() throws Exception {
    // a victim is run again as often as it takes: the test is about deadlocks, not about bad luck
    PoolOptions stubborn = PoolOptions.defaults().rerunLimit(10_000);
    try (Pool<Vault> pool = Vault.open(directory.resolve("bank.pool"), stubborn)) {
      List<PMutex<Long, Vault>> accounts = Vault.open(pool, ACCOUNTS);
      assertThat(accounts).hasSize(ACCOUNTS);
      AtomicBoolean done = new AtomicBoolean();
      try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
        Future<Integer> reader = executor.submit(() -> read(pool, accounts, done));
        List<Future<?>> writers = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
          long seed = t;
          writers.add(executor.submit(() -> transfer(pool, accounts, new SplittableRandom(seed))));
        }
        for (Future<?> writer : writers) {
          writer.get();
        }
        done.set(true);
        assertThat(reader.get()).isPositive();
      }
      assertThat(accounts.stream().mapToLong(PMutex::peek).sum()).isEqualTo(ACCOUNTS * 1000L);
      assertThat(accounts).noneMatch(PMutex::isLocked);
      assertThat(pool.check().problems()).isEmpty();
    }
  }

  private static void transfer(
      Pool<Vault> pool, List<PMutex<Long, Vault>> accounts, SplittableRandom random) {
    for (int i = 0; i < TRANSFERS; i++) {
      int[] order = random.ints(3, 0, accounts.size()).toArray(); // the same one twice, at times
      long cents = random.nextLong(100);
      boolean yields = i % 4 == 0;
      pool.transaction(
          Durability.RELAXED,
          j -> {
            accounts.get(order[0]).lock(j).update(n -> n - 2 * cents);
            if (yields) {
              Thread.yield();
            }
            accounts.get(order[1]).lock(j).update(n -> n + cents);
            accounts.get(order[2]).lock(j).update(n -> n + cents);
          });
    }
  }

  private static int read(
      Pool<Vault> pool, List<PMutex<Long, Vault>> accounts, AtomicBoolean done) {
    int reads = 0;
    do {
      long sum = pool.query(r -> accounts.stream().mapToLong(PMutex::peek).sum());
      assertThat(sum).isEqualTo(accounts.size() * 1000L);
      reads++;
      Thread.yield(); // a reader that never waits would keep its carrier from the writers
    } while (!done.get());
    return reads;
  }
}
