package dev.emery.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.CorruptPoolException;
import dev.emery.PoolException;
import dev.emery.PoolFullException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Files that nobody wrote this way: a result or a {@link PoolException}, in bounded time. */
@Timeout(300)
class HostileFilesTest {
  private static FakeMedium killed() {
    TestPool pool = TestPool.create();
    for (int i = 0; i < 60; i++) {
      pool.append(TestPool.large(100 + i * 20, new Random(i)));
      if (i == 20) {
        pool.log.checkpoint();
      }
    }
    return pool.killed();
  }

  private static void assertBounded(FakeMedium medium) {
    try {
      TestPool pool = TestPool.open(medium);
      pool.append(10000, 1);
      pool.close();
    } catch (PoolException e) {
      assertThat(e.getMessage()).isNotNull();
    }
    assertThat(medium.used()).isLessThan(64 << 20);
  }

  @Test
  void damagedBits_anywhere() {
    FakeMedium medium = killed();
    var random = new Random(1);
    for (int i = 0; i < 3000; i++) {
      var copy = copy(medium);
      for (int k = random.nextInt(4); k >= 0; k--) {
        FakeFile file = copy.file(random.nextInt(3) == 0 ? TestPool.PATH : TestPool.JOURNAL);
        int near = random.nextBoolean() ? 8192 : (int) file.size();
        file.flip(random.nextInt(near), 1 << random.nextInt(8));
      }
      assertBounded(copy);
    }
  }

  private static FakeMedium copy(FakeMedium medium) {
    var copy = new FakeMedium();
    medium.names().forEach(name -> copy.put(name, medium.contents(name)));
    return copy;
  }

  @Test
  void headersWithRightChecksums_butAbsurdFields() {
    FakeMedium medium = killed();
    var random = new Random(2);
    for (int i = 0; i < 3000; i++) {
      var copy = copy(medium);
      byte[] journal = copy.contents(TestPool.JOURNAL);
      int at = 4096 + random.nextInt(3) * (1 << 14) + 64;
      int field = at + 4 * random.nextInt(14);
      LittleEndian.setInt(
          journal, field, random.nextBoolean() ? random.nextInt() : -1 >>> random.nextInt(32));
      int words = Math.floorMod(LittleEndian.getInt(journal, at + 48), 100);
      LittleEndian.setInt(journal, at, LittleEndian.crc(journal, at + 4, 52 + words * 16));
      copy.put(TestPool.JOURNAL, journal);
      assertBounded(copy);
    }
  }

  /** A journal that is valid in all but where it writes. */
  private static FakeMedium writing(TestPool.Change change) {
    TestPool pool = TestPool.create();
    pool.append(change);
    return pool.killed();
  }

  @Test
  void writesOutsideThePoolsData_areRefused_beforeAnythingIsWritten() {
    long maximum = 6656L << 20;
    for (var change :
        new TestPool.Change[] {
          new TestPool.Change().put(0, 1),
          new TestPool.Change().put(8184, 1),
          new TestPool.Change().put(maximum, 1),
          new TestPool.Change().word(4096, 1),
          new TestPool.Change().word(8195, 1),
          new TestPool.Change().word(-8, 1),
          new TestPool.Change().word(maximum, 1)
        }) {
      FakeMedium medium = writing(change);
      byte[] before = medium.contents(TestPool.PATH);
      assertThatThrownBy(
              () -> PoolFile.open(medium, TestPool.PATH, TestPool.options(), TestPool.MAXIMUM))
          .isInstanceOf(CorruptPoolException.class)
          .hasMessageContaining("it writes where a pool has no data, offset=0x");
      assertThat(medium.contents(TestPool.PATH)).isEqualTo(before);
    }
  }

  @Test
  void journalThatMakesTheFileTooLong_isRefused_beforeAnythingIsWritten() {
    long end = TestPool.MAXIMUM;
    for (var change :
        new TestPool.Change[] {
          new TestPool.Change().put(end, 1),
          new TestPool.Change().put(6655L << 20, 1),
          new TestPool.Change().word(end, 1),
          new TestPool.Change().put(10000, 1).zeros(8192, end - 8192 + 8)
        }) {
      FakeMedium medium = writing(change);
      byte[] before = medium.contents(TestPool.PATH);
      assertThatThrownBy(() -> open(medium, end))
          .isInstanceOf(PoolFullException.class)
          .hasMessageContaining("its journal makes it longer than the maximum size, needed=")
          .hasMessageContaining("maximum=" + end + ", open it with a larger maximum size")
          .hasMessageContaining("abandonJournal");
      assertThat(medium.stepCount()).isZero();
      assertThat(medium.contents(TestPool.PATH)).isEqualTo(before);
    }
    FakeMedium medium = writing(new TestPool.Change().put(end, 1));
    assertThatThrownBy(() -> open(medium, end)).isInstanceOf(PoolFullException.class);
    open(medium, end + 4096).close();
    assertThat(medium.contents(TestPool.PATH)).hasSize((int) end + 4096);
    open(medium, 0).close(); // as long as it is

    FakeMedium exact = writing(new TestPool.Change().put(end - 8, 1));
    open(exact, end).close();
    assertThat(exact.contents(TestPool.PATH)).hasSize((int) end);
  }

  private static PoolFile open(FakeMedium medium, long maximum) {
    return PoolFile.open(medium, TestPool.PATH, TestPool.options(), maximum);
  }

  private static FakeMedium recordOfKind(int kind) {
    FakeMedium medium = writing(new TestPool.Change().put(10000, 1));
    byte[] journal = medium.contents(TestPool.JOURNAL);
    int at = 4096 + 64;
    LittleEndian.setInt(journal, at + 52, LittleEndian.getInt(journal, at + 52) | kind << 28);
    LittleEndian.setInt(journal, at, LittleEndian.crc(journal, at + 4, 52));
    medium.put(TestPool.JOURNAL, journal);
    return medium;
  }

  @Test
  void recordOfAnUnknownKind_isRefused() {
    FakeMedium medium = recordOfKind(4);
    assertThatThrownBy(
            () -> PoolFile.open(medium, TestPool.PATH, TestPool.options(), TestPool.MAXIMUM))
        .isInstanceOf(PoolException.class)
        .hasMessageContaining("a record of an unknown kind, position=0x40, kind=4");
  }

  @Test
  void recordOfACommitOverSeveralPools_withoutATicket_isRefused() {
    for (int kind = 1; kind <= 3; kind++) {
      FakeMedium medium = recordOfKind(kind);
      assertThatThrownBy(
              () -> PoolFile.open(medium, TestPool.PATH, TestPool.options(), TestPool.MAXIMUM))
          .isInstanceOf(CorruptPoolException.class)
          .hasMessageContaining("prepare record without a ticket");
    }
  }

  @Test
  void journalOfANewerVersion_isRefused() {
    FakeMedium medium = writing(new TestPool.Change().put(10000, 1));
    byte[] journal = medium.contents(TestPool.JOURNAL);
    LittleEndian.setInt(journal, 8, 2);
    LittleEndian.setInt(journal, 12, LittleEndian.crcWithout(journal, 0, 64, 12));
    medium.put(TestPool.JOURNAL, journal);
    assertThatThrownBy(
            () -> PoolFile.open(medium, TestPool.PATH, TestPool.options(), TestPool.MAXIMUM))
        .isExactlyInstanceOf(PoolException.class)
        .hasMessageContaining("cannot read journal: written by a newer version, format=2");
  }
}
