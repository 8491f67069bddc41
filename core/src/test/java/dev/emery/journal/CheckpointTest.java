package dev.emery.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.PoolBrokenException;
import dev.emery.image.Image;
import dev.emery.image.Mappings;
import dev.emery.journal.FakeMedium.Step;
import dev.emery.journal.TestPool.Change;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The way of records into the pool file: rules E1, E2, E4 and E22. */
class CheckpointTest {

  @Test
  void e1_journalIsSyncedBeforeTheFirstByteOfThePool() {
    TestPool pool = TestPool.create();
    for (int i = 0; i < 50; i++) {
      pool.append(TestPool.large(500, new Random(i)));
      if (i % 7 == 0) {
        pool.log.checkpoint();
      }
    }
    pool.close();
    boolean unsynced = false;
    for (Step step : pool.medium.steps()) {
      switch (step) {
        case Step.Write w when isJournal(w.file()) -> unsynced = true;
        case Step.Sync s when isJournal(s.file()) -> unsynced = false;
        case Step.Write w when w.at() >= 8192 -> assertThat(unsynced).isFalse();
        default -> {}
      }
    }
  }

  private static boolean isJournal(FakeFile file) {
    return file.toString().endsWith("journal");
  }

  @Test
  void checkpoint_writesWholePages_inOrder_neighboursTogether() {
    TestPool pool = TestPool.create();
    pool.append(new Change().put(40960, 1).put(12288, 2).put(16384, 3));
    int start = pool.medium.stepCount();
    pool.log.checkpoint();
    List<Step.Write> writes =
        pool.medium.steps().subList(start, pool.medium.stepCount()).stream()
            .filter(s -> s instanceof Step.Write w && w.at() >= 8192)
            .map(Step.Write.class::cast)
            .toList();
    assertThat(writes).extracting(Step.Write::at).containsExactly(12288L, 40960L);
    assertThat(writes).extracting(w -> w.bytes().length).containsExactly(8192, 4096);
    pool.close();
  }

  @Test
  void batchOfOnePage_givesTheSameFile() {
    var one = new JournalOptions(14, 1, new Random(1));
    var medium = new FakeMedium();
    TestPool.createFile(medium).close();
    TestPool pool = TestPool.open(medium, one);
    for (int i = 0; i < 40; i++) {
      pool.append(TestPool.large(100 + 400 * i, new Random(i)).zeros(20000, 9000));
    }
    pool.log.checkpoint();
    assertThat(TestPool.words(medium.contents(TestPool.PATH)))
        .isEqualTo(pool.states.lastEntry().getValue());
    pool.append(TestPool.large(30_000, new Random(1)));
    try (TestPool again = TestPool.open(pool.killed(), one)) {
      assertThat(again.states.lastEntry().getValue()).isEqualTo(pool.states.lastEntry().getValue());
    }
  }

  @Test
  void e2_checkpointWithoutItsEnd_changesNothingForRecovery() {
    TestPool pool = TestPool.create();
    pool.append(10000, 1);
    pool.append(10000, 2);
    pool.medium.failOn(s -> s instanceof Step.Write w && w.at() < 8192);
    assertThatThrownBy(pool.log::checkpoint).isInstanceOf(PoolBrokenException.class);
    pool.medium.failOn(_ -> false);
    try (TestPool again = TestPool.open(pool.killed())) {
      assertThat(again.log.lastSequence()).isEqualTo(2);
    }
  }

  @Test
  void checkpointsBesideAppends_loseNothing() throws Exception {
    TestPool pool = TestPool.create();
    pool.append(10000, 1);
    var stop = new AtomicBoolean();
    var failure = new AtomicReference<Throwable>();
    Thread checkpoints =
        Thread.ofPlatform()
            .uncaughtExceptionHandler((_, e) -> failure.set(e))
            .start(() -> {
              while (!stop.get()) {
                pool.log.checkpoint();
              }
            });
    for (int i = 0; i < 3000; i++) {
      pool.append(TestPool.large(50 + i % 13 * 300, new Random(i)).word(8192, i));
    }
    stop.set(true);
    checkpoints.join();
    assertThat(failure.get()).isNull();
    try (TestPool again = TestPool.open(pool.killed())) {
      assertThat(again.log.lastSequence()).isEqualTo(3001);
      assertThat(again.states.lastEntry().getValue()).isEqualTo(pool.states.lastEntry().getValue());
    }
  }

