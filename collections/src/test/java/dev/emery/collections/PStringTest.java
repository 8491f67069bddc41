package dev.emery.collections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.pool.Pool;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PStringTest {
  private static final List<String> TEXTS =
      List.of(
          "",
          "a",
          "b",
          "ab",
          "abc",
          "ä",
          "\u20ac",
          "\uffff",
          "\ud83d\ude00",
          "\ud83d",
          "\ude00",
          "\ude00\ud83d",
          "a\ud83dz");

  private final Pool<VecShelf> pool = VecShelf.inMemory();
  private final PString<VecShelf> text = pool.root().text();

  @AfterEach
  void close() {
    assertThat(pool.check().problems()).isEmpty();
    pool.close();
  }

  private void write(String value) {
    pool.transaction(j -> text.set(j, value));
  }

  @Test
  void e34_everyString_comesBack() {
    for (String value : TEXTS) {
      write(value);
      assertThat(text.toString().equals(value)).isTrue();
      assertThat(text.length()).isEqualTo(value.length());
      assertThat(text.isEmpty()).isEqualTo(value.isEmpty());
      assertThat(text.hashCode()).isEqualTo(value.hashCode());
      assertThat(text.chars().toArray()).isEqualTo(value.chars().toArray());
      assertThat(text.codePoints().toArray()).isEqualTo(value.codePoints().toArray());
      for (int i = 0; i < value.length(); i++) {
        assertThat(text.charAt(i)).isEqualTo(value.charAt(i));
        assertThat(text.subSequence(i, value.length()).equals(value.substring(i))).isTrue();
      }
    }
  }

  @Test
  void e34_compareTo_isThatOfStrings() {
    for (String one : TEXTS) {
      write(one);
      for (String other : TEXTS) {
        PString<VecShelf> prototype = PString.of(other);
        assertThat(text.compareTo(other)).isEqualTo(one.compareTo(other));
        assertThat(text.compareTo(prototype)).isEqualTo(one.compareTo(other));
        assertThat(prototype.compareTo(text)).isEqualTo(other.compareTo(one));
        assertThat(text.compareTo(new StringBuilder(other))).isEqualTo(one.compareTo(other));
        assertThat(text.equals(prototype)).isEqualTo(one.equals(other));
        assertThat(text.contentEquals(other)).isEqualTo(one.equals(other));
        assertThat(text.contentEquals(prototype)).isEqualTo(one.equals(other));
        assertThat(text.contentEquals(new StringBuilder(other))).isEqualTo(one.equals(other));
      }
      assertThat(text.equals((Object) one)).isFalse();
    }
  }

  @Test
  void surrogates_thatMeetOrPart_keepTheirPlaces() {
    write("a\ud83d");
    pool.transaction(j -> text.append(j, "\ude00b"));
    assertThat(text.toString()).isEqualTo("a\ud83d\ude00b");
    assertThat(pool.check().problems()).isEmpty();
    pool.transaction(j -> text.insert(j, 2, "-"));
    assertThat(text.toString().equals("a\ud83d-\ude00b")).isTrue();
    assertThat(pool.check().problems()).isEmpty();
    pool.transaction(j -> text.deleteCharAt(j, 2));
    assertThat(text.toString()).isEqualTo("a\ud83d\ude00b");
    assertThat(pool.check().problems()).isEmpty();
    pool.transaction(j -> text.setCharAt(j, 1, '\ude00'));
    assertThat(text.toString().equals("a\ude00\ude00b")).isTrue();
  }

  @Test
  void bounds_areThoseOfStringBuilder() {
    write("abc");
    assertBounds(() -> text.charAt(3));
    assertBounds(() -> text.charAt(-1));
    assertBounds(() -> text.subSequence(1, 4));
    assertBounds(() -> text.subSequence(2, 1));
    pool.transaction(j -> {
      assertBounds(() -> text.insert(j, 4, "x"));
      assertBounds(() -> text.insert(j, -1, "x"));
      assertBounds(() -> text.delete(j, 2, 1));
      assertBounds(() -> text.delete(j, -1, 1));
      assertBounds(() -> text.replace(j, 4, 5, "x"));
      assertBounds(() -> text.deleteCharAt(j, 3));
      assertBounds(() -> text.setCharAt(j, 3, 'x'));
      assertBounds(() -> text.setLength(j, -1));
      text.delete(j, 1, 100);
    });
    assertThat(text.toString()).isEqualTo("a");
  }

  private static void assertBounds(Runnable call) {
    assertThatThrownBy(call::run).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void growthToAMegabyte_keepsEveryCharacter() {
    StringBuilder expected = new StringBuilder();
    String line = "a line of forty characters, roughly so\n\n";
    while (expected.length() < 1 << 20) {
      String lines = line.repeat(400);
      expected.append(lines);
      pool.transaction(j -> text.append(j, lines));
    }
    assertThat(text.toString().contentEquals(expected)).isTrue();
    assertThat(text.charAt(1 << 19)).isEqualTo(expected.charAt(1 << 19));
    pool.transaction(j -> text.insert(j, 500_000, "\u20ac"));
    expected.insert(500_000, "\u20ac");
    assertThat(text.toString().contentEquals(expected)).isTrue();
    assertThat(text.charAt(1 << 19)).isEqualTo(expected.charAt(1 << 19));
  }

  @Test
  void abort_restoresTheText() {
    write("before \u20ac");
    assertThat(text.charAt(7)).isEqualTo('\u20ac'); // decoded once, and kept
    assertThatThrownBy(() ->
            pool.transaction(j -> {
              text.set(j, "\u20ac other");
              assertThat(text.charAt(0)).isEqualTo('\u20ac');
              text.append(j, "x".repeat(100_000));
              throw new IllegalStateException();
            }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(text.toString()).isEqualTo("before \u20ac");
    assertThat(text.charAt(0)).isEqualTo('b');
    pool.transaction(j -> {
      var savepoint = j.savepoint();
      text.delete(j, 0, 7);
      assertThat(text.charAt(0)).isEqualTo('\u20ac');
      j.rollbackTo(savepoint);
      assertThat(text.charAt(7)).isEqualTo('\u20ac');
    });
  }

  @Test
  void fillingAndClearing_givesItsMemoryBack() {
    String large = "0123456789".repeat(20_000);
    write(large);
    pool.transaction(text::clear);
    long used = pool.statistics().usedBytes();
    for (int i = 0; i < 200; i++) {
      write(large);
      pool.transaction(text::clear);
    }
    assertThat(pool.statistics().usedBytes()).isLessThan(used + 4_096);
  }

  @Test
  void e27_otherThreads_neverSeeHalfAChange() {
    String one = "\u20ac".repeat(5_000);
    String other = "a".repeat(9_000);
    write(one);
    VecReaders.beside(
        () -> {
          for (int i = 0; i < 300; i++) {
            write(i % 2 == 0 ? other : one);
          }
        },
        () -> {
          String seen = text.toString();
          assertThat(seen.equals(one) || seen.equals(other)).isTrue();
          assertThat(text.charAt(0)).isIn('\u20ac', 'a');
          pool.read(r -> {
            char first = text.charAt(0);
            assertThat(text.length()).isEqualTo(first == 'a' ? 9_000 : 5_000);
          });
        });
  }
}
