package dev.emery.schema.record;

import dev.emery.WrongTypeException;
import dev.emery.schema.Codec;
import dev.emery.schema.ObjectType;
import dev.emery.schema.OwnedVisitor;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An owning reference to an object. Storing a prototype allocates its block and fills it; storing
 * what has a place already is a move or a second owner, which the commit judges (E17).
 */
final class OwnedCodec<T> extends Codec<T> {
  private final ObjectType<T> type;
  private final boolean recursive;

  OwnedCodec(ObjectType<T> type, boolean recursive) {
    super(Long.BYTES, Long.BYTES);
    this.type = type;
    this.recursive = recursive;
  }

  @Override
  public ObjectType<T> object() {
    return type;
  }

  @Override
  public boolean pure() {
    return type.pure();
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
  public T load(Memory m, long block, long at) {
    long target = m.getLong(at);
    type.requireReference(m, target);
    Nesting.enter(recursive);
    try {
      return type.open(m, target, m.id(target), block);
    } finally {
      Nesting.leave(recursive);
    }
  }

  @Override
  public void store(Memory m, Journal<?> j, long block, long at, T value) {
    Objects.requireNonNull(value, "value is null; use Optional");
    Nesting.enter(recursive);
    try {
      long target = type.lockPlace(m, j, value);
      if (target != 0) {
        requireType(m, target);
      } else {
        target = m.allocate(j, type.tag(), type.bytes(value));
        type.fill(m, j, target, block, value);
      }
      m.setLong(j, block, at, target);
      m.own(j, target, block, at);
    } finally {
      Nesting.leave(recursive);
    }
  }

  private void requireType(Memory m, long target) {
    if (m.tag(target) != type.tag()) {
      throw new WrongTypeException(
          "object of another type than its place, object=" + m.describe(target));
    }
  }

  @Override
  public void drop(Memory m, Journal<?> j, long block, long at) {
    long target = m.getLong(at);
    if (target != 0) {
      type.requireReference(m, target);
      m.disown(j, target, block, at);
    }
  }

  @Override
  public void visit(Memory m, long block, long at, OwnedVisitor visitor) {
    long target = m.getLong(at);
    if (target != 0) {
      visitor.object(target, block, at);
    }
  }

  @Override
  public void check(Memory m, long block, long at, Consumer<String> problems) {
    type.checkReference(m, at, problems);
  }

  @Override
  public boolean equalsStored(Memory m, long block, long at, T value) {
    Nesting.enter(recursive);
    try {
      long place = type.place(m, value);
      return place != 0 && place == m.getLong(at);
    } finally {
      Nesting.leave(recursive);
    }
  }

  @Override
  public long container(Memory m, T value) {
    return type.container(m, value);
  }

  @Override
  public T detach(T value) {
    Nesting.enter(recursive);
    try {
      return type.detach(value);
    } finally {
      Nesting.leave(recursive);
    }
  }

  @Override
  public @Nullable T empty() {
    return type.empty();
  }
}
