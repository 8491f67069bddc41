package dev.emery.schema.record;

import dev.emery.schema.Codec;
import dev.emery.schema.KeyHash;
import dev.emery.schema.walk.Scalar;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.Objects;
import java.util.function.Consumer;

/** A value of one to eight bytes, stored as its bits. */
abstract sealed class ScalarCodec<T extends Comparable<T>> extends Codec<T> {
  private static final String NULL = "value is null; use Optional";

  private ScalarCodec(int width) {
    super(width, width);
  }

  /** The codec of a scalar other than a string. */
  static Codec<?> of(Scalar scalar) {
    return switch (scalar) {
      case BOOLEAN -> new OfBoolean();
      case BYTE -> new OfByte();
      case SHORT -> new OfShort();
      case CHAR -> new OfChar();
      case INT -> new OfInt();
      case LONG -> new OfLong();
      case FLOAT -> new OfFloat();
      case DOUBLE -> new OfDouble();
      case STRING -> new StringCodec();
    };
  }

  /** The bits that are stored, sign-extended to a word. */
  abstract long bits(T value);

  /** The bits in a slot, sign-extended to a word. */
  abstract long storedBits(Memory m, long at);

  @Override
  public final boolean isKey() {
    return true;
  }

  @Override
  public final long hash(T value, long seed) {
    return KeyHash.of(bits(value), seed);
  }

  @Override
  public final long hashStored(Memory m, long block, long at, long seed) {
    return KeyHash.of(storedBits(m, at), seed);
  }

  @Override
  public final boolean equalsStored(Memory m, long block, long at, T value) {
    return storedBits(m, at) == bits(value);
  }

  @Override
  public final int compareStored(Memory m, long block, long at, T value) {
    return load(m, block, at).compareTo(value);
  }

  private static final class OfBoolean extends ScalarCodec<Boolean> {
    OfBoolean() {
      super(Byte.BYTES);
    }

    @Override
    public Boolean load(Memory m, long block, long at) {
      return m.getByte(at) != 0;
    }

    @Override
    public void store(Memory m, Journal<?> j, long block, long at, Boolean value) {
      Objects.requireNonNull(value, NULL);
      m.setByte(j, block, at, value ? (byte) 1 : 0);
    }

    @Override
    public void check(Memory m, long block, long at, Consumer<String> problems) {
      if ((m.getByte(at) & ~1) != 0) {
        problems.accept("boolean is neither 0 nor 1, byte=" + m.getByte(at));
      }
    }

    @Override
    long bits(Boolean value) {
      return value ? 1 : 0;
    }

    @Override
    long storedBits(Memory m, long at) {
      return m.getByte(at);
    }
  }

  private static final class OfByte extends ScalarCodec<Byte> {
    OfByte() {
      super(Byte.BYTES);
    }

    @Override
    public Byte load(Memory m, long block, long at) {
      return m.getByte(at);
    }

    @Override
    public void store(Memory m, Journal<?> j, long block, long at, Byte value) {
      Objects.requireNonNull(value, NULL);
      m.setByte(j, block, at, value);
    }

    @Override
    long bits(Byte value) {
      return value;
    }

    @Override
    long storedBits(Memory m, long at) {
      return m.getByte(at);
    }
  }

  private static final class OfShort extends ScalarCodec<Short> {
    OfShort() {
      super(Short.BYTES);
    }

    @Override
    public Short load(Memory m, long block, long at) {
      return m.getShort(at);
    }

    @Override
    public void store(Memory m, Journal<?> j, long block, long at, Short value) {
      Objects.requireNonNull(value, NULL);
      m.setShort(j, block, at, value);
    }

    @Override
    long bits(Short value) {
      return value;
    }

    @Override
    long storedBits(Memory m, long at) {
      return m.getShort(at);
    }
  }

  private static final class OfChar extends ScalarCodec<Character> {
    OfChar() {
      super(Character.BYTES);
    }

    @Override
    public Character load(Memory m, long block, long at) {
      return (char) m.getShort(at);
    }

    @Override
    public void store(Memory m, Journal<?> j, long block, long at, Character value) {
      Objects.requireNonNull(value, NULL);
      m.setShort(j, block, at, (short) value.charValue());
    }

    @Override
    long bits(Character value) {
      return (short) value.charValue();
    }

    @Override
    long storedBits(Memory m, long at) {
      return m.getShort(at);
    }
  }

  private static final class OfInt extends ScalarCodec<Integer> {
    OfInt() {
      super(Integer.BYTES);
    }

    @Override
    public Integer load(Memory m, long block, long at) {
      return m.getInt(at);
    }

    @Override
    public void store(Memory m, Journal<?> j, long block, long at, Integer value) {
      Objects.requireNonNull(value, NULL);
      m.setInt(j, block, at, value);
    }

    @Override
    long bits(Integer value) {
      return value;
    }

    @Override
    long storedBits(Memory m, long at) {
      return m.getInt(at);
    }
  }

  private static final class OfLong extends ScalarCodec<Long> {
    OfLong() {
      super(Long.BYTES);
    }

    @Override
    public Long load(Memory m, long block, long at) {
      return m.getLong(at);
    }

    @Override
    public void store(Memory m, Journal<?> j, long block, long at, Long value) {
      Objects.requireNonNull(value, NULL);
      m.setLong(j, block, at, value);
    }

    @Override
    long bits(Long value) {
      return value;
    }

    @Override
    long storedBits(Memory m, long at) {
      return m.getLong(at);
    }
  }

  private static final class OfFloat extends ScalarCodec<Float> {
    OfFloat() {
      super(Float.BYTES);
    }

    @Override
    public Float load(Memory m, long block, long at) {
      return Float.intBitsToFloat(m.getInt(at));
    }

    @Override
    public void store(Memory m, Journal<?> j, long block, long at, Float value) {
      Objects.requireNonNull(value, NULL);
      m.setInt(j, block, at, Float.floatToIntBits(value));
    }

    @Override
    long bits(Float value) {
      return Float.floatToIntBits(value);
    }

    @Override
    long storedBits(Memory m, long at) {
      return m.getInt(at);
    }
  }

  private static final class OfDouble extends ScalarCodec<Double> {
    OfDouble() {
      super(Double.BYTES);
    }

    @Override
    public Double load(Memory m, long block, long at) {
      return Double.longBitsToDouble(m.getLong(at));
    }

    @Override
    public void store(Memory m, Journal<?> j, long block, long at, Double value) {
      Objects.requireNonNull(value, NULL);
      m.setLong(j, block, at, Double.doubleToLongBits(value));
    }

    @Override
    long bits(Double value) {
      return Double.doubleToLongBits(value);
    }

    @Override
    long storedBits(Memory m, long at) {
      return m.getLong(at);
    }
  }
}
