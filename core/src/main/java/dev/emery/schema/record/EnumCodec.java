package dev.emery.schema.record;

import dev.emery.CorruptPoolException;
import dev.emery.WrongTypeException;
import dev.emery.schema.Codec;
import dev.emery.schema.KeyHash;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * An enum constant as its number in the pool's dictionary of constant names, which begins at 1: a
 * slot of zeros is no constant (E35).
 */
final class EnumCodec<E extends Enum<E>> extends Codec<E> {
  private final E[] constants;
  private final E[] byNumber;
  private final int[] numbers;

  /**
   * Creates a codec.
   *
   * @param byName the number of each constant
   */
  @SuppressWarnings("unchecked") // the class of an enum is that of its constants
  EnumCodec(Class<?> type, Map<String, Integer> byName) {
    super(Integer.BYTES, Integer.BYTES);
    this.constants = (E[]) type.getEnumConstants();
    this.numbers = new int[constants.length];
    this.byNumber = constants.clone();
    for (E constant : constants) {
      int number = Objects.requireNonNull(byName.get(constant.name()));
      numbers[constant.ordinal()] = number;
      byNumber[number - 1] = constant;
    }
  }

  @Override
  public boolean isKey() {
    return true;
  }

  @Override
  public E load(Memory m, long block, long at) {
    int number = m.getInt(at);
    if (number < 1 || number > byNumber.length) {
      throw new CorruptPoolException("no constant has number=" + number);
    }
    return byNumber[number - 1];
  }

  @Override
  public void store(Memory m, Journal<?> j, long block, long at, E value) {
    Objects.requireNonNull(value, "enum constant is null; use Optional");
    int number = number(value);
    if (number == 0) {
      throw new WrongTypeException(
          "constant of another enum than its place, constant=%s.%s, place=%s"
              .formatted(
                  value.getDeclaringClass().getSimpleName(),
                  value,
                  constants[0].getDeclaringClass().getSimpleName()));
    }
    m.setInt(j, block, at, number);
  }

  /** The number of a constant, or 0 for one of another enum, which is equal to none here. */
  @SuppressWarnings("ReferenceEquality") // a constant is one object
  private int number(Enum<?> value) {
    int ordinal = value.ordinal();
    return ordinal < constants.length && constants[ordinal] == value ? numbers[ordinal] : 0;
  }

  @Override
  public void check(Memory m, long block, long at, Consumer<String> problems) {
    int number = m.getInt(at);
    if (number < 1 || number > byNumber.length) {
      problems.accept("no constant has number=%d, offset=0x%x".formatted(number, at));
    }
  }

  @Override
  public long hash(E value, long seed) {
    return KeyHash.of(number(value), seed);
  }

  @Override
  public long hashStored(Memory m, long block, long at, long seed) {
    return KeyHash.of(m.getInt(at), seed);
  }

  @Override
  public boolean equalsStored(Memory m, long block, long at, E value) {
    return m.getInt(at) == number(value);
  }

  @Override
  public int compareStored(Memory m, long block, long at, E value) {
    return load(m, block, at).compareTo(value);
  }
}
