package dev.emery.pointer;

import dev.emery.schema.Codec;
import dev.emery.schema.Kind;
import dev.emery.schema.ObjectType;
import java.util.List;
import java.util.Objects;

/** How {@link Parc.PWeak} lies in a pool: a place and an allocation id. Found as a service. */
public final class ParcWeakKind extends Kind {
  /** Made by the service loader. */
  public ParcWeakKind() {
    super("Parc.PWeak", Parc.PWeak.class, Form.POINTER, new Argument("target", Role.SHARED));
  }

  @Override
  public Codec<?> codec(List<Codec<?>> arguments) {
    return codec(
        Objects.requireNonNull(arguments.getFirst().object(), "a pointer leads to objects"));
  }

  private static <T> Codec<?> codec(ObjectType<T> type) {
    return new WeakCodec<T, Parc.PWeak<T, ?>>(type, Parc.PWeak::new);
  }
}
