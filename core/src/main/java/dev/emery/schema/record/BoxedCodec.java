package dev.emery.schema.record;

import dev.emery.CorruptPoolException;
import dev.emery.schema.Codec;
import dev.emery.schema.OwnedVisitor;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A value in a part of its own, which the slot refers to: a record that is too wide for a slot, or
 * that may contain itself.
 */
final class BoxedCodec<T> extends Codec<T> {
  /** The tag of a part. */
  static final int PART_TAG = 1;

  private final boolean pure;
  private final boolean recursive;
  private @Nullable Codec<T> content;

  /** Creates a codec whose content is said later, when it may refer to this one. */
  BoxedCodec(boolean pure, boolean recursive) {
    super(Long.BYTES, Long.BYTES);
    this.pure = pure;
    this.recursive = recursive;
  }

  BoxedCodec(Codec<T> content) {
    this(content.pure(), false);
    this.content = content;
  }

  void resolve(Codec<T> boxed) {
    content = boxed;
  }

  private Codec<T> content() {
    return Objects.requireNonNull(content, "codec is under construction");
  }

  private long part(Memory m, long at) {
    long part = m.getLong(at);
    if (m.tag(part) != PART_TAG || m.capacity(part) < content().width()) {
      throw new CorruptPoolException("no box where one should be, offset=0x" + hex(part));
    }
    return part;
  }

  private static String hex(long offset) {
    return Long.toHexString(offset);
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
    return true;
  }

  @Override
  public boolean isReference() {
    return true;
  }

  @Override
  public T load(Memory m, long block, long at) {
    Nesting.enter(recursive);
    try {
      long part = part(m, at);
      return content().load(m, part, Memory.payload(part));
    } finally {
      Nesting.leave(recursive);
    }
  }

  @Override
  public void store(Memory m, Journal<?> j, long block, long at, T value) {
    Nesting.enter(recursive);
    try {
      long part = m.allocate(j, PART_TAG, content().width());
      m.setLong(j, block, at, part); // first, so that a store that fails can be dropped again
      content().store(m, j, part, Memory.payload(part), value);
    } finally {
      Nesting.leave(recursive);
    }
  }

  @Override
  public void drop(Memory m, Journal<?> j, long block, long at) {
    if (m.getLong(at) == 0) {
      return;
    }
    Nesting.enter(recursive);
    try {
      long part = part(m, at);
      content().drop(m, j, part, Memory.payload(part));
      m.free(j, part);
    } finally {
      Nesting.leave(recursive);
    }
  }

  @Override
  public void visit(Memory m, long block, long at, OwnedVisitor visitor) {
    if (m.getLong(at) == 0) {
      return;
    }
    Nesting.enter(recursive);
    try {
      long part = part(m, at);
      if (visitor.part(part, content().width())) {
        content().visit(m, part, Memory.payload(part), visitor);
      }
    } finally {
      Nesting.leave(recursive);
    }
  }

  @Override
  public void check(Memory m, long block, long at, Consumer<String> problems) {
    if (recursive && Nesting.isDeepest()) {
      problems.accept("value nests too deep, offset=0x" + hex(at));
      return;
    }
    Nesting.enter(recursive);
    try {
      long part = part(m, at);
      content().check(m, part, Memory.payload(part), problems);
    } catch (CorruptPoolException e) {
      problems.accept(e.getMessage());
    } finally {
      Nesting.leave(recursive);
    }
  }

  @Override
  public long hash(T value, long seed) {
    Nesting.enter(recursive);
    try {
      return content().hash(value, seed);
    } finally {
      Nesting.leave(recursive);
    }
  }

  @Override
  public long hashStored(Memory m, long block, long at, long seed) {
    Nesting.enter(recursive);
    try {
      long part = part(m, at);
      return content().hashStored(m, part, Memory.payload(part), seed);
    } finally {
      Nesting.leave(recursive);
    }
  }

  @Override
  public boolean equalsStored(Memory m, long block, long at, T value) {
    Nesting.enter(recursive);
    try {
      long part = part(m, at);
      return content().equalsStored(m, part, Memory.payload(part), value);
    } finally {
      Nesting.leave(recursive);
    }
  }

  @Override
  public @Nullable T empty() {
    return content().empty();
  }
}
