package dev.emery.schema.record;

import dev.emery.AlreadyOwnedException;
import dev.emery.schema.Codec;
import dev.emery.schema.ObjectType;
import dev.emery.schema.OwnedVisitor;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Objects of one slot: a cell that is the argument of another kind, or a value behind a pointer.
 */
final class BoxType<T> extends ObjectType<T> {
  private final Codec<T> content;

  BoxType(int tag, Codec<T> content) {
    super(tag);
    this.content = content;
  }

  @Override
  public boolean pure() {
    return content.pure();
  }

  @Override
  public T open(Memory m, long block, long id, long container) {
    return content.load(m, block, Memory.payload(block));
  }

  @Override
  public long bytes(T prototype) {
    return content.width();
  }

  @Override
  public void fill(Memory m, Journal<?> j, long block, long container, T prototype) {
    if (content.container(m, prototype) != 0) {
      throw new AlreadyOwnedException(
          "cell belongs to an entity; use a new one with its value, as in PLong.of(old.get())");
    }
    content.store(m, j, block, Memory.payload(block), prototype);
  }

  @Override
  public long place(Memory m, T value) {
    long block = content.container(m, value);
    return block != 0
            && m.tag(block) == tag()
            && content.equalsStored(m, block, Memory.payload(block), value)
        ? block
        : 0;
  }

  @Override
  public boolean dropSome(Memory m, Journal<?> j, long block, int budget) {
    long at = Memory.payload(block);
    content.drop(m, j, block, at);
    if (content.owns()) {
      m.clear(j, block, at, content.width());
    }
    return true;
  }

  @Override
  public boolean ownsNothing() {
    return !content.owns();
  }

  @Override
  public void visit(Memory m, long block, OwnedVisitor visitor) {
    content.visit(m, block, Memory.payload(block), visitor);
  }

  @Override
  public void check(Memory m, long block, Consumer<String> problems) {
    if (m.capacity(block) < content.width()) {
      problems.accept("box is too small, bytes=" + m.capacity(block));
    } else {
      content.check(m, block, Memory.payload(block), problems);
    }
  }

  @Override
  public T detach(T value) {
    return content.detach(value);
  }

  @Override
  public @Nullable T empty() {
    return content.empty();
  }
}
