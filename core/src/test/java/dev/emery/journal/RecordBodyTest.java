package dev.emery.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.CorruptPoolException;
import dev.emery.image.Image;
import dev.emery.image.Mappings;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecordBodyTest {
  private static final int BYTES = 1 << 20;

  private final Image image = Image.of(Mappings.inMemory(BYTES, Arena.ofAuto()), BYTES);
  private final RecordBody body = new RecordBody();

  /** Applies a body to an image that is full of ones. */
  private static Image applied(RecordBody body) throws IOException {
    Image target = Image.of(Mappings.inMemory(BYTES, Arena.ofAuto()), BYTES);
    for (long at = 0; at < BYTES; at += 8) {
      target.setLong(at, -1);
    }
    for (RecordBody.Piece p : body.cut(1 << 20)) {
      EntryFormat.apply(p.bytes(), p.from(), p.length(), new ImageTarget(target));
    }
    return target;
  }

  private void assertSame(Image other, long from, long length) {
    for (long at = from; at < from + length; at += 8) {
      assertThat(other.getLong(at)).describedAs("at %d", at).isEqualTo(image.getLong(at));
    }
    assertThat(other.getLong(from - 8)).isEqualTo(-1);
    assertThat(other.getLong(from + length)).isEqualTo(-1);
  }

  @Test
  void word_takesTwoWords_andNeighboursAreJoined() throws IOException {
    body.word(800, 5);
    assertThat(body.length()).isEqualTo(16);
    body.word(808, 6);
    assertThat(body.length()).isEqualTo(24);
    body.word(824, 7);
    assertThat(body.length()).isEqualTo(40);
    Image target = applied(body);
    assertThat(List.of(target.getLong(800), target.getLong(808), target.getLong(824)))
        .containsExactly(5L, 6L, 7L);
    assertThat(target.getLong(816)).isEqualTo(-1);
  }

  @Test
  void laterEntry_counts() throws IOException {
    body.word(800, 5);
    body.word(800, 6);
    body.zeros(808, 8);
    body.word(808, 9);
    assertThat(applied(body).getLong(800)).isEqualTo(6);
    assertThat(applied(body).getLong(808)).isEqualTo(9);
  }

  @Test
  void words_ofAnyNumber_areCopied() throws IOException {
    var random = new Random(3);
    for (long at = 4096; at < 500_000; at += 8) {
      image.setLong(at, random.nextLong());
    }
    for (int words : new int[] {1, 2, 255, 256, 257, 1000, 50_000}) {
      body.reset();
      body.words(image, 4096, words);
      assertSame(applied(body), 4096, words * 8L);
    }
  }

  @Test
  void e7_block_isWholeAfterReplay_whateverLayThere() throws IOException {
    for (int seed = 0; seed < 300; seed++) {
      var random = new Random(seed);
      int density = random.nextInt(12);
      image.clear(4096, 40_000);
      int words = 1 + random.nextInt(random.nextBoolean() ? 20 : 3000);
      for (int i = 0; i < words; i++) {
        image.setLong(4096 + i * 8L, random.nextInt(12) < density ? random.nextLong() : 0);
      }
      body.reset();
      body.block(image, 4096, words * 8L);
      assertSame(applied(body), 4096, words * 8L);
      assertThat(body.length()).isLessThanOrEqualTo(words * 8L + 8 + words / 256 * 8L);
    }
  }

  @Test
  void e7_emptyBlock_isOneFill() {
    body.block(image, 4096, 500_000);
    assertThat(body.length()).isEqualTo(8);
  }

  @Test
  void e7_headerAndTailOfZeros_takeFourWords() {
    image.setLong(4096, 1);
    image.setLong(4104, 2);
    body.block(image, 4096, 64_000);
    assertThat(body.length()).isEqualTo(32);
  }

  @Test
  void zeros_ofGigabytes_takeFewEntries() {
    body.zeros(0, 1L << 32);
    assertThat(body.length()).isLessThan(2000);
  }

  @Test
  void hugeBody_growsInPieces() throws IOException {
    for (int i = 0; i < 300_000; i++) {
      body.word(i % 1000 * 16L, i);
    }
    assertThat(body.length()).isEqualTo(300_000 * 16L);
    assertThat(body.isWhole()).isFalse();
    Image target = applied(body);
    for (int i = 0; i < 1000; i++) {
      assertThat(target.getLong(i * 16L)).isEqualTo(299_000 + i);
    }
    body.reset();
    assertThat(body.length()).isZero();
    assertThat(body.isWhole()).isTrue();
  }

  @Test
  void cut_neverCutsAnEntry() {
    body.words(image, 4096, 5000);
    List<RecordBody.Piece> pieces = body.cut(2056);
    assertThat(pieces).hasSize(20).allMatch(p -> p.length() <= 2056);
    assertThat(pieces.stream().mapToInt(RecordBody.Piece::length).sum()).isEqualTo(body.length());
  }

  @Test
  void offsets_areChecked() {
    for (long at : new long[] {4, 8193, -8, EntryFormat.LIMIT}) {
      assertThatIllegalArgumentException().isThrownBy(() -> body.word(at, 1));
      assertThatIllegalArgumentException().isThrownBy(() -> body.zeros(at, 8));
      assertThatIllegalArgumentException().isThrownBy(() -> body.words(image, at, 1));
    }
    body.word(EntryFormat.LIMIT - 8, 1);
    assertThatIllegalArgumentException().isThrownBy(() -> body.zeros(8192, 4));
  }

  @Test
  void cut_belowTheLongestEntry_isABug() {
    body.word(800, 5);
    assertThatThrownBy(() -> body.cut(1024)).isInstanceOf(AssertionError.class);
  }

  @Test
  void malformedEntries_areRefused() {
    long[] headers = {
      0, EntryFormat.data(800, 2), EntryFormat.data(800, 1 << 21), 2L << 62 | 2L << 40, -1
    };
    for (long header : headers) {
      byte[] bytes = new byte[16];
      LittleEndian.setLong(bytes, 0, header);
      assertThatThrownBy(() -> EntryFormat.apply(bytes, 0, 16, new ImageTarget(image)))
          .isInstanceOf(CorruptPoolException.class)
          .hasMessageContaining("entry is malformed");
    }
  }
}
