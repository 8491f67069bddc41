package dev.emery.collections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.pool.Pool;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Texts from bytes and units of others, and parts that move between texts. */
class PStringEncodingTest {
  private final Pool<VecShelf> pool = VecShelf.inMemory();
  private final PString<VecShelf> text = pool.root().text();

  @AfterEach
  void close() {
    assertThat(pool.check().problems()).isEmpty();
    pool.close();
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  @Test
  void utf8_wellFormed_isTakenAndGivenBack() {
    for (String each : List.of("", "plain", "\u00e4\u20ac", "\ud83d\ude00\uffff\0")) {
      byte[] bytes = each.getBytes(StandardCharsets.UTF_8);
      assertThat(PString.ofUtf8(bytes).toString()).isEqualTo(each);
      assertThat(PString.ofUtf8Lossy(bytes).toString()).isEqualTo(each);
      pool.transaction(j -> text.set(j, PString.ofUtf8(bytes)));
      assertThat(text.toUtf8()).isEqualTo(bytes);
      assertThat(PString.of(each).toUtf8()).isEqualTo(bytes);
    }
  }

  @Test
  void utf8_malformed_isRefusedOrReplaced() {
    assertMalformed(bytes('a', 0x80), 1, "a\ufffd");
    assertMalformed(bytes('a', 'b', 0xC3), 2, "ab\ufffd");
    assertMalformed(bytes(0xC0, 0x80), 0, "\ufffd\ufffd");
    assertMalformed(bytes(0xED, 0xA0, 0x80), 0, "\ufffd");
    assertMalformed(bytes('H', 'i', ' ', 0xF0, 0x90, 0x80, 'W'), 3, "Hi \ufffdW");
    assertMalformed(bytes(0xF5, 'x'), 0, "\ufffdx");
  }

  private static void assertMalformed(byte[] bytes, int at, String replaced) {
    assertThatThrownBy(() -> PString.ofUtf8(bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not UTF-8, byte=" + at + "; ofUtf8Lossy replaces what is malformed");
    assertThat(PString.ofUtf8Lossy(bytes).toString()).isEqualTo(replaced);
  }

  @Test
  void utf16_loneHalves_areRefusedOrReplaced() {
    char[] good = "a\ud83d\ude00z".toCharArray();
    assertThat(PString.ofUtf16(good).toString()).isEqualTo("a\ud83d\ude00z");
    assertThat(PString.ofUtf16Lossy(good).toString()).isEqualTo("a\ud83d\ude00z");
    assertLone("\ud83d", 0, "\ufffd");
    assertLone("\ude00", 0, "\ufffd");
    assertLone("a\ude00\ud83d", 1, "a\ufffd\ufffd");
    assertLone("\ud83d\ude00\ud83d\ud83d\ude00", 2, "\ud83d\ude00\ufffd\ud83d\ude00");
  }

  private static void assertLone(String units, int at, String replaced) {
    assertThatThrownBy(() -> PString.ofUtf16(units.toCharArray()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not UTF-16, unit=" + at + "; ofUtf16Lossy replaces what is malformed");
    assertThat(PString.ofUtf16Lossy(units.toCharArray()).toString()).isEqualTo(replaced);
    assertThat(PString.of(units).toString().equals(units)).isTrue();
    assertThat(new String(PString.of(units).toUtf8(), StandardCharsets.UTF_8)).isEqualTo(replaced);
  }

  @Test
  void toUtf8_ofAnyText_isWellFormed() {
    Random random = new Random(4);
    for (int i = 0; i < 2_000; i++) {
      StringBuilder units = new StringBuilder();
      for (int k = random.nextInt(6); k > 0; k--) {
        units.append((char) (0xD7FE + random.nextInt(0x802 + 2)));
      }
      byte[] bytes = PString.of(units).toUtf8();
      assertThat(PString.ofUtf8(bytes).toUtf8()).isEqualTo(bytes);
    }
  }

  @Test
  void e34_splitOff_dividesAPairThatMeetsAgain() {
    pool.transaction(j -> {
      text.set(j, "a\ud83d\ude00z");
      PString<VecShelf> tail = text.splitOff(j, 2);
      assertThat(text.toString().equals("a\ud83d")).isTrue();
      assertThat(tail.toString().equals("\ude00z")).isTrue();
      text.append(j, tail);
    });
    assertThat(text.toString()).isEqualTo("a\ud83d\ude00z");
  }

  @Test
  void splitOff_rolledBack_isEmptyAgain() {
    pool.transaction(j -> text.set(j, "abc"));
    pool.transaction(j -> {
      var savepoint = j.savepoint();
      PString<VecShelf> tail = text.splitOff(j, 1);
      assertThat(tail.toString()).isEqualTo("bc");
      j.rollbackTo(savepoint);
      assertThat(tail.toString()).isEmpty();
    });
    assertThat(text.toString()).isEqualTo("abc");
  }

  @Test
  void bounds_ofPartsAndRoom() {
    pool.transaction(j -> {
      text.set(j, "abc");
      for (PString<VecShelf> each : List.of(text, PString.<VecShelf>of("abc"))) {
        assertBounds(() -> each.splitOff(j, 4));
        assertBounds(() -> each.splitOff(j, -1));
        assertBounds(() -> each.truncate(j, -1));
        assertThat(each.splitOff(j, 3).isEmpty()).isTrue();
        each.truncate(j, 100);
        assertThat(each.toString()).isEqualTo("abc");
        each.truncate(j, 1);
        assertThat(each.toString()).isEqualTo("a");
        assertThatThrownBy(() -> each.ensureCapacity(j, -1))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage("negative capacity, bytes=-1");
        assertThatThrownBy(() -> each.appendCodePoint(j, 0x110000))
            .isInstanceOf(IllegalArgumentException.class);
      }
    });
  }

  private static void assertBounds(Runnable call) {
    assertThatThrownBy(call::run).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void room_isMadeAtOnceAndGivenBack() {
    pool.transaction(j -> text.ensureCapacity(j, 5_000));
    int capacity = text.capacity();
    assertThat(capacity).isGreaterThanOrEqualTo(5_000);
    pool.transaction(j -> text.append(j, "x".repeat(5_000)));
    assertThat(text.capacity()).isEqualTo(capacity);
    pool.transaction(j -> {
      text.truncate(j, 100);
      text.trimToSize(j);
    });
    assertThat(text.capacity()).isBetween(100, 200);
    assertThat(text.toString()).isEqualTo("x".repeat(100));
    assertThat(PString.of("\u20ac").capacity()).isEqualTo(3);
  }
}
