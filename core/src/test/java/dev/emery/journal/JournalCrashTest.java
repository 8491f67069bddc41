package dev.emery.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.journal.TestPool.Change;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Cuts the power behind every step of a random run, with several fates for what was not synced, and
 * behind steps of the recovery after it. What is found must be a prefix of the records that has all
 * acknowledged ones.
 */
class JournalCrashTest {
  private static final int[] GRAINS = {8, 512, 4096};

  /** What is known when a step has been taken. */
  private record Known(int steps, long acknowledged, long attempted) {}

  private final List<Known> known = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void everyCut_leavesAPrefix_withAllThatWasAcknowledged(long seed) throws IOException {
    var random = new Random(seed);
    var medium = new FakeMedium();
    TestPool.createFile(medium).close();
    var cut = new PowerCut(medium);
    int before = medium.stepCount();
    TestPool pool = TestPool.open(medium, TestPool.options(seed));
    note(pool, before, 0);
    run(pool, random, before);
    for (int i = 0; i <= cut.steps(); i++) {
      check(cut, i, PowerCut.ALL, pool.states, random);
      check(cut, i, PowerCut.NONE, pool.states, random);
      for (int grain : GRAINS) {
        check(cut, i, PowerCut.random(random, grain), pool.states, random);
      }
    }
  }

  private void note(TestPool pool, int before, long acknowledged) {
    known.add(new Known(pool.medium.stepCount() - before, acknowledged, pool.log.lastSequence()));
  }

  private void run(TestPool pool, Random random, int before) throws IOException {
    long acknowledged = 0;
    for (int i = 0; i < 45; i++) {
      // The record exists for the model before its first step: attempted.
      int steps = pool.medium.stepCount() - before;
      known.add(new Known(steps, acknowledged, pool.log.lastSequence() + 1));
      if (random.nextInt(15) == 0) {
        pool.file.file().extend(pool.file.file().size() + 8192); // E14
      }
      pool.append(change(random, pool.file.file().size()));
      if (random.nextInt(3) == 0) {
        pool.log.awaitDurable(pool.log.lastSequence());
        acknowledged = pool.log.lastSequence();
        note(pool, before, acknowledged);
      }
      if (random.nextInt(9) == 0) {
        pool.log.checkpoint();
        acknowledged = pool.log.lastSequence();
        note(pool, before, acknowledged);
      }
    }
    pool.log.close();
    note(pool, before, pool.log.lastSequence());
    pool.file.close();
  }

  private static Change change(Random random, long size) {
    var change = new Change();
    int words = random.nextInt(12) == 0 ? 2 + random.nextInt(700) : 1 + random.nextInt(5);
    for (int i = 0; i < words; i++) {
      change.put(at(random, size), random.nextInt(5) == 0 ? 0 : random.nextLong());
    }
    change.zeros(at(random, size), 8);
    change.word(8192, random.nextLong());
    return change;
  }

  private static long at(Random random, long size) {
    return 8200 + 8L * random.nextInt((int) (size - 8200) / 8);
  }

  private void check(
      PowerCut cut,
      int steps,
      PowerCut.Fate fate,
      TreeMap<Long, TreeMap<Long, Long>> states,
      Random random) {
    FakeMedium image = cut.after(steps, fate);
    var again = new PowerCut(image);
    long found = recovered(image, states);
    Known last = known.stream().filter(k -> k.steps() <= steps).reduce((_, b) -> b).orElseThrow();
    assertThat(found)
        .describedAs("after step %d", steps)
        .isBetween(last.acknowledged(), last.attempted());
    // And once more in the recovery.
    FakeMedium deeper =
        again.after(random.nextInt(again.steps() + 1), PowerCut.random(random, 512));
    assertThat(recovered(deeper, states)).isEqualTo(found);
  }

  /** Opens the files, and returns after which record they are. */
  private static long recovered(FakeMedium image, TreeMap<Long, TreeMap<Long, Long>> states) {
    try (PoolFile file =
        PoolFile.open(image, TestPool.PATH, TestPool.options(), TestPool.MAXIMUM)) {
      long found = file.superblock().checkpoint().sequence();
      assertThat(file.superblock().state()).isEqualTo(Superblock.State.CLOSED);
      assertThat(TestPool.hasWords(image.contents(TestPool.PATH), states.get(found))).isTrue();
      assertThat(image.names()).containsExactly(TestPool.PATH);
      return found;
    }
  }
}
