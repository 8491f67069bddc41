package dev.emery.collections;

import dev.emery.collections.tree.PooledTree;
import dev.emery.collections.tree.TreeBody;
import dev.emery.schema.Codec;
import dev.emery.schema.Kind;
import dev.emery.schema.ObjectType;
import java.util.List;

/** Makes {@link PTreeMap} known to pools; there is nothing in it to call. */
public final class PTreeMapKind extends Kind {

  /** Creates the kind, for the service loader. */
  public PTreeMapKind() {
    super(
        "PTreeMap",
        PTreeMap.class,
        Form.OBJECT,
        new Argument("key", Role.ORDERED_KEY),
        new Argument("value", Role.VALUE));
  }

  @Override
  public ObjectType<?> object(int tag, List<Codec<?>> arguments) {
    return new Type<>(tag, arguments.get(0), arguments.get(1));
  }

  private static final class Type<K, V> extends TreeType<PTreeMap<K, V, ?>, K, V> {
    private final Codec<V> value;

    Type(int tag, Codec<K> key, Codec<V> value) {
      super(tag, PooledTree.ofMaps(key, value));
      this.value = value;
    }

    @Override
    TreeBody<K, V> body(PTreeMap<K, V, ?> handle) {
      return handle.body();
    }

    @Override
    PTreeMap<K, V, ?> handle(TreeBody<K, V> body) {
      return new PTreeMap<>(body);
    }

    @Override
    public PTreeMap<K, V, ?> detach(PTreeMap<K, V, ?> map) {
      TreeBody<K, V> copy = TreeBody.prototype(map.body().order());
      map.forEach((k, v) -> copy.addFirst(k, value.detach(v))); // keys are values
      return new PTreeMap<>(copy);
    }

    @Override
    public PTreeMap<K, V, ?> empty() {
      return new PTreeMap<>();
    }
  }
}
