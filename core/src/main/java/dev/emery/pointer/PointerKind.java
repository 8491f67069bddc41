package dev.emery.pointer;

import dev.emery.schema.Codec;
import dev.emery.schema.Kind;
import dev.emery.schema.ObjectType;
import java.util.List;
import java.util.Objects;

/** How a pointer lies in a pool: by the type of the objects that it leads to. */
abstract sealed class PointerKind extends Kind
    permits PboxKind, PrcKind, ParcKind, PrcWeakKind, ParcWeakKind {

  PointerKind(String name, Class<?> type, Role role) {
    super(name, type, Form.POINTER, new Argument("target", role));
  }

  /** The codec of pointers to objects of a type. */
  abstract <T> Codec<?> codec(ObjectType<T> type);

  @Override
  public final Codec<?> codec(List<Codec<?>> arguments) {
    return codec(
        Objects.requireNonNull(arguments.getFirst().object(), "a pointer leads to objects"));
  }
}
