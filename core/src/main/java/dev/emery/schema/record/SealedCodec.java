package dev.emery.schema.record;

import dev.emery.CorruptPoolException;
import dev.emery.NotPersistentSafeException;
import dev.emery.schema.Codec;
import dev.emery.schema.KeyHash;
import dev.emery.schema.OwnedVisitor;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A value of a sealed interface: the number of its record in the pool's dictionary of variants,
 * which begins at 1, and the record.
 *
 * <pre>
 * 0..3    number of the variant, 0 in an empty slot
 * 8..23   the record where it fits, else a reference to its box; a reference to an entity
 * </pre>
 */
final class SealedCodec<T> extends Codec<T> {
  private static final int PAYLOAD = 8;
  private static final int PAYLOAD_WIDTH = 16;

  private final Class<?> type;
  private final boolean pure;
  private final boolean isKey;
  private List<Codec<T>> byNumber = List.of();
  private Map<Class<?>, Integer> numbers = Map.of();

  SealedCodec(Class<?> type, boolean pure, boolean isKey) {
    super(PAYLOAD + PAYLOAD_WIDTH, Long.BYTES);
    this.type = type;
    this.pure = pure;
    this.isKey = isKey;
  }

  /** Whether a codec's slot fits into the payload. */
  static boolean fits(Codec<?> codec) {
    return codec.width() <= PAYLOAD_WIDTH;
  }

  /**
   * Says what the variants are, which may refer to this codec.
   *
   * @param codecs the codec of each variant, by its number less 1; each fits
   */
  void resolve(List<? extends Class<?>> types, List<Codec<T>> codecs) {
    Map<Class<?>, Integer> all = new IdentityHashMap<>();
    for (int i = 0; i < types.size(); i++) {
      all.put(types.get(i), i + 1);
    }
    numbers = all;
    byNumber = List.copyOf(codecs);
  }

  private Codec<T> stored(Memory m, long at) {
    int number = m.getInt(at);
    if (number < 1 || number > byNumber.size()) {
      throw new CorruptPoolException(
          "no variant of %s has number=%d".formatted(type.getSimpleName(), number));
    }
    return byNumber.get(number - 1);
  }

  private int number(T value) {
    Objects.requireNonNull(value, "value of a sealed interface is null; use Optional");
    Integer number = numbers.get(value.getClass());
    if (number == null) {
      throw new NotPersistentSafeException(
          "not a variant of %s that this place can hold: %s"
              .formatted(type.getSimpleName(), value.getClass().getName()));
    }
    return number;
  }

  @Override
  public boolean pure() {
    return pure;
  }

  @Override
  public boolean owns() {
    return true;
  }

  @Override
  public boolean isKey() {
    return isKey;
  }

  @Override
  public T load(Memory m, long block, long at) {
    return stored(m, at).load(m, block, at + PAYLOAD);
  }

  @Override
  public void store(Memory m, Journal<?> j, long block, long at, T value) {
    int number = number(value);
    m.setInt(j, block, at, number);
    m.clear(j, block, at + PAYLOAD, PAYLOAD_WIDTH); // other variants leave other gaps
    byNumber.get(number - 1).store(m, j, block, at + PAYLOAD, value);
  }

  @Override
  public void drop(Memory m, Journal<?> j, long block, long at) {
    if (m.getInt(at) != 0) {
      stored(m, at).drop(m, j, block, at + PAYLOAD);
    }
  }

  @Override
  public void visit(Memory m, long block, long at, OwnedVisitor visitor) {
    if (m.getInt(at) != 0) {
      stored(m, at).visit(m, block, at + PAYLOAD, visitor);
    }
  }

  @Override
  public void check(Memory m, long block, long at, Consumer<String> problems) {
    int number = m.getInt(at);
    if (number < 1 || number > byNumber.size()) {
      problems.accept(
          "no variant of %s has number=%d, offset=0x%x".formatted(type.getName(), number, at));
    } else {
      byNumber.get(number - 1).check(m, block, at + PAYLOAD, problems);
    }
  }

  @Override
  public long hash(T value, long seed) {
    int number = number(value);
    return byNumber.get(number - 1).hash(value, KeyHash.of(number, seed));
  }

  @Override
  public long hashStored(Memory m, long block, long at, long seed) {
    return stored(m, at).hashStored(m, block, at + PAYLOAD, KeyHash.of(m.getInt(at), seed));
  }

  @Override
  public T detach(T value) {
    return byNumber.get(number(value) - 1).detach(value);
  }

  @Override
  public boolean equalsStored(Memory m, long block, long at, T value) {
    int number = number(value);
    return m.getInt(at) == number
        && byNumber.get(number - 1).equalsStored(m, block, at + PAYLOAD, value);
  }
}
