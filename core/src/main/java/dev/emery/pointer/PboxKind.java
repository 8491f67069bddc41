package dev.emery.pointer;

import dev.emery.schema.Codec;
import dev.emery.schema.Kind;
import dev.emery.schema.ObjectType;
import java.util.List;
import java.util.Objects;

/** How {@link Pbox} lies in a pool: an owning reference. Found as a service. */
public final class PboxKind extends Kind {
  /** Made by the service loader. */
  public PboxKind() {
    super("Pbox", Pbox.class, Form.POINTER, new Argument("target", Role.VALUE));
  }

  @Override
  public Codec<?> codec(List<Codec<?>> arguments) {
    return codec(
        Objects.requireNonNull(arguments.getFirst().object(), "a pointer leads to objects"));
  }

  private static <T> Codec<?> codec(ObjectType<T> type) {
    return StrongCodec.<T, Pbox<T, ?>>sole(type, Pbox::new, Pbox::of);
  }
}
