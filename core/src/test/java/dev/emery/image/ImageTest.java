package dev.emery.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.CorruptPoolException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same accesses over one segment and over several, compared with an array. */
final class ImageTest {
  private static final int LIMIT = 3 * 4096 + 40;
  private static final Arena arena = Arena.ofShared();

  @AfterAll
  static void close() {
    arena.close();
  }

  static Stream<Image> images() {
    return Stream.of(
        Image.of(Mappings.inMemory(LIMIT, arena), LIMIT),
        Image.of(Mappings.inMemory(1 << 20, arena), LIMIT),
        Image.of(pieces(4096, 4), LIMIT),
        Image.of(pieces(16, 1024), LIMIT),
        Image.of(pieces(8, 1 << 11), LIMIT));
  }

  private static Mappings pieces(int length, int count) {
    return Mappings.of(
        Stream.generate(() -> arena.allocate(length, 8))
            .limit(count)
            .toArray(MemorySegment[]::new));
  }

  @ParameterizedTest
  @MethodSource("images")
  void stores_atAnyOffset_areLoadedLittleEndian(Image image) {
    for (long at : new long[] {0, 1, 7, 4091, 4095, 4096, 8190, LIMIT - 8}) {
      image.setLong(at, 0x0807060504030201L);

      assertThat(image.getLong(at)).isEqualTo(0x0807060504030201L);
      assertThat(image.getInt(at + 1)).isEqualTo(0x05040302);
      assertThat(image.getShort(at + 6)).isEqualTo((short) 0x0807);
      assertThat(image.getByte(at)).isEqualTo((byte) 1);

      image.setInt(at, -2);
      image.setShort(at + 4, (short) -3);
      image.setByte(at + 6, (byte) -4);
      assertThat(image.getLong(at)).isEqualTo(0x08fcfffdfffffffeL);
      image.setLong(at, 0);
    }
  }

  @ParameterizedTest
  @MethodSource("images")
  void ranges_random_equalThoseOfAnArray(Image image) {
    var random = new Random(7);
    byte[] model = new byte[LIMIT];
    for (int i = 0; i < 2_000; i++) {
      int length = random.nextInt(random.nextBoolean() ? 20 : 6_000);
      int at = random.nextInt(LIMIT - length + 1);
      int from = random.nextInt(LIMIT - length + 1);
      switch (random.nextInt(4)) {
        case 0 -> {
          byte[] bytes = new byte[length + 3];
          random.nextBytes(bytes);
          image.copyIn(at, bytes, 3, length);
          System.arraycopy(bytes, 3, model, at, length);
        }
        case 1 -> {
          image.move(from, at, length);
          System.arraycopy(model, from, model, at, length);
        }
        case 2 -> {
          image.clear(at, length);
          Arrays.fill(model, at, at + length, (byte) 0);
        }
        default -> {
          int near = Math.min(LIMIT - length, at + random.nextInt(9));
          image.move(at, near, length);
          System.arraycopy(model, at, model, near, length);
        }
      }
    }
    byte[] all = new byte[LIMIT];
    image.copyOut(0, all, 0, LIMIT);
    assertThat(all).isEqualTo(model);
  }

  @ParameterizedTest
  @MethodSource("images")
  void matches_oneByteChanged_isFalse(Image image) {
    byte[] bytes = new byte[200];
    new Random(5).nextBytes(bytes);
    for (int length : new int[] {0, 1, 7, 8, 9, 20, 64, 65, 190}) {
      image.copyIn(4000, bytes, 4, length);
      assertThat(image.matches(4000, bytes, 4, length)).isTrue();
      for (int i = 0; i < length; i++) {
        image.setByte(4000 + i, (byte) (bytes[4 + i] + 1));
        assertThat(image.matches(4000, bytes, 4, length)).isFalse();
        image.setByte(4000 + i, bytes[4 + i]);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("images")
  void accesses_wildOffset_areTyped(Image image) {
    byte[] bytes = new byte[10];
    for (long at :
        new long[] {
          -1, Long.MIN_VALUE, Long.MAX_VALUE, LIMIT, LIMIT + 1, 1L << 31, 1L << 32, 1L << 40
        }) {
      wild(() -> image.getByte(at));
      wild(() -> image.getShort(at));
      wild(() -> image.getInt(at));
      wild(() -> image.getLong(at));
      wild(() -> image.setByte(at, (byte) 1));
      wild(() -> image.setShort(at, (short) 1));
      wild(() -> image.setInt(at, 1));
      wild(() -> image.setLong(at, 1));
      wild(() -> image.copyOut(at, bytes, 0, 10));
      wild(() -> image.copyIn(at, bytes, 0, 10));
      wild(() -> image.clear(at, 10));
      wild(() -> image.matches(at, bytes, 0, 10));
      wild(() -> image.move(at, 0, 10));
      wild(() -> image.move(0, at, 10));
    }
    for (int width = 1; width <= 8; width++) {
      image.copyOut(LIMIT - width, bytes, 0, width);
    }
    wild(() -> image.getShort(LIMIT - 1));
    wild(() -> image.getInt(LIMIT - 3));
    wild(() -> image.getLong(LIMIT - 7));
    wild(() -> image.copyOut(LIMIT - 9, bytes, 0, 10));
    assertThat(image.dirtyBytes()).isZero();
  }

  @ParameterizedTest
  @MethodSource("images")
  void ranges_wildLength_areTyped(Image image) {
    byte[] bytes = new byte[10];
    for (int length : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
      wild(() -> image.copyOut(8, bytes, 0, length));
      wild(() -> image.copyIn(8, bytes, 0, length));
      wild(() -> image.matches(8, bytes, 0, length));
    }
    for (long length : new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE}) {
      wild(() -> image.clear(8, length));
      wild(() -> image.clear(Long.MAX_VALUE, length));
      wild(() -> image.move(8, 16, length));
      wild(() -> image.move(8, Long.MAX_VALUE, length));
    }
  }

  private static void wild(Runnable access) {
    assertThatThrownBy(access::run)
        .isInstanceOf(CorruptPoolException.class)
        .hasMessageMatching(
            "reference to a place outside the pool, offset=0x[0-9a-f]+, length=-?\\d+,"
                + " pool size=0x3028");
  }

  @ParameterizedTest
  @MethodSource("images")
  void ranges_outsideTheArray_areRefusedUnlikeWildOffsets(Image image) {
    assertThatThrownBy(() -> image.copyOut(0, new byte[4], 2, 3))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> image.copyIn(0, new byte[4], -1, 3))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> image.matches(0, new byte[4], 2, 3))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @ParameterizedTest
  @MethodSource("images")
  void dirtyBytes_stores_countEachPageOnce(Image image) {
    image.setLong(16, 1);
    image.setLong(16, 2);
    assertThat(image.dirtyBytes()).isEqualTo(4096);

    image.setLong(8190, 1);
    assertThat(image.dirtyBytes()).isEqualTo(3 * 4096);

    image.clear(0, LIMIT);
    assertThat(image.dirtyBytes()).isEqualTo(4 * 4096);

    image.clear(0, 0);
    assertThat(image.dirtyBytes()).isEqualTo(4 * 4096);
  }
}
