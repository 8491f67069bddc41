package dev.emery.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.CorruptPoolException;
import dev.emery.PoolBrokenException;
import dev.emery.PoolException;
import dev.emery.PoolLockedException;
import dev.emery.RecoveryNeededException;
import dev.emery.journal.FakeMedium.Step;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The files of a pool over its life: rules E9, E10 and E11. */
class PoolFilesTest {
  private static PoolFile open(FakeMedium medium) {
    return PoolFile.open(medium, TestPool.PATH, TestPool.options(), TestPool.MAXIMUM);
  }

  /** The steps without writes of zeros, in short. */
  private static List<String> story(List<Step> steps) {
    var story = new ArrayList<String>();
    for (Step step : steps) {
      String text =
          switch (step) {
            case Step.Write w when isSuperblock(w) ->
                SuperblockFormat.decode(w.bytes()).state() + " at " + w.at();
            case Step.Write w -> "write " + name(w.file());
            case Step.Truncate t -> "truncate " + name(t.file());
            case Step.Sync s -> "sync " + name(s.file());
            case Step.Create c -> "create " + c.path().getFileName();
            case Step.Rename r -> "rename " + r.to().getFileName();
            case Step.Delete d -> "delete " + d.path().getFileName();
            case Step.SyncDirectory _ -> "sync directory";
          };
      if (story.isEmpty() || !story.getLast().equals(text)) {
        story.add(text);
      }
    }
    return story;
  }

  private static boolean isSuperblock(Step.Write w) {
    return w.at() < 8192 && w.bytes().length == 4096 && SuperblockFormat.hasMagic(w.bytes());
  }

  private static String name(FakeFile file) {
    return file.toString().endsWith("journal") ? "journal" : "pool";
  }

  @Test
  void create_afterOneThatWasCutOff_isRidOfItDurablyFirst() {
    var medium = new FakeMedium();
    medium.put(TestPool.DIRECTORY.resolve("a.pool.new"), new byte[123]);
    TestPool.createFile(medium).close();
    assertThat(story(medium.steps()))
        .startsWith("delete a.pool.new", "sync directory", "create a.pool.new")
        .endsWith("sync pool", "rename a.pool", "sync directory");
  }

  @Test
  void create_crashedAtEveryStep_leavesNoneOrAWholePool() {
    var medium = new FakeMedium();
    medium.put(TestPool.DIRECTORY.resolve("a.pool.new"), new byte[123]);
    var cut = new PowerCut(medium);
    TestPool.createFile(medium).close();
    int there = 0;
    for (int i = 0; i <= cut.steps(); i++) {
      for (int seed = 0; seed < 20; seed++) {
        FakeMedium image = cut.after(i, PowerCut.random(new Random(seed), seed % 2 == 0 ? 8 : 512));
        if (image.exists(TestPool.PATH)) {
          there++;
          open(image).close();
          assertThat(TestPool.words(image.contents(TestPool.PATH))).isEmpty();
        } else {
          TestPool.createFile(image).close();
        }
        assertThat(image.names()).containsExactly(TestPool.PATH);
      }
    }
    assertThat(there).isPositive();
    assertThat(cut.after(cut.steps(), PowerCut.NONE).exists(TestPool.PATH)).isTrue();
  }

  @Test
  void create_overAFile_isRefused_andLeavesIt() {
    var medium = new FakeMedium();
    medium.put(TestPool.PATH, new byte[10]);
    assertThatThrownBy(() -> TestPool.createFile(medium))
        .isInstanceOf(PoolException.class)
        .hasMessage("cannot create pool: the file exists, path=" + TestPool.PATH);
    assertThat(medium.contents(TestPool.PATH)).hasSize(10);
  }

  @Test
  void create_writesTheGivenContents() {
    var medium = new FakeMedium();
    PoolIdentity identity = PoolIdentity.create(20, new Random(1), 5);
    PoolFile.create(
            medium,
            TestPool.PATH,
            identity,
            1 << 16,
            file -> file.write(8192, new byte[] {1, 2, 3, 4, 5, 6, 7, 8}, 0, 8))
        .close();
    try (PoolFile file = PoolFile.openReadOnly(medium, TestPool.PATH)) {
      assertThat(file.identity()).isEqualTo(identity);
      assertThat(file.size()).isEqualTo(1 << 16);
      assertThat(TestPool.words(medium.contents(TestPool.PATH)))
          .containsExactly(Map.entry(8192L, 0x0807060504030201L));
    }
  }

