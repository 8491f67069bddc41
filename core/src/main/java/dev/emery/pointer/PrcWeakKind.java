package dev.emery.pointer;

import dev.emery.schema.Codec;
import dev.emery.schema.Kind;
import dev.emery.schema.ObjectType;
import java.util.List;
import java.util.Objects;

/** How {@link Prc.PWeak} lies in a pool: a place and an allocation id. Found as a service. */
public final class PrcWeakKind extends Kind {
  /** Made by the service loader. */
  public PrcWeakKind() {
    super("Prc.PWeak", Prc.PWeak.class, Form.POINTER, new Argument("target", Role.VALUE));
  }

  @Override
  public boolean isShareable() {
    return false;
  }

  @Override
  public Codec<?> codec(List<Codec<?>> arguments) {
    return codec(
        Objects.requireNonNull(arguments.getFirst().object(), "a pointer leads to objects"));
  }

  private static <T> Codec<?> codec(ObjectType<T> type) {
    return new WeakCodec<T, Prc.PWeak<T, ?>>(type, Prc.PWeak::new);
  }
}
