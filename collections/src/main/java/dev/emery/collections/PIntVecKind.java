package dev.emery.collections;

import dev.emery.collections.primitive.IntCodec;
import dev.emery.schema.Codec;
import dev.emery.schema.Kind;
import dev.emery.schema.ObjectType;
import java.util.List;

/** Makes {@link PIntVec} known to pools; there is nothing in it to call. */
public final class PIntVecKind extends Kind {

  /** Creates the kind, for the service loader. */
  public PIntVecKind() {
    super("PIntVec", PIntVec.class, Form.OBJECT);
  }

  @Override
  public ObjectType<?> object(int tag, List<Codec<?>> arguments) {
    return VecType.of(tag, IntCodec.INSTANCE, PIntVec::new);
  }
}
