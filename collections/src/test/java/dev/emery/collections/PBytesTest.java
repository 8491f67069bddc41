package dev.emery.collections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.JournalEndedException;
import dev.emery.pool.Pool;
import dev.emery.transaction.Journal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Byte arrays: contracts, streams, comparison, isolation and room. */
@Timeout(120)
class PBytesTest {
  private static final int CHUNK = 16_384 - 16;

  private final Pool<ChainShelf> pool = ChainShelf.inMemory();
  private final ChainShelf shelf = pool.root();
  private final PBytes<ChainShelf> bytes = shelf.bytes();

  @AfterEach
  void close() {
    assertThat(pool.check().problems()).isEmpty();
    pool.close();
  }

  private byte[] fill(int length) {
    byte[] random = new byte[length];
    new Random(length).nextBytes(random);
    pool.transaction(j -> bytes.append(j, random));
    return random;
  }

  // ---- contracts

  @Test
  void placesOutside_areRefused_andChangeNothing() {
    byte[] content = fill(100);
    assertOutside(() -> bytes.get(100));
    assertOutside(() -> bytes.get(-1));
    assertOutside(() -> bytes.copyOfRange(10, 101));
    assertOutside(() -> bytes.copyOfRange(0, -1));
    assertOutside(() -> bytes.copyTo(0, new byte[10], 5, 6));
    assertOutside(() -> bytes.copyTo(95, new byte[10], 0, 6));
    assertOutside(() -> bytes.copyTo(95, ByteBuffer.allocate(6)));
    assertOutside(() -> bytes.indexOf(new byte[1], 101));
    pool.transaction(j -> {
      assertOutside(() -> bytes.set(j, 100, (byte) 1));
      assertOutside(() -> bytes.set(j, 99, new byte[2]));
      assertOutside(() -> bytes.insert(j, 101, new byte[1]));
      assertOutside(() -> bytes.removeRange(j, 50, 101));
      assertOutside(() -> bytes.removeRange(j, 50, 49));
      assertOutside(() -> bytes.fill(j, 0, 101, (byte) 1));
      assertOutside(() -> bytes.append(j, new byte[3], 2, 2));
      assertThatThrownBy(() -> bytes.truncate(j, -1)).isInstanceOf(IllegalArgumentException.class);
    });
    assertThat(bytes.toByteArray()).isEqualTo(content);
  }

