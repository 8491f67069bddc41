package dev.emery.pointer;

import dev.emery.schema.Codec;
import dev.emery.schema.ObjectType;

/** How {@link Prc} lies in a pool: a counted reference. Found as a service. */
public final class PrcKind extends PointerKind {
  /** Made by the service loader. */
  public PrcKind() {
    super("Prc", Prc.class, Role.VALUE);
  }

  @Override
  public boolean isShareable() {
    return false;
  }

  @Override
  <T> Codec<?> codec(ObjectType<T> type) {
    return StrongCodec.<T, Prc<T, ?>>shared(type(), type, Prc::new);
  }
}
