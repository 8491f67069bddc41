package dev.emery.collections.primitive;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Whole numbers of four bytes. */
public final class IntCodec extends PrimitiveCodec<Integer, int[]> {
  /** The only one. */
  public static final IntCodec INSTANCE = new IntCodec();

  private IntCodec() {
    super(Integer.BYTES);
  }

  @Override
  public long bits(Integer value) {
    return value;
  }

  @Override
  public Integer box(long bits) {
    return (int) bits;
  }

  @Override
  public int[] array(int length) {
    return new int[length];
  }

  @Override
  public int length(int[] array) {
    return array.length;
  }

  @Override
  public long bits(int[] array, int index) {
    return array[index];
  }

  @Override
  public void bits(int[] array, int index, long bits) {
    array[index] = (int) bits;
  }

  @Override
  public void fill(int[] array, int from, int to, long bits) {
    Arrays.fill(array, from, to, (int) bits);
  }

  @Override
  public void sort(int[] array) {
    Arrays.sort(array);
  }

  @Override
  public void encode(int[] source, int from, int count, byte[] target) {
    ByteBuffer.wrap(target).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().put(source, from, count);
  }

  @Override
  public void decode(byte[] source, int count, int[] target, int to) {
    ByteBuffer.wrap(source).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(target, to, count);
  }
}
