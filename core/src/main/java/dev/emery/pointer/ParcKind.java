package dev.emery.pointer;

import dev.emery.schema.Codec;
import dev.emery.schema.ObjectType;

/** How {@link Parc} lies in a pool: a counted reference. Found as a service. */
public final class ParcKind extends PointerKind {
  /** Made by the service loader. */
  public ParcKind() {
    super("Parc", Parc.class, Role.SHARED);
  }

  @Override
  <T> Codec<?> codec(ObjectType<T> type) {
    return StrongCodec.<T, Parc<T, ?>>shared(type(), type, Parc::new);
  }
}
