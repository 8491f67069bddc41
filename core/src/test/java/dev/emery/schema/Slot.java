package dev.emery.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.transaction.Memory;
import java.util.Arrays;
import java.util.HexFormat;

/** One slot in a pool, for tests of a codec. The type is that of a root's only component. */
final class Slot<T> implements AutoCloseable {
  private final TestPool<?> pool;
  private final Probe<T, ?> probe;
  final Codec<T> codec;

  @SuppressWarnings("unchecked") // the test says what the type is
  <R> Slot(Class<R> root, R initial) {
    TestPool<R> opened = new TestPool<>(root, initial);
    pool = opened;
    try {
      probe = (Probe<T, ?>) root.getRecordComponents()[0].getAccessor().invoke(opened.root());
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(e);
    }
    Probe.Type<T> type = (Probe.Type<T>) opened.schema().object(memory().tag(block()));
    codec = type.content;
  }

  Memory memory() {
    return pool.memory();
  }

  long block() {
    return probe.anchor.block();
  }

  long at() {
    return Memory.payload(block());
  }

  TestPool<?> pool() {
    return pool;
  }

  void store(T value) {
    pool.run(j -> probe.set(j, value));
  }

  T load() {
    return probe.get();
  }

  /** Stores a value, and sees that loads, hashes and comparisons agree on it. */
  Slot<T> roundTrip(T value) {
    store(value);
    assertThat(load()).isEqualTo(value);
    assertThat(codec.equalsStored(memory(), block(), at(), value)).isTrue();
    if (codec.isKey()) {
      assertThat(codec.hashStored(memory(), block(), at(), 7)).isEqualTo(codec.hash(value, 7));
    }
    return this;
  }

  byte[] bytes() {
    byte[] bytes = new byte[codec.width()];
    memory().copyOut(at(), bytes, 0, bytes.length);
    return bytes;
  }

  /** The bytes of the slot in hex, without the zeros at the end. */
  String hex() {
    byte[] bytes = bytes();
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] == 0) {
      end--;
    }
    return HexFormat.of().formatHex(Arrays.copyOf(bytes, end));
  }

  @Override
  public void close() {
    pool.close();
  }
}
