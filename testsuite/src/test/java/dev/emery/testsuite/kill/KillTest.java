package dev.emery.testsuite.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.pool.Pool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a process again and again while it opens, commits, checkpoints, grows and closes a pool, or
 * two with transactions over both. Every acknowledged commit is there afterwards, each whole and in
 * both pools, and the integrity check finds nothing.
 *
 * <p>{@code -Demery.kills=300} sets how often, {@code -Demery.pairKills=…} how often with two
 * pools, {@code -Demery.seed=…} repeats the plans of a run; when exactly a plan hits is up to the
 * system.
 */
final class KillTest {
  private static final int KILLS = Integer.getInteger("emery.kills", 30);
  private static final int PAIR_KILLS = Integer.getInteger("emery.pairKills", 15);
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
    killPools(KILLS, "ledger-%d.pool");
  }

  @Test
  void e30_twoPools_killedAtRandomMoments_decideTheSameAndKeepEveryAcknowledgedCommit()
      throws Exception {
    killPools(PAIR_KILLS, "left-%d.pool", "right-%d.pool");
  }

  private void killPools(int planned, String... names) throws Exception {
    String what = names.length == 1 ? "kill test" : "kill test of two pools";
    System.out.printf("%s: kills=%d, seed=%d, folder=%s%n", what, planned, seed, folder);
    for (int round = 0; kills < planned; round++) {
      int number = round;
      killPools(
          Stream.of(names).map(name -> folder.resolve(name.formatted(number))).toList(), planned);
    }
    System.out.printf(
        "%s: kills=%d, a moment after=%s, acknowledged commits=%d, lost=0, "
            + "committed without acknowledgement=%d, longest recovery=%d ms, longest file=%d KiB%n",
        what, kills, killsAfter, commits, beyond, longestRecovery / 1_000_000, longestFile >> 10);
  }

  /** Some pools from their creation on, killed as often as planned. */
  private void killPools(List<Path> files, int planned) throws Exception {
    var model = new LedgerModel(seed);
    Map<Long, Long> acknowledged = new HashMap<>();
    int life = 0;
    for (int last = kills + KILLS_OF_A_POOL; kills < Math.min(last, planned); life++) {
      KillPlan plan = KillPlan.random(random);
      Victim victim = Victim.run(files, seed, plan);
      acknowledged.putAll(victim.acknowledged());
      commits += victim.commits();
      if (victim.wasKilled()) {
        kills++;
        killsAfter.merge(plan.phase(), 1, Integer::sum);
      }
      if (!plan.recoverByChild()) {
        check(files, model, acknowledged, plan, life);
      }
    }
    check(files, model, acknowledged, null, life);
  }

  /** Opens the pools in any order, together or one after the other, and looks at all. */
  private void check(
      List<Path> files, LedgerModel model, Map<Long, Long> acknowledged, KillPlan plan, int life)
      throws IOException {
    List<Path> order = new ArrayList<>(files);
    Collections.shuffle(order, Random.from(random));
    boolean together = random.nextBoolean();
    List<Pool<Ledger>> open = new ArrayList<>();
    try {
      for (Path file : order) {
        long before = System.nanoTime();
        Pool<Ledger> pool = Pool.open(file, Ledger.class);
        open.add(pool);
        longestRecovery = Math.max(longestRecovery, System.nanoTime() - before);
        if (!together) {
          checkOne(pool, model, acknowledged);
          open.removeLast().close();
        }
      }
      for (Pool<Ledger> pool : open) {
        checkOne(pool, model, acknowledged);
      }
      open.forEach(Pool::close);
      for (Path file : files) {
        assertThat(filesOf(file)).as("files of a closed pool").containsExactly(file);
        longestFile = Math.max(longestFile, Files.size(file));
      }
    } catch (Throwable e) {
      throw new AssertionError(
          "pools %s are not as they must be, opened %s as %s, seed=%d, life=%d, after %s"
              .formatted(files, together ? "together" : "one by one", order, seed, life, plan),
          e);
    }
  }

  private void checkOne(Pool<Ledger> pool, LedgerModel model, Map<Long, Long> acknowledged) {
    assertThat(pool.check().problems()).as("problems").isEmpty();
    beyond += model.check(pool.root(), acknowledged);
    // Whatever the first pool has must be in the others, as if it had been acknowledged.
    pool.root().lanes().forEach((lane, content) -> acknowledged.put(lane, content.step().get()));
  }

  private static List<Path> filesOf(Path file) throws IOException {
    try (Stream<Path> beside = Files.list(file.getParent())) {
      return beside
          .filter(path -> path.getFileName().toString().startsWith(file.getFileName().toString()))
          .toList();
    }
  }
}
