package dev.emery.collections;

import dev.emery.schema.Codec;
import dev.emery.schema.Kind;
import dev.emery.schema.ObjectType;
import java.util.List;

/** Makes {@link PLongMap} known to pools; there is nothing in it to call. */
public final class PLongMapKind extends Kind {

  /** Creates the kind, for the service loader. */
  public PLongMapKind() {
    super("PLongMap", PLongMap.class, Form.OBJECT, new Argument("value", Role.VALUE));
  }

  @Override
  public ObjectType<?> object(int tag, List<Codec<?>> arguments) {
    return new LongMapType<>(tag, arguments.getFirst());
  }
}