  @Test
  void e9_life_isWrittenInThisOrder() {
    TestPool pool = TestPool.create();
    int start = pool.medium.stepCount();
    pool.append(10000, 1);
    int appended = pool.medium.stepCount();
    assertThat(story(pool.medium.steps().subList(start, appended)))
        .containsExactly(
            "create a.pool.journal",
            "write journal",
            "sync journal",
            "sync directory",
            "OPEN at 4096",
            "sync pool",
            "OPEN at 0",
            "sync pool",
            "write journal");
    pool.log.checkpoint();
    int checkpoint = pool.medium.stepCount();
    assertThat(story(pool.medium.steps().subList(appended, checkpoint)))
        .containsExactly("sync journal", "write pool", "sync pool", "OPEN at 4096", "sync pool");
    pool.append(10000, 2);
    pool.close();
    assertThat(story(pool.medium.steps().subList(checkpoint, pool.medium.stepCount())))
        .containsExactly(
            "write journal",
            "sync journal",
            "write pool",
            "sync pool",
            "CLOSED at 0",
            "sync pool",
            "CLOSED at 4096",
            "sync pool",
            "delete a.pool.journal");
  }

  @Test
  void e9_recovery_isWrittenInThisOrder() {
    TestPool pool = TestPool.create();
    pool.append(10000, 1);
    FakeMedium killed = pool.killed();
    open(killed).close();
    assertThat(story(killed.steps()))
        .containsExactly(
            "write pool",
            "sync pool",
            "CLOSED at 4096",
            "sync pool",
            "CLOSED at 0",
            "sync pool",
            "delete a.pool.journal");
  }

  @Test
  void e9_openWithoutItsJournal_isRefused() throws Exception {
    TestPool pool = TestPool.create();
    pool.append(10000, 1);
    FakeMedium killed = pool.killed();
    killed.delete(TestPool.JOURNAL);
    byte[] before = killed.contents(TestPool.PATH);
    assertThatThrownBy(() -> open(killed))
        .isInstanceOf(RecoveryNeededException.class)
        .hasMessageContaining("it was not closed and its journal is missing, journal=");
    assertThat(killed.contents(TestPool.PATH)).isEqualTo(before);
  }

  @Test
  void e9_openWithTheJournalOfAnotherTime_isRefused() {
    TestPool pool = TestPool.create();
    pool.append(10000, 1);
    FakeMedium first = pool.killed();
    open(pool.medium).close();
    TestPool later = TestPool.open(pool.medium);
    later.append(10000, 2);
    FakeMedium second = later.killed();
    second.put(TestPool.JOURNAL, first.contents(TestPool.JOURNAL));
    assertThatThrownBy(() -> open(second))
        .isInstanceOf(RecoveryNeededException.class)
        .hasMessageContaining("the journal beside it is not the one it was left with, epoch=0x");
  }

  @Test
  void e9_openWithTheJournalOfAnotherPool_isRefused() {
    TestPool pool = TestPool.create();
    pool.append(10000, 1);
    FakeMedium killed = pool.killed();
    byte[] header = killed.contents(TestPool.JOURNAL);
    LittleEndian.setLong(header, 16, 77);
    LittleEndian.setInt(header, 12, LittleEndian.crcWithout(header, 0, 64, 12));
    killed.put(TestPool.JOURNAL, header);
    assertThatThrownBy(() -> open(killed)).isInstanceOf(RecoveryNeededException.class);
  }

  @Test
  void e9_journalBesideClosed_isDeletedAndNotReplayed() {
    TestPool pool = TestPool.create();
    pool.append(10000, 1);
    byte[] journal = pool.medium.contents(TestPool.JOURNAL);
    pool.append(10000, 2);
    pool.close();
    pool.medium.put(TestPool.JOURNAL, journal);
    try (TestPool again = TestPool.open(pool.medium)) {
      assertThat(again.states.lastEntry().getValue()).containsEntry(10000L, 2L);
      assertThat(pool.medium.exists(TestPool.JOURNAL)).isFalse();
    }
    pool.medium.put(TestPool.JOURNAL, journal);
    int start = pool.medium.stepCount();
    open(pool.medium).close();
    assertThat(story(pool.medium.steps().subList(start, pool.medium.stepCount())))
        .containsExactly(
            "CLOSED at 4096", "sync pool", "CLOSED at 0", "sync pool", "delete a.pool.journal");
  }

  @Test
  void e9_fileLongerThanItSays_isCut() {
    for (boolean closed : new boolean[] {true, false}) {
      TestPool pool = TestPool.create();
      pool.append(10000, 1);
      if (closed) {
        pool.log.close();
      }
      FakeMedium killed = pool.killed();
      byte[] longer = Arrays.copyOf(killed.contents(TestPool.PATH), TestPool.SIZE + 5000);
      Arrays.fill(longer, TestPool.SIZE, longer.length, (byte) 7);
      killed.put(TestPool.PATH, longer);
      open(killed).close();
      assertThat(killed.contents(TestPool.PATH)).hasSize(TestPool.SIZE);
    }
  }

  @Test
  void e14_replayBeyondTheEnd_extendsByZeros() throws Exception {
    TestPool pool = TestPool.create();
    pool.file.file().extend(TestPool.SIZE + 20480);
    pool.append(TestPool.SIZE + 10000, 1);
    FakeMedium killed = pool.killed();
    byte[] file = killed.contents(TestPool.PATH);
    Arrays.fill(file, TestPool.SIZE, file.length, (byte) 7);
    killed.put(TestPool.PATH, file);
    open(killed).close();
    assertThat(killed.contents(TestPool.PATH)).hasSize(TestPool.SIZE + 12288);
    assertThat(TestPool.words(killed.contents(TestPool.PATH))).hasSize(1);
  }

