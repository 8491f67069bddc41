package dev.emery.collections;

import dev.emery.schema.Codec;
import dev.emery.schema.Kind;
import dev.emery.schema.ObjectType;
import java.util.List;

/** Makes {@link PVec} known to pools; there is nothing in it to call. */
public final class PVecKind extends Kind {

  /** Creates the kind, for the service loader. */
  public PVecKind() {
    super("PVec", PVec.class, Form.OBJECT, new Argument("element", Role.VALUE));
  }

  @Override
  public ObjectType<?> object(int tag, List<Codec<?>> arguments) {
    return VecType.of(tag, arguments.getFirst());
  }
}
