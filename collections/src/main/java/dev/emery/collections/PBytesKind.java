package dev.emery.collections;

import dev.emery.schema.Codec;
import dev.emery.schema.Kind;
import dev.emery.schema.ObjectType;
import java.util.List;

/** Makes {@link PBytes} known to pools; there is nothing in it to call. */
public final class PBytesKind extends Kind {

  /** Creates the kind, for the service loader. */
  public PBytesKind() {
    super("PBytes", PBytes.class, Form.OBJECT);
  }

  @Override
  public ObjectType<?> object(int tag, List<Codec<?>> arguments) {
    return new BytesType(tag);
  }
}
