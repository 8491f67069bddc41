package dev.emery.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.PoolBrokenException;
import dev.emery.PoolClosedException;
import dev.emery.ReadOnlyPoolException;
import dev.emery.journal.TestPool.Change;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedoLogTest {
  private static void assertReopened(TestPool pool) {
    var expected = pool.states.lastEntry();
    try (TestPool again = TestPool.open(pool.killed())) {
      assertThat(again.log.lastSequence()).isEqualTo(expected.getKey());
      assertThat(again.states.lastEntry().getValue()).isEqualTo(expected.getValue());
      assertThat(again.medium.names()).containsExactly(TestPool.PATH);
    }
  }

  @Test
  void append_thenKill_isThere() {
    TestPool pool = TestPool.create();
    assertThat(pool.append(10000, 1)).isEqualTo(1);
    assertThat(pool.append(new Change().put(10000, 2).put(20000, 3).zeros(30000, 64))).isEqualTo(2);
    assertThat(pool.append(new Change().word(8192, 5).word(8200, 6))).isEqualTo(3);
    assertReopened(pool);
  }

  @Test
  void noAppend_leavesOneClosedFile() {
    TestPool pool = TestPool.create();
    pool.log.checkpoint();
    assertThat(pool.medium.names()).containsExactly(TestPool.PATH);
    pool.close();
    assertThat(PoolFile.openReadOnly(pool.medium, TestPool.PATH).superblock().state())
        .isEqualTo(Superblock.State.CLOSED);
  }

  @Test
  void close_leavesOneFileWithEverything() {
    TestPool pool = TestPool.create();
    pool.append(10000, 1);
    pool.append(10008, 2);
    pool.close();
    assertThat(pool.medium.names()).containsExactly(TestPool.PATH);
    assertThat(TestPool.words(pool.medium.contents(TestPool.PATH)))
        .isEqualTo(pool.states.lastEntry().getValue());
    assertThatThrownBy(() -> pool.append(10000, 1)).isInstanceOf(PoolClosedException.class);
    pool.close();
  }

  @Test
  void sequence_continuesAfterReopening() {
    TestPool pool = TestPool.create();
    pool.append(10000, 1);
    pool.append(10000, 2);
    pool.close();
    TestPool again = TestPool.open(pool.medium);
    assertThat(again.append(10000, 3)).isEqualTo(3);
    assertReopened(again);
  }

  @ParameterizedTest
  @ValueSource(ints = {4000, 4096, 5000, 20_000, 50_000, 300_000, 3_000_000})
  void e4_recordOfAnySize_isReplayedWhole(int bytes) {
    TestPool pool = TestPool.create();
    var random = new Random(bytes);
    pool.append(10000, 1);
    pool.append(TestPool.large(bytes, random).word(8192, 77));
    pool.append(10000, 2);
    assertReopened(pool);
  }

  @Test
  void fullSegments_haveNoWindow_alsoAfterRecycling() {
    TestPool pool = TestPool.create();
    FakeFile journal = null;
    for (int i = 0; i < 200; i++) {
      pool.append(TestPool.large(i % 50 == 0 ? 100_000 : 2_000, new Random(i)));
      if (journal == null) {
        journal = pool.medium.file(TestPool.JOURNAL);
      }
      if (i % 50 == 49) {
        pool.log.checkpoint();
      }
      pool.append(10000, i);
      pool.append(10000, i + 1);
      assertThat(journal.windows()).isBetween(1, i % 50 == 0 ? 30 : 3);
    }
    assertReopened(pool);
    pool.close();
    assertThat(journal.windows()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 200, 300, 1000, 3000})
  void e4_manyWords_areSplitOverParts(int words) {
    TestPool pool = TestPool.create();
    var change = new Change().put(9000 * 8, 4);
    for (int i = 0; i < words; i++) {
      change.word(8192 + i * 8L, i + 1);
    }
    pool.append(change);
    pool.append(new Change().word(8192, 99));
    assertReopened(pool);
  }

  @Test
  void append_ofNothing_isARecord() {
    TestPool pool = TestPool.create();
    assertThat(pool.append(new Change())).isEqualTo(1);
    var body = new RecordBody();
    body.seal();
    assertThat(pool.log.append(body, 5000, (_, _) -> {})).isEqualTo(2);
    TestPool again = TestPool.open(pool.killed());
    assertThat(again.log.lastSequence()).isEqualTo(2);
    again.close();
  }

  @Test
  void e4_journalStartsWithTwoSegments_andGrowsWithoutCheckpoints() {
    TestPool pool = TestPool.create();
    pool.append(10000, 1);
    assertThat(pool.medium.contents(TestPool.JOURNAL)).hasSize(4096 + (2 << 14));
    for (int i = 0; i < 500; i++) {
      pool.append(TestPool.large(500, new Random(i)));
    }
    assertThat(pool.medium.contents(TestPool.JOURNAL).length).isGreaterThan(250_000);
    assertReopened(pool);
  }

  @Test
  void e4_checkpointsRecycle_andTheJournalStaysSmall() {
    TestPool pool = TestPool.create();
    for (int i = 0; i < 2000; i++) {
      pool.append(TestPool.large(500, new Random(i)));
      if (i % 20 == 0) {
        pool.log.checkpoint();
      }
    }
    assertThat(pool.medium.contents(TestPool.JOURNAL).length).isLessThan(4096 + 4 * (1 << 14));
    assertReopened(pool);
  }

  @Test
  void bytesSinceCheckpoint_growsAndFallsToZero() {
    TestPool pool = TestPool.create();
    pool.append(10000, 1);
    assertThat(pool.log.bytesSinceCheckpoint()).isBetween(70L, 300L);
    pool.log.checkpoint();
    assertThat(pool.log.bytesSinceCheckpoint()).isZero();
    pool.close();
  }

  @Test
  void e5_sectionThatThrows_breaksThePool() {
    TestPool pool = TestPool.create();
    pool.append(10000, 1);
    var body = new RecordBody();
    body.seal();
    var failure = new IllegalStateException("section");
    Section failing =
        (_, _) -> {
          throw failure;
        };
    assertThatThrownBy(() -> pool.log.append(body, 0, failing))
        .isInstanceOf(PoolBrokenException.class)
        .hasCause(failure);
    assertThatThrownBy(() -> pool.append(10000, 2)).isInstanceOf(PoolBrokenException.class);
    assertThatThrownBy(() -> pool.log.awaitDurable(1)).isInstanceOf(PoolBrokenException.class);
    assertThatThrownBy(() -> pool.log.checkpoint()).isInstanceOf(PoolBrokenException.class);
    pool.log.close();
    assertReopened(pool);
  }

  @Test
  void e5_moreWordsThanAnnounced_breakThePool() {
    TestPool pool = TestPool.create();
    var body = new RecordBody();
    body.seal();
    assertThatThrownBy(() ->
            pool.log.append(
                body,
                1,
                (_, out) -> {
                  out.set(8192, 1);
                  out.set(8200, 1);
                }))
        .isInstanceOf(PoolBrokenException.class)
        .hasStackTraceContaining("more words than announced");
    pool.drop();
  }

  @Test
  void windows_ofFullSegments_stayWhereFilesAreInMemory() {
    var medium = new FakeMedium();
    medium.beInMemory();
    TestPool pool = TestPool.create(medium);
    for (int i = 0; i < 60; i++) {
      pool.append(TestPool.large(2000, new Random(i)));
    }
    FakeFile journal = medium.file(TestPool.JOURNAL);
    long segments = (journal.size() - JournalFormat.FILE_HEADER) >> 14;
    assertThat(segments).isGreaterThan(5);
    assertThat(journal.windows()).isGreaterThanOrEqualTo((int) segments - 1);
    pool.close();
    assertThat(journal.windows()).isZero();
  }

  @Test
  void wordBuffer_growsForOneRecord_andIsSmallAgain() {
    var buffer = new WordBuffer();
    int first = buffer.array().length;
    buffer.prepare(10_000);
    int large = buffer.array().length;
    assertThat(large).isGreaterThan(160_000);
    buffer.prepare(5000);
    assertThat(buffer.array()).hasSize(large);
    buffer.prepare(1);
    assertThat(buffer.array()).hasSize(first);
  }

  @Test
  void unsealedBody_isRefused() {
    TestPool pool = TestPool.create();
    var body = new RecordBody();
    assertThatIllegalArgumentException().isThrownBy(() -> pool.log.append(body, 0, (_, _) -> {}));
    body.word(8192, 1);
    body.seal();
    body.word(8200, 1);
    assertThatIllegalArgumentException().isThrownBy(() -> pool.log.append(body, 0, (_, _) -> {}));
    pool.close();
  }

  @Test
  void awaitDurable_ofARecordThatIsNot_isRefused() {
    TestPool pool = TestPool.create();
    assertThatIllegalArgumentException().isThrownBy(() -> pool.log.awaitDurable(1));
    pool.log.awaitDurable(0);
    pool.close();
  }

  @Test
  void readOnlyPool_hasNoLog() {
    TestPool.create().close();
    TestPool pool = TestPool.create();
    pool.close();
    try (PoolFile file = PoolFile.openReadOnly(pool.medium, TestPool.PATH)) {
      assertThatThrownBy(() -> new RedoLog(file, TestPool.options()))
          .isInstanceOf(ReadOnlyPoolException.class);
    }
  }
}
