package dev.emery.pointer;

import dev.emery.schema.Codec;
import dev.emery.schema.ObjectType;

/** How {@link Parc.PWeak} lies in a pool: a place and an allocation id. Found as a service. */
public final class ParcWeakKind extends PointerKind {
  /** Made by the service loader. */
  public ParcWeakKind() {
    super("Parc.PWeak", Parc.PWeak.class, Role.SHARED);
  }

  @Override
  <T> Codec<?> codec(ObjectType<T> type) {
    return new WeakCodec<T, Parc.PWeak<T, ?>>(type(), type, Parc.PWeak::new);
  }
}
