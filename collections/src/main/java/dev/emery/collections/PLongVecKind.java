package dev.emery.collections;

import dev.emery.collections.primitive.LongCodec;
import dev.emery.schema.Codec;
import dev.emery.schema.Kind;
import dev.emery.schema.ObjectType;
import java.util.List;

/** Makes {@link PLongVec} known to pools; there is nothing in it to call. */
public final class PLongVecKind extends Kind {

  /** Creates the kind, for the service loader. */
  public PLongVecKind() {
    super("PLongVec", PLongVec.class, Form.OBJECT);
  }

  @Override
  public ObjectType<?> object(int tag, List<Codec<?>> arguments) {
    return VecType.of(tag, LongCodec.INSTANCE, PLongVec::new);
  }
}
