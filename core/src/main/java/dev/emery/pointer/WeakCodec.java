package dev.emery.pointer;

import dev.emery.CorruptPoolException;
import dev.emery.WrongPoolException;
import dev.emery.WrongTypeException;
import dev.emery.schema.Codec;
import dev.emery.schema.ObjectType;
import dev.emery.schema.OwnedVisitor;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A weak pointer: the block of the target and its allocation id, which no other block ever gets
 * (E15); zeros for none. Nothing is counted, so the target need not know of it.
 */
final class WeakCodec<T, X extends WeakPointer<T, ?>> extends Codec<X> {
  private final Class<?> pointers;
  private final ObjectType<T> type;
  private final Function<@Nullable Target<T>, X> opening;

  WeakCodec(Class<?> pointers, ObjectType<T> type, Function<@Nullable Target<T>, X> opening) {
    super(2 * Long.BYTES, Long.BYTES);
    this.pointers = pointers;
    this.type = type;
    this.opening = opening;
  }

  @Override
  public X load(Memory m, long block, long at) {
    long target = m.getLong(at);
    return opening.apply(
        target == 0 ? null : new Target<>(m, target, m.getLong(at + Long.BYTES), type));
  }

  @Override
  public void store(Memory m, Journal<?> j, long block, long at, X pointer) {
    Objects.requireNonNull(pointer, "weak pointer is null; use PWeak.empty()");
    Target<T> target = pointer.target();
    if (target != null && target.memory() != m) {
      throw new WrongPoolException("weak pointer leads into another pool");
    }
    if (pointer.getClass() != pointers) {
      throw new WrongTypeException(
          "weak pointer of another kind than its place, pointer=%s, place=%s"
              .formatted(pointer.getClass().getName(), pointers.getName()));
    }
    if (target != null && target.type().tag() != type.tag()) {
      throw new WrongTypeException("weak pointer to an object of another type than its place");
    }
    m.setLong(j, block, at, target == null ? 0 : target.block());
    m.setLong(j, block, at + Long.BYTES, target == null ? 0 : target.id());
  }

  @Override
  public void visit(Memory m, long block, long at, OwnedVisitor visitor) {
    long target = m.getLong(at);
    if (target != 0) {
      visitor.weak(target, block, at);
    }
  }

  @Override
  public void check(Memory m, long block, long at, Consumer<String> problems) {
    long target = m.getLong(at);
    if (target != 0 && !canBe(m, target, m.getLong(at + Long.BYTES))) {
      problems.accept("weak pointer to no block, offset=0x" + Long.toHexString(target));
    }
  }

  /** Whether there is, or may have been, an object of this type. */
  private boolean canBe(Memory m, long target, long id) {
    try {
      return (target & 15) == 0 && (!m.isAlive(target, id) || m.tag(target) == type.tag());
    } catch (CorruptPoolException e) {
      return false; // outside the pool
    }
  }

  @Override
  public boolean equalsStored(Memory m, long block, long at, X pointer) {
    Target<T> target = pointer.target();
    return target == null
        ? m.getLong(at) == 0
        : target.memory() == m && target.id() == m.getLong(at + Long.BYTES);
  }

  @Override
  public X empty() {
    return opening.apply(null);
  }
}
