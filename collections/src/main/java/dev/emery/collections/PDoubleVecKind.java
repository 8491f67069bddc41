package dev.emery.collections;

import dev.emery.collections.primitive.DoubleCodec;
import dev.emery.schema.Codec;
import dev.emery.schema.Kind;
import dev.emery.schema.ObjectType;
import java.util.List;

/** Makes {@link PDoubleVec} known to pools; there is nothing in it to call. */
public final class PDoubleVecKind extends Kind {

  /** Creates the kind, for the service loader. */
  public PDoubleVecKind() {
    super("PDoubleVec", PDoubleVec.class, Form.OBJECT);
  }

  @Override
  public ObjectType<?> object(int tag, List<Codec<?>> arguments) {
    return VecType.of(tag, DoubleCodec.INSTANCE, PDoubleVec::new);
  }
}
