package dev.emery.collections.primitive;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.Arrays;

/** Numbers with a point. There is one NaN, and -0.0 is not 0.0, as in {@code Double.equals}. */
public final class DoubleCodec extends PrimitiveCodec<Double, double[]> {
  /** The only one. */
  public static final DoubleCodec INSTANCE = new DoubleCodec();

  private DoubleCodec() {
    super(Double.BYTES);
  }

  @Override
  public long bits(Double value) {
    return Double.doubleToLongBits(value);
  }

  @Override
  public Double box(long bits) {
    return Double.longBitsToDouble(bits);
  }

  @Override
  public double[] array(int length) {
    return new double[length];
  }

  @Override
  public int length(double[] array) {
    return array.length;
  }

  @Override
  public long bits(double[] array, int index) {
    return Double.doubleToLongBits(array[index]);
  }

  @Override
  public void bits(double[] array, int index, long bits) {
    array[index] = Double.longBitsToDouble(bits);
  }

  @Override
  public void fill(double[] array, int from, int to, long bits) {
    Arrays.fill(array, from, to, Double.longBitsToDouble(bits));
  }

  @Override
  public void sort(double[] array) {
    Arrays.sort(array);
  }

  @Override
  public void encode(double[] source, int from, int count, byte[] target) {
    LongBuffer slots = ByteBuffer.wrap(target).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
    for (int i = 0; i < count; i++) {
      slots.put(i, Double.doubleToLongBits(source[from + i])); // all NaN are one
    }
  }

  @Override
  public void decode(byte[] source, int count, double[] target, int to) {
    ByteBuffer.wrap(source).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(target, to, count);
  }
}
