package dev.emery.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.CorruptPoolException;
import dev.emery.PoolBrokenException;
import dev.emery.PoolException;
import dev.emery.PoolFullException;
import dev.emery.RecoveryNeededException;
import dev.emery.journal.FakeMedium.Step;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What creating, overwriting and opening a pool file refuses, and what it leaves then. */
class PoolOpeningTest {
  private static final PoolIdentity IDENTITY = PoolIdentity.create(20, new Random(3), 0);

  private static PoolFile create(FakeMedium medium, long size) {
    return PoolFile.create(medium, TestPool.PATH, IDENTITY, size, _ -> {});
  }

  private static PoolFile overwrite(FakeMedium medium) {
    return PoolFile.overwrite(medium, TestPool.PATH, IDENTITY, TestPool.SIZE, _ -> {});
  }

  private static PoolFile open(FakeMedium medium) {
    return PoolFile.open(medium, TestPool.PATH, TestPool.options(), TestPool.MAXIMUM);
  }

  /** A pool whose process has died, with one word in its journal. */
  private static FakeMedium killed() {
    TestPool pool = TestPool.create();
    pool.append(10000, 1);
    return pool.killed();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 4096, 8193, 1L << 50})
  void create_ofNoSizeOfAPool_isRefused(long size) {
    var medium = new FakeMedium();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> create(medium, size))
        .withMessage("no size of a pool, size=0x%x".formatted(size));
    assertThat(medium.stepCount()).isZero();
  }

  @Test
  void create_ofTheRootDirectory_isRefused() {
    assertThatThrownBy(
            () -> PoolFile.create(new FakeMedium(), Path.of("/"), IDENTITY, TestPool.SIZE, _ -> {}))
        .isInstanceOf(InvalidPathException.class)
        .hasMessageContaining("not the name of a file");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"No space left on device", "Disk quota exceeded", "There is not enough space"})
  void open_withoutSpaceForTheRecovery_saysSo_andSucceedsLater(String words) {
    FakeMedium medium = killed();
    medium.failOn(step -> step instanceof Step.Write, words);
    assertThatThrownBy(() -> open(medium))
        .isInstanceOf(PoolFullException.class)
        .hasMessageContaining("cannot open pool: no space, path=" + TestPool.PATH);
    medium.failOn(_ -> false);
    open(medium).close();
    assertThat(TestPool.words(medium.contents(TestPool.PATH))).containsEntry(10000L, 1L);
  }

  @Test
  void overwrite_ofAnEmptyFile_makesThePool_andAShortOneIsRefused() {
    var medium = new FakeMedium();
    medium.put(TestPool.PATH, new byte[0]);
    overwrite(medium).close();
    assertThat(medium.contents(TestPool.PATH)).hasSize(TestPool.SIZE);
    medium.put(TestPool.PATH, new byte[100]);
    assertThatThrownBy(() -> overwrite(medium))
        .isInstanceOf(CorruptPoolException.class)
        .hasMessageContaining("cannot overwrite pool: not a pool, path=" + TestPool.PATH);
    assertThat(medium.contents(TestPool.PATH)).hasSize(100);
  }

  @Test
  void overwrite_ofAPoolWithOneSuperblock_makesThePool() {
    for (int copy = 0; copy < 2; copy++) {
      FakeMedium medium = killed();
      medium.file(TestPool.PATH).flip(copy * 4096, 1); // its magic
      overwrite(medium).close();
      assertThat(TestPool.words(medium.contents(TestPool.PATH))).isEmpty();
    }
  }

  @Test
  void overwrite_thatCannotDeleteTheOldJournal_letsGoOfTheNewPool() {
    FakeMedium medium = killed();
    medium.failOn(step -> step instanceof Step.Delete);
    assertThatThrownBy(() -> overwrite(medium))
        .isInstanceOf(PoolException.class)
        .hasMessageContaining("cannot overwrite pool: ");
    medium.failOn(_ -> false);
    try (PoolFile file = open(medium)) { // which it could not if it were held
      assertThat(file.identity()).isEqualTo(IDENTITY);
    }
    assertThat(medium.names()).containsExactly(TestPool.PATH);
  }

  @Test
  void bothSuperblocksDamaged_isSaid_whicheverStillLooksLikeOne() {
    for (int copy = 0; copy < 2; copy++) {
      FakeMedium medium = killed();
      medium.file(TestPool.PATH).flip(copy * 4096, 1);
      medium.file(TestPool.PATH).flip((1 - copy) * 4096 + 500, 1);
      assertThatThrownBy(() -> open(medium))
          .isInstanceOf(CorruptPoolException.class)
          .hasMessageContaining("both superblocks are damaged");
    }
  }

  @Test
  void e10_superblockOfTheSameGeneration_butAnotherOpeningOrPool_breaksThePool() {
    TestPool pool = TestPool.create();
    Superblock own = pool.file.superblock();
    var identity = PoolIdentity.create(20, new Random(99), 0);
    for (Superblock foreign :
        new Superblock[] {
          new Superblock(own.identity(), own.state(), 2, 0xbad, own.fileSize(), own.checkpoint()),
          new Superblock(identity, own.state(), 2, own.epoch(), own.fileSize(), own.checkpoint())
        }) {
      TestPool other = TestPool.create();
      FakeFile file = other.medium.file(TestPool.PATH);
      file.apply(0, SuperblockFormat.encode(foreign));
      file.apply(4096, new byte[4096]);
      assertThatThrownBy(() -> other.append(10000, 1))
          .isInstanceOf(PoolBrokenException.class)
          .hasMessageContaining("pool file was changed by someone else, epoch=0x");
      other.close();
    }
    pool.close();
  }

  @Test
  void abandonJournal_opensWhatTheLastCheckpointHas() throws Exception {
    TestPool pool = TestPool.create();
    pool.append(10000, 1);
    pool.log.checkpoint();
    pool.append(10000, 2);
    FakeMedium medium = pool.killed();
    medium.delete(TestPool.JOURNAL);
    medium.file(TestPool.PATH).cut(TestPool.SIZE - 4096);
    assertThatThrownBy(() -> open(medium)).isInstanceOf(CorruptPoolException.class);
    PoolFile.abandonJournal(medium, TestPool.PATH);
    try (PoolFile file = PoolFile.openReadOnly(medium, TestPool.PATH)) {
      assertThat(file.size()).isEqualTo(TestPool.SIZE);
    }
    assertThat(TestPool.words(medium.contents(TestPool.PATH)))
        .containsExactly(Map.entry(10000L, 1L));

    FakeMedium damaged = killed();
    damaged.file(TestPool.JOURNAL).flip(0, 1);
    assertThatThrownBy(() -> open(damaged)).isInstanceOf(CorruptPoolException.class);
    PoolFile.abandonJournal(damaged, TestPool.PATH);
    assertThat(damaged.names()).containsExactly(TestPool.PATH);
    open(damaged).close();
  }

  @Test
  void abandonJournal_crashedAtEveryStep_leavesThePoolAsItWas_orClosed() throws Exception {
    TestPool pool = TestPool.create();
    pool.append(10000, 1);
    pool.log.checkpoint();
    pool.append(10000, 2);
    FakeMedium medium = pool.killed();
    medium.file(TestPool.PATH).cut(TestPool.SIZE - 4096);
    var cut = new PowerCut(medium);
    PoolFile.abandonJournal(medium, TestPool.PATH);
    Set<Long> found = new TreeSet<>();
    for (int i = 0; i <= cut.steps(); i++) {
      for (int seed = 0; seed < 20; seed++) {
        FakeMedium image = cut.after(i, PowerCut.random(new Random(seed), seed % 2 == 0 ? 8 : 512));
        openOrAbandonAgain(image);
        Map<Long, Long> words = TestPool.words(image.contents(TestPool.PATH));
        assertThat(words).containsOnlyKeys(10000L);
        found.addAll(words.values());
        assertThat(image.names()).containsExactly(TestPool.PATH);
      }
    }
    assertThat(found).containsExactly(1L, 2L); // without the journal, or still recovered with it
    assertThat(TestPool.words(cut.after(cut.steps(), PowerCut.NONE).contents(TestPool.PATH)))
        .containsExactly(Map.entry(10000L, 1L));
  }

  private static void openOrAbandonAgain(FakeMedium image) {
    try {
      open(image).close();
    } catch (CorruptPoolException e) {
      assertThat(e).hasMessageContaining("cut short");
      PoolFile.abandonJournal(image, TestPool.PATH);
      open(image).close();
    }
  }

  @Test
  void abandonJournal_ofAForgedLength_isRefused_andWritesNothing() {
    for (long size : new long[] {TestPool.SIZE * 16L, TestPool.SIZE * 16L + 16 * 4096}) {
      FakeMedium medium = killed();
      byte[] contents = medium.contents(TestPool.PATH);
      for (int at : new int[] {0, 4096}) {
        byte[] copy = Arrays.copyOfRange(contents, at, at + 4096);
        Superblock forged =
            Objects.requireNonNull(SuperblockFormat.decode(copy))
                .checkpointed(JournalPoint.start(0), size);
        System.arraycopy(SuperblockFormat.encode(forged), 0, contents, at, 4096);
      }
      medium.put(TestPool.PATH, contents.clone());
      if (size == TestPool.SIZE * 16L) {
        PoolFile.abandonJournal(medium, TestPool.PATH);
        assertThat(medium.contents(TestPool.PATH)).hasSize((int) size);
      } else {
        assertThatThrownBy(() -> PoolFile.abandonJournal(medium, TestPool.PATH))
            .isInstanceOf(CorruptPoolException.class)
            .hasMessage(
                "cannot open pool: less than a sixteenth of it is there, length=0x%x,"
                        .formatted(TestPool.SIZE)
                    + " expected=0x%x, restore a backup".formatted(size));
        assertThat(medium.contents(TestPool.PATH)).isEqualTo(contents);
        assertThat(medium.names()).contains(TestPool.JOURNAL);
      }
    }
  }

  @Test
  void info_ofNothing_isTyped_andOfAPoolThatWasNotClosedSaysSo() {
    assertThatThrownBy(() -> PoolFileInfo.read(new FakeMedium(), TestPool.PATH))
        .isInstanceOf(PoolException.class)
        .hasMessageContaining("cannot read pool: ");
    PoolFileInfo info = PoolFileInfo.read(killed(), TestPool.PATH);
    assertThat(info.closed()).isFalse();
    assertThat(info.journal()).isTrue();
    assertThatThrownBy(() -> PoolFile.openReadOnly(killed(), TestPool.PATH))
        .isInstanceOf(RecoveryNeededException.class);
  }

  @Test
  void options_outOfRange_areRefused() {
    for (int shift : new int[] {13, 27}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new JournalOptions(shift, 1, new Random(1)))
          .withMessage("journal segment out of range, shift=" + shift + ", range=14..26");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new JournalOptions(14, 0, new Random(1)))
        .withMessage("no room for a batch, bytes=0");
  }

  @Test
  void failureOnTheWayOut_isSuppressed_unlessItIsTheSame() {
    var failure = new OutOfMemoryError("one and the same");
    var other = new IllegalStateException("another");
    Closing.after(
        failure,
        () -> {
          throw failure;
        },
        () -> {
          throw other;
        });
    assertThat(failure.getSuppressed()).containsExactly(other);
  }

  @Test
  void e8_firstFailure_isTheCauseForGood() {
    var health = new Health();
    var first = new IllegalStateException("first");
    assertThat(health.fail(first)).hasCause(first);
    assertThat(health.fail(new IllegalStateException("second"))).hasCause(first);
  }
}