  @Test
  void e9_olderSuperblock_countsOnlyWhileTheJournalBeginsThere() {
    TestPool pool = TestPool.create();
    pool.append(10000, 1);
    pool.log.checkpoint();
    int newest = (int) SuperblockFormat.at(pool.file.superblock().generation());
    pool.append(10000, 2);
    FakeMedium killed = pool.killed();
    killed.file(TestPool.PATH).flip(newest + 200, 1);
    try (TestPool again = TestPool.open(killed)) {
      assertThat(again.states.lastEntry().getValue()).containsEntry(10000L, 2L);
    }

    TestPool other = TestPool.create();
    for (int i = 0; i < 500; i++) {
      other.append(TestPool.large(900, new Random(i)));
      if (i == 100 || i == 190) {
        other.log.checkpoint();
      }
    }
    newest = (int) SuperblockFormat.at(other.file.superblock().generation());
    FakeMedium recycled = other.killed();
    recycled.file(TestPool.PATH).flip(newest + 200, 1);
    assertThatThrownBy(() -> open(recycled))
        .isInstanceOf(CorruptPoolException.class)
        .hasMessageContaining("no longer begins at the last checkpoint that can be read");
  }

  @Test
  void e3_everyOpening_hasAnotherEpoch() {
    var epochs = new HashSet<Long>();
    var medium = new FakeMedium();
    TestPool.createFile(medium).close();
    var options = TestPool.options();
    for (int i = 0; i < 5; i++) {
      try (TestPool pool = TestPool.open(medium, options)) {
        pool.append(10000, i);
        assertThat(epochs.add(pool.file.superblock().epoch())).isTrue();
      }
    }
  }

  @Test
  void e10_foreignEpoch_breaksThePool_atTheFirstAppendAndAtACheckpoint() {
    TestPool pool = TestPool.create();
    changeSuperblock(pool, pool.file.superblock().opened(0xbad));
    assertThatThrownBy(() -> pool.append(10000, 1))
        .isInstanceOf(PoolBrokenException.class)
        .hasMessageContaining("pool file was changed by someone else, epoch=0x");
    pool.close();

    TestPool other = TestPool.create();
    other.append(10000, 1);
    changeSuperblock(other, other.file.superblock().again());
    byte[] superblocks = Arrays.copyOf(other.medium.contents(TestPool.PATH), 8192);
    assertThatThrownBy(other.log::checkpoint).isInstanceOf(PoolBrokenException.class);
    assertThatThrownBy(() -> other.append(10000, 1)).isInstanceOf(PoolBrokenException.class);
    other.close();
    assertThat(Arrays.copyOf(other.medium.contents(TestPool.PATH), 8192)).isEqualTo(superblocks);
  }

  private static void changeSuperblock(TestPool pool, Superblock foreign) {
    pool.medium
        .file(TestPool.PATH)
        .apply(SuperblockFormat.at(foreign.generation()), SuperblockFormat.encode(foreign));
  }

  @Test
  void e11_readOnly_refusesOpenState_andWritesNothing() {
    TestPool pool = TestPool.create();
    pool.append(10000, 1);
    FakeMedium killed = pool.killed();
    assertThatThrownBy(() -> PoolFile.openReadOnly(killed, TestPool.PATH))
        .isInstanceOf(RecoveryNeededException.class)
        .hasMessageContaining("open it for writing once");
    open(killed).close();
    int steps = killed.stepCount();
    killed.refuseLocks();
    try (PoolFile first = PoolFile.openReadOnly(killed, TestPool.PATH);
        PoolFile second = PoolFile.openReadOnly(killed, TestPool.PATH)) {
      assertThat(first.isReadOnly() && second.isReadOnly()).isTrue();
    }
    assertThat(killed.stepCount()).isEqualTo(steps);
    assertThatThrownBy(() -> open(killed))
        .isInstanceOf(PoolException.class)
        .hasMessageContaining("read-only file system");
  }

  @Test
  void openTwice_isRefused_andTheFirstGoesOn() throws Exception {
    TestPool pool = TestPool.create();
    assertThatThrownBy(() -> open(pool.medium)).isInstanceOf(PoolLockedException.class);
    Path link = TestPool.DIRECTORY.resolve("link.pool");
    pool.medium.link(TestPool.PATH, link);
    assertThatThrownBy(() -> PoolFile.open(pool.medium, link, TestPool.options(), TestPool.MAXIMUM))
        .isInstanceOf(PoolLockedException.class)
        .hasMessageContaining("open in this process");
    pool.append(10000, 1);
    pool.close();
    open(pool.medium).close();
  }

  @Test
  void openOfNothing_isRefused() {
    assertThatThrownBy(() -> open(new FakeMedium()))
        .isInstanceOf(PoolException.class)
        .hasMessageContaining("NoSuchFileException");
  }
}
