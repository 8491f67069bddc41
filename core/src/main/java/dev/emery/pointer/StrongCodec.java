package dev.emery.pointer;

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
 * A pointer that keeps its target: the block of the target, which its header counts. Storing a
 * prototype makes the block.
 */
final class StrongCodec<T, X extends Pointer<T, ?>> extends Codec<X> {
  private final Class<?> pointers;
  private final ObjectType<T> type;
  private final boolean shared;
  private final Opening<T, X> opening;
  private final @Nullable Function<T, X> copying;

  /** Makes a handle. */
  @FunctionalInterface
  interface Opening<T, X> {
    X open(Memory m, long target, long id, ObjectType<T> type);
  }

  private StrongCodec(
      Class<?> pointers,
      ObjectType<T> type,
      Opening<T, X> opening,
      @Nullable Function<T, X> copying) {
    super(Long.BYTES, Long.BYTES);
    this.pointers = pointers;
    this.type = type;
    this.shared = copying == null;
    this.opening = opening;
    this.copying = copying;
  }

  /** The codec of a sole owner, of which a copy has a copy of the target. */
  static <T, X extends Pointer<T, ?>> StrongCodec<T, X> sole(
      Class<?> pointers, ObjectType<T> type, Opening<T, X> opening, Function<T, X> copying) {
    return new StrongCodec<>(pointers, type, opening, copying);
  }

  /** The codec of one owner of several, of which a copy is one more. */
  static <T, X extends Pointer<T, ?>> StrongCodec<T, X> shared(
      Class<?> pointers, ObjectType<T> type, Opening<T, X> opening) {
    return new StrongCodec<>(pointers, type, opening, null);
  }

  @Override
  public boolean owns() {
    return true;
  }

  @Override
  public boolean isReference() {
    return true;
  }

  @Override
  public X load(Memory m, long block, long at) {
    long target = m.getLong(at);
    type.requireReference(m, target);
    return opening.open(m, target, m.id(target), type);
  }

  @Override
  public void store(Memory m, Journal<?> j, long block, long at, X pointer) {
    Objects.requireNonNull(pointer, "pointer is null; use Optional");
    if (pointer.getClass() != pointers) {
      throw new WrongTypeException(
          "pointer of another kind than its place, pointer=%s, place=%s"
              .formatted(pointer.getClass().getSimpleName(), pointers.getSimpleName()));
    }
    long target = place(m, j, pointer);
    m.setLong(j, block, at, target);
    if (shared) {
      m.share(j, target, block, at);
    } else {
      m.own(j, target, block, at);
    }
  }

  private long place(Memory m, Journal<?> j, X pointer) {
    long target = pointer.anchor().placeIn(m);
    if (target != 0) {
      if (pointer.type().tag() != type.tag()) {
        throw new WrongTypeException(
            "pointer to an object of another type than its place, object=" + m.describe(target));
      }
      m.lockExclusive(j, target);
      // Once more: placeIn() looked before there was a lock, and the target may have been freed
      // since,
      // or be another object of the same type. No test can put a commit between the two.
      m.require(target, pointer.anchor().id());
      type.requireReference(m, target);
      return target;
    }
    T value = pointer.prototype();
    target = type.lockPlace(m, j, value);
    if (target != 0) { // an entity or collection that moves from its place
      pointer.place(m, j, target, type);
      return target;
    }
    target = m.allocate(j, type.tag(), type.bytes(value));
    pointer.place(m, j, target, type); // first, for pointers in the value that lead back here
    try {
      type.fill(m, j, target, 0, value);
    } catch (StackOverflowError e) {
      var failure =
          new IllegalStateException(
              "prototypes lead to each other too deep; store some in steps", e);
      Memory.doom(j, failure);
      throw failure;
    } catch (RuntimeException | Error e) {
      Memory.doom(j, e); // the pointer would lead to half an object
      throw e;
    }
    return target;
  }

  @Override
  public void drop(Memory m, Journal<?> j, long block, long at) {
    long target = m.getLong(at);
    if (target == 0) {
      return;
    }
    type.requireReference(m, target);
    if (shared) {
      m.unshare(j, target, block, at);
    } else {
      m.disown(j, target, block, at);
    }
  }

  @Override
  public void visit(Memory m, long block, long at, OwnedVisitor visitor) {
    long target = m.getLong(at);
    if (target == 0) {
      return;
    }
    if (shared) {
      visitor.shared(target, block, at);
    } else {
      visitor.object(target, block, at);
    }
  }

  @Override
  public void check(Memory m, long block, long at, Consumer<String> problems) {
    type.checkReference(m, at, problems);
  }

  @Override
  public X detach(X pointer) {
    return copying == null ? pointer : copying.apply(type.detach(pointer.get()));
  }

  @Override
  public boolean equalsStored(Memory m, long block, long at, X pointer) {
    return pointer.anchor().placeIn(m) == m.getLong(at);
  }
}
