package dev.emery.collections.primitive;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Whole numbers of eight bytes. */
public final class LongCodec extends PrimitiveCodec<Long, long[]> {
  /** The only one. */
  public static final LongCodec INSTANCE = new LongCodec();

  private LongCodec() {
    super(Long.BYTES);
  }

  @Override
  public long bits(Long value) {
    return value;
  }

  @Override
  public Long box(long bits) {
    return bits;
  }

  @Override
  public long[] array(int length) {
    return new long[length];
  }

  @Override
  public int length(long[] array) {
    return array.length;
  }

  @Override
  public long bits(long[] array, int index) {
    return array[index];
  }

  @Override
  public void bits(long[] array, int index, long bits) {
    array[index] = bits;
  }

  @Override
  public void fill(long[] array, int from, int to, long bits) {
    Arrays.fill(array, from, to, bits);
  }

  @Override
  public void sort(long[] array) {
    Arrays.sort(array);
  }

  @Override
  public void encode(long[] source, int from, int count, byte[] target) {
    ByteBuffer.wrap(target).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().put(source, from, count);
  }

  @Override
  public void decode(byte[] source, int count, long[] target, int to) {
    ByteBuffer.wrap(source).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(target, to, count);
  }
}
