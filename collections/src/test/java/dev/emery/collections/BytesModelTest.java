package dev.emery.collections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.transaction.Journal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Byte arrays in a pool beside a {@code byte[]}. */
class BytesModelTest {
  private static final int MOST = 200_000; // a dozen chunks

  @TempDir private Path folder;

  /** What must be in a {@link PBytes}. */
  private static final class Model {
    private byte[] bytes;

    Model(byte[] bytes) {
      this.bytes = bytes;
    }

    Model copy() {
      return new Model(bytes.clone());
    }

    void splice(int from, int to, byte[] added) {
      byte[] result = new byte[bytes.length - (to - from) + added.length];
      System.arraycopy(bytes, 0, result, 0, from);
      System.arraycopy(added, 0, result, from, added.length);
      System.arraycopy(bytes, to, result, from + added.length, bytes.length - to);
      bytes = result;
    }
  }

  private static byte[] random(Random r, int size) {
    int most = size > MOST ? 2 : r.nextInt(4) == 0 ? 50_000 : 40;
    byte[] bytes = new byte[r.nextInt(most)];
    r.nextBytes(bytes);
    return bytes;
  }

  private static void several(Random r, ChainShelf shelf, Journal<ChainShelf> j, Model model) {
    int count = 1 + r.nextInt(8);
    for (int i = 0; i < count; i++) {
      change(r, shelf.bytes(), j, model);
      assertThat(shelf.bytes().length()).isEqualTo(model.bytes.length);
    }
  }

  private static void change(
      Random r, PBytes<ChainShelf> bytes, Journal<ChainShelf> j, Model model) {
    int length = model.bytes.length;
    int from = r.nextInt(length + 1);
    int to = from + r.nextInt(length - from + 1);
    byte[] more = random(r, length);
    switch (r.nextInt(11)) {
      case 0 -> {
        bytes.append(j, more);
        model.splice(length, length, more);
      }
      case 1 -> {
        bytes.append(j, ByteBuffer.wrap(more));
        model.splice(length, length, more);
      }
      case 2 -> {
        bytes.insert(j, from, more);
        model.splice(from, from, more);
      }
      case 3 -> {
        bytes.removeRange(j, from, to);
        model.splice(from, to, new byte[0]);
      }
      case 4 -> {
        bytes.truncate(j, to);
        model.splice(to, length, new byte[0]);
      }
      case 5 -> {
        bytes.fill(j, from, to, (byte) length);
        Arrays.fill(model.bytes, from, to, (byte) length);
      }
      case 6 -> {
        byte[] fitting = Arrays.copyOf(more, Math.min(more.length, length - from));
        bytes.set(j, from, fitting);
        model.splice(from, from + fitting.length, fitting);
      }
      case 7 -> {
        if (from < length) {
          assertThat(bytes.set(j, from, (byte) to)).isEqualTo(model.bytes[from]);
          model.bytes[from] = (byte) to;
        }
      }
      case 8 -> {
        copy(more, bytes, j);
        model.splice(length, length, more);
      }
      case 9 -> {
        for (byte b : Arrays.copyOf(more, 20)) {
          bytes.append(j, b);
        }
        model.splice(length, length, Arrays.copyOf(more, 20));
      }
      default -> {
        if (r.nextInt(4) == 0) {
          bytes.clear(j);
          model.splice(0, length, new byte[0]);
        }
      }
    }
  }

  private static void copy(byte[] from, PBytes<ChainShelf> to, Journal<ChainShelf> j) {
    try (var out = to.appendStream(j)) {
      new ByteArrayInputStream(from).transferTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void compare(ChainShelf shelf, Model model) {
    PBytes<ChainShelf> bytes = shelf.bytes();
    byte[] expected = model.bytes;
    assertThat(bytes.toByteArray()).isEqualTo(expected);
    assertThat(bytes.hashCode()).isEqualTo(Arrays.hashCode(expected));
    assertThat(bytes).isEqualTo(PBytes.of(expected));
    Random r = new Random(expected.length);
    int from = r.nextInt(expected.length + 1);
    int to = from + r.nextInt(expected.length - from + 1);
    byte[] part = Arrays.copyOfRange(expected, from, to);
    assertThat(bytes.copyOfRange(from, to)).isEqualTo(part);
    ByteBuffer direct = ByteBuffer.allocateDirect(part.length);
    bytes.copyTo(from, direct);
    assertThat(direct.flip()).isEqualTo(ByteBuffer.wrap(part));
    assertThat(bytes.indexOf(part, from)).isEqualTo(from);
    if (to > from) {
      assertThat(bytes.get(from)).isEqualTo(expected[from]);
    }
    try {
      assertThat(bytes.openStream().readAllBytes()).isEqualTo(expected);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ModelRun<ChainShelf, Model> run() {
    return new ModelRun<>(
        ChainShelf.class,
        new Model(new byte[0]),
        Model::copy,
        shelf -> shelf.bytes().length(),
        BytesModelTest::several,
        BytesModelTest::compare);
  }

  @Test
  void randomActions_inMemory_matchAnArray() {
    run().inMemory(6);
  }

  @Test
  void randomActions_inAFileThatIsReopened_matchAnArray() {
    run().reopening(folder, 5);
  }
}