  private static void assertOutside(Runnable call) {
    assertThatThrownBy(call::run).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void of_copies_andPrototypesChangeToo() {
    byte[] source = {1, 2, 3};
    PBytes<ChainShelf> prototype = PBytes.of(source);
    source[0] = 9;
    pool.transaction(j -> prototype.append(j, (byte) 4).insert(j, 0, new byte[] {0}));
    assertThat(prototype.toByteArray()).containsExactly(0, 1, 2, 3, 4);
    assertThatThrownBy(() ->
            pool.transaction(j -> {
              prototype.removeRange(j, 1, 3).fill(j, 0, 2, (byte) 7);
              throw new IllegalStateException();
            }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(prototype.toByteArray()).containsExactly(0, 1, 2, 3, 4);
    assertThat(prototype.footprint()).isZero();
  }

  @Test
  void e18_prototype_isOneAgainAfterARollback() {
    PBytes<ChainShelf> file = PBytes.of((byte) 1);
    pool.transaction(j -> {
      var savepoint = j.savepoint();
      shelf.files().put(j, "one", file);
      file.append(j, (byte) 2);
      j.rollbackTo(savepoint);
      assertThat(file.toByteArray()).containsExactly(1);
      shelf.files().put(j, "two", file);
    });
    assertThat(shelf.files().get("two")).isEqualTo(file);
    assertThat(shelf.files()).hasSize(1);
  }

  @Test
  void toString_showsTheBeginning() {
    assertThat(PBytes.of((byte) 1, (byte) -1)).hasToString("PBytes[length=2, 01ff]");
    fill(33);
    assertThat(bytes.toString()).startsWith("PBytes[length=33, ").endsWith("…]").hasSize(84);
  }

  // ---- comparison

  @Test
  void compareTo_isUnsigned_equalsByContent() {
    PBytes<ChainShelf> low = PBytes.of((byte) 1);
    PBytes<ChainShelf> high = PBytes.of((byte) -1);
    PBytes<ChainShelf> longer = PBytes.of((byte) 1, (byte) 0);
    assertThat(low).isLessThan(high).isLessThan(longer).isEqualByComparingTo(PBytes.of((byte) 1));
    assertThat(longer).isLessThan(high);
    byte[] content = fill(200_000);
    assertThat(bytes).isEqualTo(PBytes.of(content)).hasSameHashCodeAs(PBytes.of(content));
    content[199_999]++;
    assertThat(bytes).isNotEqualTo(PBytes.of(content));
    assertThat(bytes).isNotEqualTo(PBytes.of(Arrays.copyOf(content, 199_999)));
  }

  @Test
  void indexOf_findsPatternsAcrossChunksAndWindows() {
    pool.transaction(j -> bytes.append(j, new byte[300_000]));
    byte[] pattern = {1, 2, 3, 4, 5};
    for (int at : new int[] {0, CHUNK - 2, (1 << 16) - 3, 1 << 16, (1 << 16) + 2, 299_995}) {
      pool.transaction(j -> bytes.set(j, at, pattern));
      assertThat(bytes.indexOf(pattern)).isEqualTo(at);
      assertThat(bytes.indexOf(pattern, at)).isEqualTo(at);
      assertThat(at < 299_995 ? bytes.indexOf(pattern, at + 1) : -1).isEqualTo(-1);
      assertThat(bytes.indexOf((byte) 3)).isEqualTo(at + 2);
      pool.transaction(j -> bytes.fill(j, at, at + 5, (byte) 0));
    }
    assertThat(bytes.indexOf(pattern)).isEqualTo(-1);
    assertThat(bytes.indexOf(new byte[0], 300_000)).isEqualTo(300_000);
    assertThat(bytes.indexOf(new byte[300_001])).isEqualTo(-1);
  }

  // ---- streams

  @Test
  void streams_carryAllBytes() throws IOException {
    byte[] content = fill(100_000);
    try (InputStream in = bytes.openStream()) {
      assertThat(in.available()).isEqualTo(100_000);
      assertThat(in.read()).isEqualTo(content[0] & 0xFF);
      in.mark(0);
      assertThat(in.skip(50_000)).isEqualTo(50_000);
      assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(content, 50_001, 100_000));
      assertThat(in.read()).isEqualTo(-1);
      in.reset();
      assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(content, 1, 100_000));
    }
    pool.transaction(j -> {
      try (InputStream in = bytes.openStream();
          OutputStream out = other(j)) {
        in.transferTo(out);
        out.write(200);
      }
    });
    PBytes<ChainShelf> copy = shelf.files().get("copy");
    assertThat(copy.length()).isEqualTo(100_001);
    assertThat(copy.get(100_000)).isEqualTo((byte) 200);
    assertThat(copy.copyOfRange(0, 100_000)).isEqualTo(content);
  }

  private OutputStream other(Journal<ChainShelf> j) {
    shelf.files().put(j, "copy", new PBytes<>());
    return shelf.files().get("copy").appendStream(j);
  }

  @Test
  void e31_stream_failsFast() throws IOException {
    fill(50_000);
    InputStream in = bytes.openStream();
    assertThat(in.read()).isNotNegative();
    pool.transaction(j -> bytes.set(j, 40_000, (byte) 1));
    assertThatThrownBy(in::read).isInstanceOf(ConcurrentModificationException.class);
  }

  @Test
  void e31_stream_failsFast_alsoAfterFillAndClear() throws IOException {
    fill(50_000);
    InputStream filled = bytes.openStream();
    assertThat(filled.read()).isNotNegative();
    pool.transaction(j -> bytes.fill(j, 0, 50_000, (byte) 1));
    assertThatThrownBy(filled::read).isInstanceOf(ConcurrentModificationException.class);
    InputStream cleared = bytes.openStream();
    assertThat(cleared.read()).isNotNegative();
    pool.transaction(j -> bytes.clear(j));
    assertThatThrownBy(cleared::read).isInstanceOf(ConcurrentModificationException.class);
  }

  @Test
  void appendStream_afterItsTransaction_throws() {
    List<OutputStream> streams = new ArrayList<>();
    pool.transaction(j -> streams.add(bytes.appendStream(j)));
    assertThatThrownBy(() -> streams.getFirst().write(1)).isInstanceOf(JournalEndedException.class);
    assertThat(bytes.isEmpty()).isTrue();
  }

  // ---- room and isolation

  @Test
  void growth_neverCopiesWhatIsThere() {
    fill(3_000_000);
    long before = pool.statistics().usedBytes();
    pool.transaction(j -> bytes.append(j, (byte) 1));
    assertThat(pool.statistics().usedBytes() - before).isLessThan(40_000);
    assertThat(bytes.footprint()).isBetween(3_000_000L, 3_060_000L);
    pool.transaction(j -> bytes.truncate(j, 5));
    assertThat(bytes.footprint()).isLessThan(40_000);
    pool.transaction(j -> bytes.clear(j));
    assertThat(bytes.footprint()).isLessThan(100);
  }

  @Test
  void droppedBytes_areTakenApart() {
    pool.transaction(j -> shelf.files().put(j, "one", PBytes.of(new byte[2_000_000])));
    long used = pool.statistics().usedBytes();
    pool.transaction(j -> shelf.files().remove(j, "one"));
    for (int i = 0; i < 100; i++) {
      pool.transaction(j -> bytes.append(j, (byte) 1)); // takes apart what was dropped
    }
    assertThat(pool.statistics().usedBytes()).isLessThan(used - 1_900_000);
  }

  @Test
  void readers_beside_aWriter_seeOneState() {
    pool.transaction(j -> bytes.append(j, new byte[40_000]));
    VecReaders.beside(
        () -> {
          for (int i = 1; i < 500; i++) {
            byte value = (byte) i;
            pool.transaction(j -> {
              bytes.fill(j, 0, 20_000, value);
              bytes.removeRange(j, 0, 10).append(j, new byte[10]);
              bytes.fill(j, 0, 40_000, value);
            });
          }
        },
        () -> {
          byte[] all = bytes.toByteArray();
          assertThat(all).hasSize(40_000);
          assertThat(all[39_999]).isEqualTo(all[0]).isEqualTo(all[20_000]);
          assertThat(bytes.indexOf((byte) (all[0] + 100))).isGreaterThanOrEqualTo(-1);
        });
  }
}
