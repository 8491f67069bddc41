package dev.emery.pointer;

import dev.emery.schema.Codec;
import dev.emery.schema.ObjectType;

/** How {@link Prc.PWeak} lies in a pool: a place and an allocation id. Found as a service. */
public final class PrcWeakKind extends PointerKind {
  /** Made by the service loader. */
  public PrcWeakKind() {
    super("Prc.PWeak", Prc.PWeak.class, Role.VALUE);
  }

  @Override
  public boolean isShareable() {
    return false;
  }

  @Override
  <T> Codec<?> codec(ObjectType<T> type) {
    return new WeakCodec<T, Prc.PWeak<T, ?>>(type(), type, Prc.PWeak::new);
  }
}
