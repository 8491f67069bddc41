package dev.emery.collections.primitive;

import dev.emery.schema.Codec;
import dev.emery.schema.KeyHash;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.Objects;

/**
 * A primitive type of four or eight bytes: the codec of its box, and beside it the same without
 * boxes. Single values go through here as 64 bits, of which a slot stores as many as it has; many
 * go as arrays of the type.
 *
 * <p>Slots are those of the core's codec for the box, so the bits of equal values are the same.
 *
 * @param <E> the box
 * @param <A> the array of the primitive type
 */
public abstract sealed class PrimitiveCodec<E, A> extends Codec<E>
    permits DoubleCodec, IntCodec, LongCodec {
  private final boolean wide;

  PrimitiveCodec(int width) {
    super(width, width);
    this.wide = width == Long.BYTES;
  }

  // ---- one value

  /** The bits of a value. */
  public abstract long bits(E value);

  /** The value of these bits. */
  public abstract E box(long bits);

  /** Loads the bits at {@code at}. */
  public final long bits(Memory m, long at) {
    return wide ? m.getLong(at) : m.getInt(at);
  }

  /** Stores bits at {@code at} in {@code block}. */
  public final void bits(Memory m, Journal<?> j, long block, long at, long bits) {
    if (wide) {
      m.setLong(j, block, at, bits);
    } else {
      m.setInt(j, block, at, (int) bits);
    }
  }

  // ---- arrays

  /** An array of zeros. */
  public abstract A array(int length);

  /** The length of an array. */
  public abstract int length(A array);

  /** The bits of an element. */
  public abstract long bits(A array, int index);

  /** Sets an element. */
  public abstract void bits(A array, int index, long bits);

  /** Sets the elements from {@code from} to {@code to}. */
  public abstract void fill(A array, int from, int to, long bits);

  /** Sorts an array in ascending order. */
  public abstract void sort(A array);

  /** Writes the slots of {@code count} elements to the beginning of {@code target}. */
  public abstract void encode(A source, int from, int count, byte[] target);

  /** Reads {@code count} slots from the beginning of {@code source}. */
  public abstract void decode(byte[] source, int count, A target, int to);

  /** The values of {@code boxes}. */
  @SuppressWarnings("unchecked") // a wrong one shows as a ClassCastException in bits
  public final A unboxed(Object[] boxes) {
    A array = array(boxes.length);
    for (int i = 0; i < boxes.length; i++) {
      bits(array, i, bits((E) boxes[i]));
    }
    return array;
  }

  // ---- the codec of the box

  @Override
  public final boolean isKey() {
    return true;
  }

  @Override
  public final E load(Memory m, long block, long at) {
    return box(bits(m, at));
  }

  @Override
  public final void store(Memory m, Journal<?> j, long block, long at, E value) {
    Objects.requireNonNull(value, "value is null; use Optional");
    bits(m, j, block, at, bits(value));
  }

  @Override
  public final long hash(E value, long seed) {
    return KeyHash.of(bits(value), seed);
  }

  @Override
  public final long hashStored(Memory m, long block, long at, long seed) {
    return KeyHash.of(bits(m, at), seed);
  }

  @Override
  public final boolean equalsStored(Memory m, long block, long at, E value) {
    return bits(m, at) == bits(value);
  }
}
