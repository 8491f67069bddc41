package dev.emery.testsuite.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.pool.CheckReport;
import dev.emery.pool.Pool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a process again and again while it opens, commits, checkpoints, grows and closes a pool.
 * Every acknowledged commit is there afterwards, each whole, and the integrity check finds nothing.
 *
 * <p>{@code -Demery.kills=300} sets how often, {@code -Demery.seed=…} repeats the plans of a run;
 * when exactly a plan hits is up to the system.
 */
final class KillTest {
  private static final int KILLS = Integer.getInteger("emery.kills", 30);
  private static final int KILLS_OF_A_POOL = 10;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  private final long seed = Long.getLong("emery.seed", System.nanoTime());
  private final SplittableRandom random = new SplittableRandom(seed);
  private final Map<Notice.Kind, Integer> killsAfter = new EnumMap<>(Notice.Kind.class);
  private int kills;
  private long commits;
  private long beyond;
  private long longestRecovery;
  private long longestFile;

  @Test
  void pool_killedAtRandomMoments_keepsEveryAcknowledgedCommit() throws Exception {
    System.out.printf("kill test: kills=%d, seed=%d, folder=%s%n", KILLS, seed, folder);
    for (int pool = 0; kills < KILLS; pool++) {
      killPool(folder.resolve("ledger-" + pool + ".pool"));
    }
    System.out.printf(
        "kill test: kills=%d, a moment after=%s, acknowledged commits=%d, lost=0, "
            + "committed without acknowledgement=%d, longest recovery=%d ms, longest file=%d KiB%n",
        kills, killsAfter, commits, beyond, longestRecovery / 1_000_000, longestFile >> 10);
  }

  /** One pool from its creation on, killed as often as planned. */
  private void killPool(Path file) throws Exception {
    var model = new LedgerModel(seed);
    Map<Long, Long> acknowledged = new HashMap<>();
    int life = 0;
    for (int last = kills + KILLS_OF_A_POOL; kills < Math.min(last, KILLS); life++) {
      KillPlan plan = KillPlan.random(random);
      Victim victim = Victim.run(file, seed, plan);
      acknowledged.putAll(victim.acknowledged());
      commits += victim.commits();
      if (victim.wasKilled()) {
        kills++;
        killsAfter.merge(plan.phase(), 1, Integer::sum);
      }
      if (!plan.recoverByChild()) {
        check(file, model, acknowledged, plan, life);
      }
    }
    check(file, model, acknowledged, null, life);
  }

  private void check(
      Path file, LedgerModel model, Map<Long, Long> acknowledged, KillPlan plan, int life)
      throws IOException {
    try {
      long before = System.nanoTime();
      try (var pool = Pool.open(file, Ledger.class)) {
        longestRecovery = Math.max(longestRecovery, System.nanoTime() - before);
        CheckReport report = pool.check();
        assertThat(report.problems()).as("problems").isEmpty();
        beyond += model.check(pool.root(), acknowledged);
      }
      assertThat(filesOf(file)).as("files of a closed pool").containsExactly(file);
      longestFile = Math.max(longestFile, Files.size(file));
    } catch (Throwable e) {
      throw new AssertionError(
          "pool %s is not as it must be, seed=%d, life=%d, after %s"
              .formatted(file, seed, life, plan),
          e);
    }
  }

  private static List<Path> filesOf(Path file) throws IOException {
    try (Stream<Path> beside = Files.list(file.getParent())) {
      return beside
          .filter(path -> path.getFileName().toString().startsWith(file.getFileName().toString()))
          .toList();
    }
  }
}