  @Test
  void e22_renew_bringsANewMappingUpToDate() {
    TestPool pool = TestPool.create();
    assertThat(words(pool)).isEmpty();
    pool.append(new Change().put(10000, 1).put(10008, 2));
    assertThat(words(pool)).isEqualTo(pool.states.lastEntry().getValue());
    pool.log.checkpoint();
    assertThat(words(pool)).isEqualTo(pool.states.lastEntry().getValue());
    pool.append(TestPool.large(30_000, new Random(1)).zeros(10000, 64).word(8192, 5));
    assertThat(words(pool)).isEqualTo(pool.states.lastEntry().getValue());
    pool.close();
  }

  private static TreeMap<Long, Long> words(TestPool pool) {
    Image image = pool.log.renew(() -> map(pool));
    byte[] contents = new byte[TestPool.SIZE];
    image.copyOut(0, contents, 0, contents.length);
    return TestPool.words(contents);
  }

  private static Image map(TestPool pool) {
    byte[] file = pool.medium.contents(TestPool.PATH);
    Image image = Image.of(Mappings.inMemory(file.length, Arena.ofAuto()), file.length);
    image.copyIn(0, file, 0, file.length);
    return image;
  }

  @Test
  void damageInTheLiveJournal_isFoundByTheCheckpoint() throws IOException {
    TestPool pool = TestPool.create();
    pool.append(10000, 1);
    pool.medium.file(TestPool.JOURNAL).flip(4096 + 64 + 60, 1);
    assertThatThrownBy(pool.log::checkpoint)
        .isInstanceOf(PoolBrokenException.class)
        .hasMessageContaining("damaged below its end");
    assertThat(TestPool.words(pool.medium.contents(TestPool.PATH))).isEmpty();
    pool.close();
  }

  @Test
  void e14_superblockNamesTheLengthThatRecordsNeed_notThatOfAGrowingFile() throws IOException {
    TestPool pool = TestPool.create();
    pool.file.file().extend(TestPool.SIZE + 20480);
    pool.append(TestPool.SIZE + 8184, 1);
    pool.log.checkpoint();
    assertThat(pool.file.size()).isEqualTo(TestPool.SIZE + 8192);
    pool.medium.file(TestPool.PATH).cut(TestPool.SIZE + 8192); // the growth failed
    pool.append(10000, 2);
    try (TestPool again = TestPool.open(pool.killed())) {
      assertThat(again.log.lastSequence()).isEqualTo(2);
    }
  }

  @Test
  void e4_segmentsAreNotUsedAgain_beforeTheSuperblockIsDurable() {
    TestPool pool = TestPool.create();
    var cut = new PowerCut(pool.medium);
    for (int i = 0; i < 60; i++) {
      pool.append(TestPool.large(900, new Random(i)));
    }
    pool.log.awaitDurable(60);
    int before = cut.steps();
    // Appends at the worst moment: between the copy and the superblock.
    var once = new AtomicBoolean(true);
    pool.medium.failOn(step -> {
      if (step instanceof Step.Write w && w.at() < 8192 && once.getAndSet(false)) {
        for (int i = 0; i < 60; i++) {
          pool.append(TestPool.large(900, new Random(100 + i)));
        }
      }
      return false;
    });
    pool.log.checkpoint();
    assertThat(once).isFalse();
    for (int i = before; i <= cut.steps(); i++) {
      for (PowerCut.Fate fate : List.of(PowerCut.ALL, PowerCut.NONE)) {
        try (TestPool again = TestPool.open(cut.after(i, fate))) {
          long last = again.log.lastSequence();
          assertThat(last).isGreaterThanOrEqualTo(60);
          assertThat(again.states.lastEntry().getValue()).isEqualTo(pool.states.get(last));
        }
      }
    }
    pool.close();
  }
}
