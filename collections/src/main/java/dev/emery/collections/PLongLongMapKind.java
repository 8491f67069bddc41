package dev.emery.collections;

import dev.emery.schema.Codec;
import dev.emery.schema.Kind;
import dev.emery.schema.ObjectType;
import java.util.List;

/** Makes {@link PLongLongMap} known to pools; there is nothing in it to call. */
public final class PLongLongMapKind extends Kind {

  /** Creates the kind, for the service loader. */
  public PLongLongMapKind() {
    super("PLongLongMap", PLongLongMap.class, Form.OBJECT);
  }

  @Override
  public ObjectType<?> object(int tag, List<Codec<?>> arguments) {
    return new LongLongMapType(tag);
  }
}
