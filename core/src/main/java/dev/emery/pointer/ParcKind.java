package dev.emery.pointer;

import dev.emery.schema.Codec;
import dev.emery.schema.Kind;
import dev.emery.schema.ObjectType;
import java.util.List;
import java.util.Objects;

/** How {@link Parc} lies in a pool: a counted reference. Found as a service. */
public final class ParcKind extends Kind {
  /** Made by the service loader. */
  public ParcKind() {
    super("Parc", Parc.class, Form.POINTER, new Argument("target", Role.SHARED));
  }

  @Override
  public Codec<?> codec(List<Codec<?>> arguments) {
    return codec(
        Objects.requireNonNull(arguments.getFirst().object(), "a pointer leads to objects"));
  }

  private static <T> Codec<?> codec(ObjectType<T> type) {
    return StrongCodec.<T, Parc<T, ?>>shared(type, Parc::new);
  }
}
