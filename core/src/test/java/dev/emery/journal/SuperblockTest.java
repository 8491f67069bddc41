package dev.emery.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.CorruptPoolException;
import dev.emery.PoolException;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuperblockTest {
  private static final Superblock SUPERBLOCK =
      new Superblock(
          PoolIdentity.create(20, new Random(5), 1234),
          Superblock.State.OPEN,
          7,
          0x1122,
          1 << 20,
          new JournalPoint(99, 3, 0x7654));

  private static byte[] changed(Consumer<byte[]> change) {
    byte[] b = SuperblockFormat.encode(SUPERBLOCK);
    change.accept(b);
    LittleEndian.setInt(b, 12, LittleEndian.crcWithout(b, 0, b.length, 12));
    return b;
  }

  /** A medium with a pool both of whose superblocks were changed. */
  private static FakeMedium medium(Consumer<byte[]> change) {
    var medium = new FakeMedium();
    byte[] file = new byte[1 << 20];
    System.arraycopy(changed(change), 0, file, 0, 4096);
    System.arraycopy(changed(change), 0, file, 4096, 4096);
    medium.put(TestPool.PATH, file);
    return medium;
  }

  @Test
  void decode_givesWhatWasEncoded() {
    assertThat(SuperblockFormat.decode(SuperblockFormat.encode(SUPERBLOCK))).isEqualTo(SUPERBLOCK);
  }

  @Test
  void anyBit_isCovered() {
    byte[] b = SuperblockFormat.encode(SUPERBLOCK);
    for (int bit = 0; bit < b.length * 8; bit++) {
      b[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(SuperblockFormat.decode(b)).describedAs("bit %d", bit).isNull();
      b[bit / 8] ^= (byte) (1 << bit % 8);
    }
  }

  @Test
  void newerVersion_isRefused_andSaysSo() {
    assertThatThrownBy(() -> SuperblockFormat.decode(changed(b -> b[8] = 2)))
        .isExactlyInstanceOf(PoolException.class)
        .hasMessage("cannot open pool: written by a newer version, format=2, known=1");
  }

  @ParameterizedTest
  @CsvSource({
    "84, 3, zone shift",
    "84, 60, zone shift",
    "92, 9, state",
    "92, -1, state",
    "96, 0, generation",
    "96, -1, generation",
    "96, 9223372036854775807, generation",
    "112, 100, file size",
    "112, 8191, file size",
    "112, 9000, file size",
    "112, -4096, file size",
    "112, 9223372036854771712, file size",
    "120, -5, checkpoint",
    "120, 9223372036854775807, checkpoint",
    "128, -5, sequence",
    "128, 9223372036854775807, sequence"
  })
  void absurdValue_isRefused(int at, long value, String name) {
    byte[] changed =
        changed(b -> {
          if (at == 84 || at == 92) {
            LittleEndian.setInt(b, at, (int) value);
          } else {
            LittleEndian.setLong(b, at, value);
          }
        });
    assertThatThrownBy(() -> SuperblockFormat.decode(changed))
        .isInstanceOf(CorruptPoolException.class)
        .hasMessageContaining("absurd value in the superblock, " + name + "=0x");
  }

  @Test
  void e36_unknownFeatures_areRefusedByKind() {
    Consumer<byte[]> closed = b -> LittleEndian.setInt(b, 92, 0);
    FakeMedium compatible = medium(closed.andThen(b -> LittleEndian.setLong(b, 16, 8)));
    PoolFile.open(compatible, TestPool.PATH, TestPool.options(), TestPool.MAXIMUM).close();

    FakeMedium forReaders = medium(closed.andThen(b -> LittleEndian.setLong(b, 24, 8)));
    PoolFile.openReadOnly(forReaders, TestPool.PATH).close();
    assertThatThrownBy(
            () -> PoolFile.open(forReaders, TestPool.PATH, TestPool.options(), TestPool.MAXIMUM))
        .isExactlyInstanceOf(PoolException.class)
        .hasMessageContaining("features=0x8, open it read-only");

    FakeMedium incompatible = medium(closed.andThen(b -> LittleEndian.setLong(b, 32, 16)));
    assertThatThrownBy(() -> PoolFile.openReadOnly(incompatible, TestPool.PATH))
        .hasMessageEndingWith("features=0x10");
  }

  @Test
  void e36_preparedState_isRefused() {
    FakeMedium medium = medium(b -> LittleEndian.setInt(b, 92, 2));
    assertThatThrownBy(
            () -> PoolFile.open(medium, TestPool.PATH, TestPool.options(), TestPool.MAXIMUM))
        .hasMessageContaining("a commit over several pools is undecided");
  }

  @Test
  void unknownChecksum_isRefused() {
    assertThatThrownBy(() -> SuperblockFormat.decode(changed(b -> b[80] = 9)))
        .hasMessageContaining("unknown checksum, kind=9");
  }

  @Test
  void foreignFile_isRefused() {
    var medium = new FakeMedium();
    medium.put(TestPool.PATH, new byte[1 << 16]);
    assertThatThrownBy(
            () -> PoolFile.open(medium, TestPool.PATH, TestPool.options(), TestPool.MAXIMUM))
        .isInstanceOf(CorruptPoolException.class)
        .hasMessageContaining("not a pool, no superblock at its start");
  }

  @Test
  void fileCutAnywhere_isRefused() {
    TestPool pool = TestPool.create();
    pool.close();
    byte[] whole = pool.medium.contents(TestPool.PATH);
    for (int length = 0; length < whole.length; length += length < 9000 ? 100 : 4096) {
      var medium = new FakeMedium();
      medium.put(TestPool.PATH, Arrays.copyOf(whole, length));
      assertThatThrownBy(
              () -> PoolFile.open(medium, TestPool.PATH, TestPool.options(), TestPool.MAXIMUM))
          .isInstanceOf(CorruptPoolException.class)
          .hasMessageContaining("cut short");
      assertThat(medium.contents(TestPool.PATH)).hasSize(length);
    }
  }

  @Test
  void superblocksOfTwoPools_areRefused() {
    FakeMedium medium = medium(b -> {});
    byte[] other = changed(b -> LittleEndian.setLong(b, 40, 1));
    for (int i = 0; i < 4096; i++) {
      medium.file(TestPool.PATH).flip(i, other[i] ^ medium.contents(TestPool.PATH)[i]);
    }
    assertThatThrownBy(
            () -> PoolFile.open(medium, TestPool.PATH, TestPool.options(), TestPool.MAXIMUM))
        .isInstanceOf(CorruptPoolException.class)
        .hasMessageContaining("superblocks are of two pools");
  }

  @Test
  void oneDamagedCopy_isNoHarm_andBothAre() {
    for (int copy = 0; copy < 2; copy++) {
      TestPool pool = TestPool.create();
      pool.append(10000, 1);
      FakeMedium killed = pool.killed();
      killed.file(TestPool.PATH).flip(copy * 4096 + 500, 1);
      TestPool again = TestPool.open(killed);
      assertThat(again.states.lastEntry().getValue()).containsEntry(10000L, 1L);
      again.close();
      killed.file(TestPool.PATH).flip(500, 1);
      killed.file(TestPool.PATH).flip(4596, 1);
      assertThatThrownBy(
              () -> PoolFile.open(killed, TestPool.PATH, TestPool.options(), TestPool.MAXIMUM))
          .isInstanceOf(CorruptPoolException.class)
          .hasMessageContaining("both superblocks are damaged");
    }
  }
}
