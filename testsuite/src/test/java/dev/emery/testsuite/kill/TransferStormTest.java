package dev.emery.testsuite.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import dev.emery.pool.PoolStatistics;
import dev.emery.sync.PMutex;
import dev.emery.testsuite.process.ChildJvm;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ten thousand virtual threads move money between a thousand accounts: nobody stays stuck, no
 * conflict comes out, and the sum never changes for a reader, also after the process was killed.
 * {@code -Demery.storm.millis} says how long, {@code -Demery.storm.kills} how often it is killed.
 */
@Timeout(300)
final class TransferStormTest {
  private static final int MILLIS = Integer.getInteger("emery.storm.millis", 2000);
  private static final int KILLS = Integer.getInteger("emery.storm.kills", 2);
  private static final int THREADS = 10_000;
  private static final int ACCOUNTS = 1000;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  private final long seed = Long.getLong("emery.seed", System.nanoTime());

  @Test
  void e24_tenThousandThreads_neitherDeadlockNorThrow_andEveryReaderSeesTheSum() throws Exception {
    Path file = folder.resolve("bank.pool");
    try (Pool<Bank> pool = Bank.open(file, ACCOUNTS, PoolOptions.defaults())) {
      var storm = new TransferStorm(pool, seed, MILLIS);
      long start = System.nanoTime();
      storm.run(THREADS);
      PoolStatistics statistics = pool.statistics();
      System.out.printf(
          "transfer storm: threads=%d, accounts=%d, seed=%d, %.1f s, transfers=%d, re-runs=%d, "
              + "sums in pool.query=%d, sums without a lock=%d%n",
          THREADS,
          ACCOUNTS,
          seed,
          (System.nanoTime() - start) / 1e9,
          storm.transfers.sum(),
          statistics.rerun(),
          storm.queries.sum(),
          storm.peeks.sum());
      assertThat(pool.root().purses()).noneMatch(PMutex::isLocked);
      assertContent(pool, storm.transfers.sum(), true);
    }
  }

  @Test
  void e24_stormOfTransfers_killed_keepsTheSumAndEveryAcknowledgedTransfer() throws Exception {
    var random = new SplittableRandom(seed);
    Path file = folder.resolve("killed.pool");
    long acknowledged = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      long delay = random.nextLong(20, 600);
      long said = kill(file, delay);
      try (Pool<Bank> pool = Bank.open(file, ACCOUNTS, PoolOptions.defaults())) {
        acknowledged = assertContent(pool, acknowledged + said, false);
      }
    }
    System.out.printf(
        "transfer storm: kills=%d, seed=%d, transfers that were there at the end=%d%n",
        KILLS, seed, acknowledged);
  }

  /** Runs a storm, kills it, and returns how many transfers it has acknowledged. */
  private long kill(Path file, long delayMillis) throws Exception {
    try (ChildJvm child =
            ChildJvm.start(
                folder,
                TransferStorm.class,
                file.toString(),
                String.valueOf(ACCOUNTS),
                String.valueOf(THREADS),
                String.valueOf(seed),
                "60000");
        var in = new DataInputStream(new BufferedInputStream(child.output()))) {
      long acknowledged = 0;
      long kill = Long.MAX_VALUE;
      long start = System.nanoTime();
      for (Notice notice = Notice.read(in); notice != null; notice = Notice.read(in)) {
        if (notice.kind() == Notice.Kind.COMMITTED && notice.number() > 0) {
          acknowledged = notice.number();
          kill = Math.min(kill, System.nanoTime() + delayMillis * 1_000_000);
        }
        if (System.nanoTime() > kill) {
          child.kill();
          kill = Long.MAX_VALUE;
        }
      }
      long millis = (System.nanoTime() - start) / 1_000_000;
      assertThat(child.exitCode())
          .as("acknowledged=%d, millis=%d %s", acknowledged, millis, child.errors())
          .isEqualTo(ChildJvm.KILLED);
      assertThat(child.errors()).isEmpty();
      return acknowledged;
    }
  }

  /** Returns how many transfers there are: every one has moved two purses. */
  private long assertContent(Pool<Bank> pool, long transfers, boolean exact) {
    var purses = pool.root().purses().stream().map(PMutex::peek).toList();
    long cents = purses.stream().mapToLong(Bank.Purse::wholeCents).sum();
    long moves = purses.stream().mapToLong(Bank.Purse::moves).sum();
    assertThat(cents).as("sum, seed=%d", seed).isEqualTo(Bank.total(ACCOUNTS));
    assertThat(moves % 2).as("half transfers, seed=%d", seed).isZero();
    assertThat(moves / 2).as("transfers, seed=%d", seed).isGreaterThanOrEqualTo(transfers);
    assertThat(!exact || moves / 2 == transfers).as("as many as committed").isTrue();
    assertThat(pool.check().problems()).as("problems, seed=%d", seed).isEmpty();
    return moves / 2;
  }
}
