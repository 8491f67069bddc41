package dev.emery.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.CorruptPoolException;
import dev.emery.journal.TestPool.Change;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The end of a journal that a power cut tore, and damage that no power cut can have done. */
class TornTailTest {
  private static final int FIRST = JournalFormat.FILE_HEADER + JournalFormat.SEGMENT_HEADER;

  private static FakeMedium with(FakeMedium medium, byte[] journal) {
    var copy = new FakeMedium();
    copy.put(TestPool.PATH, medium.contents(TestPool.PATH));
    copy.put(TestPool.JOURNAL, journal);
    return copy;
  }

  private static long recovered(FakeMedium medium, TestPool model) {
    try (TestPool pool = TestPool.open(medium)) {
      long last = pool.log.lastSequence();
      assertThat(pool.states.lastEntry().getValue()).isEqualTo(model.states.get(last));
      return last;
    }
  }

  @Test
  void journalCutAtEveryByte_leavesTheCompleteRecords() {
    TestPool pool = TestPool.create();
    int[] ends = new int[6];
    for (int i = 1; i <= 5; i++) {
      pool.append(new Change().put(10000, i).put(20000 + i * 8L, i).word(8192, i));
      ends[i] = (int) (FIRST + pool.log.bytesSinceCheckpoint() - JournalFormat.SEGMENT_HEADER);
    }
    FakeMedium killed = pool.killed();
    byte[] journal = killed.contents(TestPool.JOURNAL);
    for (int cut = FIRST; cut < ends[5] + 100; cut++) {
      int at = cut;
      int complete = (int) Arrays.stream(ends, 1, 6).filter(end -> end <= at).count();
      byte[] zeros = journal.clone();
      Arrays.fill(zeros, cut, zeros.length, (byte) 0);
      assertThat(recovered(with(killed, zeros), pool)).isGreaterThanOrEqualTo(complete);
      byte[] garbage = journal.clone();
      new Random(cut).nextBytes(garbage);
      System.arraycopy(journal, 0, garbage, 0, cut);
      assertThat(recovered(with(killed, garbage), pool)).isEqualTo(complete);
      assertThat(recovered(with(killed, Arrays.copyOf(journal, cut)), pool)).isEqualTo(complete);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {6000, 40_000})
  void recordWithoutItsLastPart_isNotThere(int bytes) {
    TestPool pool = TestPool.create();
    pool.append(10000, 1);
    pool.append(TestPool.large(bytes, new Random(1)));
    long end = pool.log.bytesSinceCheckpoint();
    FakeMedium killed = pool.killed();
    byte[] journal = killed.contents(TestPool.JOURNAL);
    int last = (int) (JournalFormat.FILE_HEADER + end - 8);
    journal[last] ^= 1;
    assertThat(recovered(with(killed, journal), pool)).isEqualTo(1);
  }

  @Test
  void everyBitOfARecord_isCovered() {
    TestPool pool = TestPool.create();
    pool.append(10000, 1);
    long first = pool.log.bytesSinceCheckpoint();
    pool.append(new Change().put(20000, 2).word(8192, 3));
    long second = pool.log.bytesSinceCheckpoint();
    FakeMedium killed = pool.killed();
    for (long at = first; at < second; at++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] journal = killed.contents(TestPool.JOURNAL);
        journal[(int) (JournalFormat.FILE_HEADER + at)] ^= (byte) (1 << bit);
        assertThat(recovered(with(killed, journal), pool)).isEqualTo(1);
      }
    }
  }

  @Test
  void e6_badRecordThatWasDurable_isCorruption() {
    TestPool pool = TestPool.create();
    pool.append(10000, 1);
    pool.append(10000, 2);
    long second = pool.log.bytesSinceCheckpoint();
    pool.log.awaitDurable(2);
    pool.append(10000, 3);
    long third = pool.log.bytesSinceCheckpoint();
    pool.append(10000, 4);
    FakeMedium killed = pool.killed();
    byte[] journal = killed.contents(TestPool.JOURNAL);
    journal[(int) (JournalFormat.FILE_HEADER + second - 1)] ^= 1;
    byte[] before = killed.contents(TestPool.PATH);
    assertThatThrownBy(() -> recovered(with(killed, journal), pool))
        .isInstanceOf(CorruptPoolException.class)
        .hasMessageContaining("record=2, position=0x")
        .hasMessageContaining("but record=2 was on stable storage");
    assertThat(killed.contents(TestPool.PATH)).isEqualTo(before);

    journal[(int) (JournalFormat.FILE_HEADER + second - 1)] ^= 1;
    journal[(int) (JournalFormat.FILE_HEADER + third - 1)] ^= 1;
    assertThat(recovered(with(killed, journal), pool)).isEqualTo(2);
  }

  @Test
  void e6_lostSegmentThatWasDurable_isCorruption() {
    TestPool pool = TestPool.create();
    for (int i = 0; i < 60; i++) {
      pool.append(TestPool.large(1000, new Random(i)));
      if (i == 40) {
        pool.log.awaitDurable(41);
      }
    }
    FakeMedium killed = pool.killed();
    byte[] journal = killed.contents(TestPool.JOURNAL);
    int segment = 1 << 14;
    assertThat(journal.length).isGreaterThan(JournalFormat.FILE_HEADER + 3 * segment);
    for (int lost = 0; lost < 2; lost++) {
      byte[] damaged = journal.clone();
      int at = JournalFormat.FILE_HEADER + lost * segment;
      Arrays.fill(damaged, at, at + segment, (byte) 0);
      assertThatThrownBy(() -> recovered(with(killed, damaged), pool))
          .isInstanceOf(CorruptPoolException.class);
    }
    byte[] damaged = journal.clone();
    damaged[JournalFormat.FILE_HEADER + segment + 3] ^= 1; // only its header
    assertThatThrownBy(() -> recovered(with(killed, damaged), pool))
        .isInstanceOf(CorruptPoolException.class)
        .hasMessageContaining("was on stable storage");
  }

  @Test
  void e6_durableMark_isInSegmentHeadersToo() {
    TestPool pool = TestPool.create();
    while (pool.log.bytesSinceCheckpoint() < 16000) {
      pool.append(TestPool.large(900, new Random(1)));
    }
    pool.log.awaitDurable(pool.log.lastSequence());
    long durable = pool.log.lastSequence();
    pool.append(TestPool.large(3000, new Random(1)));
    FakeMedium killed = pool.killed();
    byte[] journal = killed.contents(TestPool.JOURNAL);
    int next = JournalFormat.FILE_HEADER + (1 << 14);
    Arrays.fill(journal, next + 64, journal.length, (byte) 0);
    assertThat(recovered(with(killed, journal), pool)).isEqualTo(durable);
    journal[JournalFormat.FILE_HEADER + 15000] ^= 1;
    assertThatThrownBy(() -> recovered(with(killed, journal), pool))
        .isInstanceOf(CorruptPoolException.class);
  }

  @Test
  void copyOfARecordElsewhere_isNoRecord() {
    TestPool pool = TestPool.create();
    pool.append(10000, 1);
    long first = pool.log.bytesSinceCheckpoint();
    FakeMedium killed = pool.killed();
    byte[] journal = killed.contents(TestPool.JOURNAL);
    int from = FIRST;
    int to = (int) (JournalFormat.FILE_HEADER + first);
    System.arraycopy(journal, from, journal, to, to - from);
    assertThat(recovered(with(killed, journal), pool)).isEqualTo(1);
  }

  /** A journal whose second record got another field and a right checksum. */
  private static byte[] changedHead(byte[] journal, int at, int field, int change) {
    byte[] copy = journal.clone();
    LittleEndian.setInt(copy, at + field, LittleEndian.getInt(copy, at + field) + change);
    int words = LittleEndian.getInt(copy, at + 48);
    LittleEndian.setInt(copy, at, LittleEndian.crc(copy, at + 4, 52 + words * 16));
    return copy;
  }

  @ParameterizedTest
  @CsvSource({
    "8, 1, epoch",
    "16, 8, position",
    "24, 1, sequence",
    "24, -1, sequence",
    "40, 1, predecessor",
    "44, 1, body checksum",
    "48, -1, words",
    "52, 1, part",
    "52, -2147483648, last"
  })
  void everyFieldOfAHead_isCompared(int field, int change, String name) {
    TestPool pool = TestPool.create();
    pool.append(10000, 1);
    int at = (int) (JournalFormat.FILE_HEADER + pool.log.bytesSinceCheckpoint());
    pool.append(new Change().put(20000, 2).word(8192, 3));
    FakeMedium killed = pool.killed();
    byte[] journal = killed.contents(TestPool.JOURNAL);
    assertThat(recovered(with(killed, changedHead(journal, at, 0, 0)), pool)).isEqualTo(2);
    assertThat(recovered(with(killed, changedHead(journal, at, field, change)), pool))
        .describedAs(name)
        .isEqualTo(1);
  }

  @Test
  void e6_onlyAPartAtItsPlaceAndOfThisEpoch_isEvidence() {
    TestPool pool = TestPool.create();
    pool.append(10000, 1);
    int at = (int) (JournalFormat.FILE_HEADER + pool.log.bytesSinceCheckpoint());
    pool.append(10000, 2);
    pool.log.awaitDurable(2);
    int third = (int) (JournalFormat.FILE_HEADER + pool.log.bytesSinceCheckpoint());
    pool.append(10000, 3);
    int end = (int) (JournalFormat.FILE_HEADER + pool.log.bytesSinceCheckpoint());
    FakeMedium killed = pool.killed();
    byte[] journal = killed.contents(TestPool.JOURNAL);
    journal[at + 60] ^= 1;
    assertThatThrownBy(() -> recovered(with(killed, journal), pool))
        .isInstanceOf(CorruptPoolException.class);
    byte[] foreign = changedHead(journal, third, 8, 1);
    assertThat(recovered(with(killed, foreign), pool)).isEqualTo(1);
    byte[] moved = journal.clone();
    Arrays.fill(moved, third, end, (byte) 0);
    System.arraycopy(journal, third, moved, third + 8, end - third);
    assertThat(recovered(with(killed, moved), pool)).isEqualTo(1);
  }
}
