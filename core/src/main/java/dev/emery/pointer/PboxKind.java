package dev.emery.pointer;

import dev.emery.schema.Codec;
import dev.emery.schema.ObjectType;

/** How {@link Pbox} lies in a pool: an owning reference. Found as a service. */
public final class PboxKind extends PointerKind {
  /** Made by the service loader. */
  public PboxKind() {
    super("Pbox", Pbox.class, Role.VALUE);
  }

  @Override
  <T> Codec<?> codec(ObjectType<T> type) {
    return StrongCodec.<T, Pbox<T, ?>>sole(type(), type, Pbox::new, Pbox::of);
  }
}
