package dev.emery.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.CorruptPoolException;
import dev.emery.RecoveryNeededException;
import java.io.IOException;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.Consumer;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

/** Journals with right checksums and wrong contents. */
class DamagedJournalTest {
  private static final int SEGMENT = 1 << 14;

  private static FakeMedium killed() {
    TestPool pool = TestPool.create();
    pool.append(10000, 1);
    return pool.killed();
  }

  /** A pool in whose journal 64 bytes at an offset were changed, with a right checksum. */
  private static FakeMedium changed(int header, int crcAt, Consumer<byte[]> change) {
    FakeMedium medium = killed();
    byte[] journal = medium.contents(TestPool.JOURNAL);
    byte[] b = Arrays.copyOfRange(journal, header, header + 64);
    change.accept(b);
    LittleEndian.setInt(b, crcAt, LittleEndian.crcWithout(b, 0, 64, crcAt));
    System.arraycopy(b, 0, journal, header, 64);
    medium.put(TestPool.JOURNAL, journal);
    return medium;
  }

  /** Opens what must not be opened, and sees to it that it is left as it was. */
  private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(FakeMedium medium) {
    byte[] before = medium.contents(TestPool.PATH);
    var refused =
        assertThatThrownBy(
            () -> PoolFile.open(medium, TestPool.PATH, TestPool.options(), TestPool.MAXIMUM));
    assertThat(medium.contents(TestPool.PATH)).isEqualTo(before);
    assertThat(medium.exists(TestPool.JOURNAL)).isTrue();
    return refused;
  }

  @Test
  void journalShorterThanItsHeader_isRefused() {
    FakeMedium medium = killed();
    medium.put(TestPool.JOURNAL, new byte[4095]);
    assertRefused(medium)
        .isInstanceOf(CorruptPoolException.class)
        .hasMessage("cannot read journal: cut short, length=0xfff");
  }

  @Test
  void journalOfAnotherPool_inEitherHalfOfItsId_isRefused() {
    for (int at = 16; at <= 24; at += 8) {
      int half = at;
      assertRefused(changed(0, 12, b -> b[half] ^= 1))
          .isInstanceOf(RecoveryNeededException.class)
          .hasMessageContaining("the journal beside it is not the one it was left with");
    }
  }

  @Test
  void absurdSegmentLength_isRefused() {
    for (int shift : new int[] {13, 27, -1}) {
      assertRefused(changed(0, 12, b -> LittleEndian.setInt(b, 40, shift)))
          .isInstanceOf(CorruptPoolException.class)
          .hasMessage("cannot read journal: absurd segment length, shift=" + shift);
    }
  }

  @Test
  void twoSegmentsWithOneNumber_areRefused() {
    FakeMedium medium = killed();
    byte[] journal = medium.contents(TestPool.JOURNAL);
    System.arraycopy(journal, 4096, journal, 4096 + SEGMENT, 64);
    medium.put(TestPool.JOURNAL, journal);
    assertRefused(medium)
        .isInstanceOf(CorruptPoolException.class)
        .hasMessage("cannot read journal: two segments have one number, number=0");
  }

  @Test
  void segmentOfAnotherEpochOrANegativeNumber_isNone() {
    byte[] b = new byte[64];
    JournalFormat.setSegmentHeader(b, 7, 3, 0);
    assertThat(JournalFormat.isSegmentHeader(b, 7)).isTrue();
    assertThat(JournalFormat.isSegmentHeader(b, 8)).isFalse();
    JournalFormat.setSegmentHeader(b, 7, -1, 0);
    assertThat(JournalFormat.isSegmentHeader(b, 7)).isFalse();
  }

  /** A pool that was left with a prepare record that has these notes. */
  private static FakeMedium prepared(Consumer<RecordBody> notes) {
    TestPool pool = TestPool.create();
    var body = new RecordBody();
    body.word(10000, 1);
    notes.accept(body);
    body.seal();
    pool.log.awaitDurable(pool.log.prepare(body, Ticket.draw()));
    return pool.killed();
  }

  @Test
  void prepareRecord_withoutCoordinatorOrItsPaths_isRefused() {
    assertRefused(prepared(body -> body.note(EntryFormat.NOTE_RESOLVE, 1, 2)))
        .isInstanceOf(CorruptPoolException.class)
        .hasMessageContaining("prepare record without a coordinator, position=0x");
    assertRefused(prepared(body -> body.note(EntryFormat.NOTE_PREPARE, 1, 2, 3, 4)))
        .isInstanceOf(CorruptPoolException.class)
        .hasMessageContaining("prepare record without a coordinator, position=0x");
  }

  @Test
  void prepareRecord_withAnUnknownNoteOrOneOfAWrongLength_isRefused() {
    assertRefused(prepared(body -> body.note(9, 1)))
        .isInstanceOf(CorruptPoolException.class)
        .hasMessage("cannot read journal: unknown note, type=9");
    for (int type : new int[] {1, 3, 4, 5}) {
      assertRefused(prepared(body -> body.note(type, 1)))
          .isInstanceOf(CorruptPoolException.class)
          .hasMessageContaining("note of a wrong length, position=0x")
          .hasMessageEndingWith("length=8");
    }
  }

  @Test
  void prepareRecord_thatReadsOtherwiseTheSecondTime_isFound() throws IOException {
    FakeMedium medium =
        prepared(body ->
            new Preparation(new Ticket(1, 2), new UUID(3, 4), "", "/pools/b.pool").addTo(body));
    FakeFile journal = medium.file(TestPool.JOURNAL);
    Superblock open = SuperblockFile.open(medium.file(TestPool.PATH), false).current();
    JournalReader reader = JournalScan.of(journal, open).reader(open.checkpoint());
    assertThat(reader.next()).isTrue();
    Prepared prepared = reader.undecided().values().iterator().next();
    journal.flip(4096 + 64 + 56, 1);
    assertThatThrownBy(() -> reader.applyPrepared(prepared, new Extent(open)))
        .isInstanceOf(CorruptPoolException.class)
        .hasMessage("cannot read journal: prepare record cannot be read again, position=0x0");
  }
}
