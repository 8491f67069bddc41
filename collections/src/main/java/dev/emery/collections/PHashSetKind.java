package dev.emery.collections;

import dev.emery.schema.Codec;
import dev.emery.schema.Kind;
import dev.emery.schema.ObjectType;
import java.util.List;

/** Makes {@link PHashSet} known to pools; there is nothing in it to call. */
public final class PHashSetKind extends Kind {

  /** Creates the kind, for the service loader. */
  public PHashSetKind() {
    super("PHashSet", PHashSet.class, Form.OBJECT, new Argument("element", Role.KEY));
  }

  @Override
  public ObjectType<?> object(int tag, List<Codec<?>> arguments) {
    return new SetType<>(tag, arguments.getFirst());
  }
}
