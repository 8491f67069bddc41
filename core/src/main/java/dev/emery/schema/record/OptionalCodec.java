package dev.emery.schema.record;

import dev.emery.schema.Codec;
import dev.emery.schema.KeyHash;
import dev.emery.schema.OwnedVisitor;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An optional value: a byte that is 1 where there is one, then the value at its alignment. Where
 * the value is a reference, there is no byte: 0 is empty.
 *
 * <p>Each one is a {@link HiddenCopy}, for which the compiler sees through {@code content}.
 */
final class OptionalCodec<T> extends Codec<Optional<T>> {
  private final Codec<T> content;
  private final boolean tagged;
  private final int offset;

  OptionalCodec(Codec<T> content) {
    super(
        content.isReference() ? content.width() : content.width() + content.alignment(),
        content.alignment());
    this.content = content;
    this.tagged = !content.isReference();
    this.offset = tagged ? content.alignment() : 0;
  }

  private boolean isPresent(Memory m, long at) {
    return tagged ? m.getByte(at) != 0 : m.getLong(at) != 0;
  }

  @Override
  public boolean pure() {
    return content.pure();
  }

  @Override
  public boolean owns() {
    return content.owns();
  }

  @Override
  public boolean isKey() {
    return content.isKey();
  }

  @Override
  public Optional<T> load(Memory m, long block, long at) {
    return isPresent(m, at) ? Optional.of(content.load(m, block, at + offset)) : Optional.empty();
  }

  @Override
  public void store(Memory m, Journal<?> j, long block, long at, Optional<T> value) {
    Objects.requireNonNull(value, "optional is null; use Optional.empty()");
    if (value.isEmpty()) {
      m.clear(j, block, at, width());
      return;
    }
    if (tagged) {
      m.setByte(j, block, at, (byte) 1);
    }
    content.store(m, j, block, at + offset, value.get());
  }

  @Override
  public void drop(Memory m, Journal<?> j, long block, long at) {
    if (isPresent(m, at)) {
      content.drop(m, j, block, at + offset);
    }
  }

  @Override
  public void visit(Memory m, long block, long at, OwnedVisitor visitor) {
    if (isPresent(m, at)) {
      content.visit(m, block, at + offset, visitor);
    }
  }

  @Override
  public void check(Memory m, long block, long at, Consumer<String> problems) {
    if (tagged && (m.getByte(at) & ~1) != 0) {
      problems.accept("Optional is neither there nor empty, offset=0x" + Long.toHexString(at));
    }
    if (isPresent(m, at)) {
      content.check(m, block, at + offset, problems);
    }
  }

  @Override
  public long hash(Optional<T> value, long seed) {
    return value.isEmpty() ? KeyHash.of(0, seed) : content.hash(value.get(), KeyHash.of(1, seed));
  }

  @Override
  public long hashStored(Memory m, long block, long at, long seed) {
    return isPresent(m, at)
        ? content.hashStored(m, block, at + offset, KeyHash.of(1, seed))
        : KeyHash.of(0, seed);
  }

  @Override
  public boolean equalsStored(Memory m, long block, long at, Optional<T> value) {
    return isPresent(m, at)
        ? value.isPresent() && content.equalsStored(m, block, at + offset, value.get())
        : value.isEmpty();
  }

  @Override
  public Optional<T> detach(Optional<T> value) {
    return value.isEmpty() ? value : Optional.of(content.detach(value.get()));
  }

  @Override
  public Optional<T> empty() {
    return Optional.empty();
  }
}
