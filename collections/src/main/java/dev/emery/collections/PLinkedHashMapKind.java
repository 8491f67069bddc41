package dev.emery.collections;

import dev.emery.schema.Codec;
import dev.emery.schema.Kind;
import dev.emery.schema.ObjectType;
import java.util.List;

/** Makes {@link PLinkedHashMap} known to pools; there is nothing in it to call. */
public final class PLinkedHashMapKind extends Kind {

  /** Creates the kind, for the service loader. */
  public PLinkedHashMapKind() {
    super(
        "PLinkedHashMap",
        PLinkedHashMap.class,
        Form.OBJECT,
        new Argument("key", Role.KEY),
        new Argument("value", Role.VALUE));
  }

  @Override
  public ObjectType<?> object(int tag, List<Codec<?>> arguments) {
    return new LinkedMapType<>(tag, arguments.get(0), arguments.get(1));
  }
}
