package dev.emery.collections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.Durability;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import dev.emery.transaction.Journal;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random changes to a text, with {@code StringBuilder} as the model. */
class PStringModelTest {
  private static final String[] PIECES = {
    "a", "plain ", "0123456789", "ä", "\u20ac", "\ud83d\ude00", "\ud83d", "\ude00", "\0", "\uffff"
  };

  @TempDir private Path folder;

  private static long seed() {
    return Long.getLong("emery.seed", new Random().nextLong());
  }

  /** A text of pieces; the first {@code kinds} of them only. */
  private static String piece(Random r, int kinds, int most) {
    StringBuilder text = new StringBuilder();
    int count = r.nextInt(most);
    for (int i = 0; i < count; i++) {
      text.append(PIECES[r.nextInt(kinds)]);
    }
    return text.toString();
  }

  private static void change(
      Random r, Journal<VecShelf> j, PString<VecShelf> text, StringBuilder model, int kinds) {
    String added = piece(r, kinds, r.nextInt(12) == 0 ? 6_000 : 6);
    int length = model.length();
    int from = r.nextInt(length + 1);
    int to = from + r.nextInt(Math.min(40, length - from + 3));
    switch (r.nextInt(12)) {
      case 0 -> {
        assertThat((CharSequence) text.append(j, added)).isSameAs(text);
        model.append(added);
      }
      case 1 -> {
        char c = PIECES[r.nextInt(kinds)].charAt(0);
        text.append(j, c);
        model.append(c);
      }
      case 2, 3 -> {
        text.insert(j, from, added);
        model.insert(from, added);
      }
      case 4, 5 -> {
        text.delete(j, from, to);
        model.delete(from, to);
      }
      case 6, 7 -> {
        text.replace(j, from, to, added);
        model.replace(from, to, added);
      }
      case 8 -> {
        if (length > 0) {
          text.deleteCharAt(j, length - 1);
          model.deleteCharAt(length - 1);
        }
      }
      case 9 -> {
        if (from < length) {
          char c = PIECES[r.nextInt(kinds)].charAt(0);
          text.setCharAt(j, from, c);
          model.setCharAt(from, c);
        }
      }
      case 10 -> rare(r, j, text, model, added);
      default -> {
        text.setLength(j, Math.max(0, length - 3 + r.nextInt(6)));
        model.setLength(text.length());
      }
    }
  }

  private static void rare(
      Random r, Journal<VecShelf> j, PString<VecShelf> text, StringBuilder model, String added) {
    int at = r.nextInt(model.length() + 1);
    switch (r.nextInt(12)) {
      case 0 -> {
        text.clear(j);
        model.setLength(0);
      }
      case 1 -> {
        text.set(j, added);
        model.setLength(0);
        model.append(added);
      }
      case 2 -> {
        PString<VecShelf> off = text.splitOff(j, at);
        assertThat(off.toString().equals(model.substring(at))).isTrue();
        text.append(j, off);
      }
      case 3 -> {
        text.truncate(j, at);
        model.setLength(at);
        text.truncate(j, at + 1);
      }
      case 4 -> {
        int point = r.nextInt(2) == 0 ? 'a' : 0x1f600;
        text.appendCodePoint(j, point);
        model.appendCodePoint(point);
      }
      case 5 -> {
        text.insert(j, at, '\u20ac');
        model.insert(at, '\u20ac');
      }
      case 6 -> text.ensureCapacity(j, r.nextInt(20_000));
      case 7 -> text.trimToSize(j);
      default -> {
        int length = r.nextInt(model.length() + 1);
        text.setLength(j, length);
        model.setLength(length);
      }
    }
  }

  /** Changes a text in one transaction, which aborts in one case of four. */
  private static String step(Pool<VecShelf> pool, PString<VecShelf> text, long seed, int kinds) {
    String before = text.toString();
    boolean aborts = new Random(seed).nextInt(4) == 0;
    String[] ended = {before};
    try {
      pool.transaction(j -> {
        Random r = new Random(seed * 31);
        StringBuilder model = new StringBuilder(before);
        for (int i = r.nextInt(6); i >= 0; i--) {
          change(r, j, text, model, kinds);
          compare(text, model, r);
        }
        if (aborts) {
          throw new IllegalStateException("aborts");
        }
        ended[0] = model.toString();
      });
    } catch (IllegalStateException e) {
      assertThat(e).hasMessage("aborts");
    }
    return ended[0];
  }

  private static void compare(PString<VecShelf> text, CharSequence model, Random r) {
    String expected = model.toString();
    assertThat(text.length()).isEqualTo(expected.length());
    assertThat(text.toString().equals(expected)).isTrue();
    for (int k = 0; k < 5 && !expected.isEmpty(); k++) {
      int i = r.nextInt(expected.length());
      assertThat(text.charAt(i)).isEqualTo(expected.charAt(i));
    }
  }

  @ParameterizedTest(name = "{0} kinds of pieces")
  @ValueSource(ints = {3, 4, 6, 10})
  void randomChanges_matchStringBuilder(int kinds) {
    long seed = seed();
    Random seeds = new Random(seed);
    try (Pool<VecShelf> pool = VecShelf.inMemory()) {
      PString<VecShelf> text = pool.root().text();
      for (int i = 0; i < 400; i++) {
        String expected = step(pool, text, seeds.nextLong(), kinds);
        compare(text, expected, seeds);
        if (i % 20 == 0) {
          assertThat(pool.check().problems()).isEmpty();
        }
      }
      assertThat(pool.check().problems()).isEmpty();
    } catch (RuntimeException | Error e) {
      throw new AssertionError("seed=%d, kinds=%d".formatted(seed, kinds), e);
    }
  }

  @Test
  void e18_randomChangesOfAPrototype_matchStringBuilder() {
    long seed = seed();
    Random seeds = new Random(seed);
    try (Pool<VecShelf> pool = VecShelf.inMemory()) {
      PString<VecShelf> text = PString.of("prototype");
      for (int i = 0; i < 400; i++) {
        compare(text, step(pool, text, seeds.nextLong(), 10), seeds);
      }
    } catch (RuntimeException | Error e) {
      throw new AssertionError("seed=" + seed, e);
    }
  }

  @Test
  void reopenedFile_hasTheSameText() {
    long seed = seed();
    Random seeds = new Random(seed);
    String expected = "";
    PoolOptions options = PoolOptions.defaults().durability(Durability.RELAXED);
    for (int opening = 0; opening < 4; opening++) {
      try (Pool<VecShelf> pool = Pool.open(folder.resolve("text.pool"), VecShelf.class, options)) {
        compare(pool.root().text(), expected, seeds);
        for (int i = 0; i < 40; i++) {
          expected = step(pool, pool.root().text(), seeds.nextLong(), 10);
        }
        assertThat(pool.check().problems()).isEmpty();
      } catch (RuntimeException | Error e) {
        throw new AssertionError("seed=" + seed, e);
      }
    }
  }
}
