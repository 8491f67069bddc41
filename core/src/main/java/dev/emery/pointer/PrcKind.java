package dev.emery.pointer;

import dev.emery.schema.Codec;
import dev.emery.schema.Kind;
import dev.emery.schema.ObjectType;
import java.util.List;
import java.util.Objects;

/** How {@link Prc} lies in a pool: a counted reference. Found as a service. */
public final class PrcKind extends Kind {
  /** Made by the service loader. */
  public PrcKind() {
    super("Prc", Prc.class, Form.POINTER, new Argument("target", Role.VALUE));
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
    return StrongCodec.<T, Prc<T, ?>>shared(type, Prc::new);
  }
}
