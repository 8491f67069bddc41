package dev.emery.collections;

import dev.emery.collections.tree.PooledTree;
import dev.emery.collections.tree.TreeBody;
import dev.emery.schema.Codec;
import dev.emery.schema.Kind;
import dev.emery.schema.ObjectType;
import java.util.List;

/** Makes {@link PTreeSet} known to pools; there is nothing in it to call. */
public final class PTreeSetKind extends Kind {

  /** Creates the kind, for the service loader. */
  public PTreeSetKind() {
    super("PTreeSet", PTreeSet.class, Form.OBJECT, new Argument("element", Role.ORDERED_KEY));
  }

  @Override
  public ObjectType<?> object(int tag, List<Codec<?>> arguments) {
    return new Type<>(tag, arguments.get(0));
  }

  private static final class Type<E> extends TreeType<PTreeSet<E, ?>, E, Boolean> {
    Type(int tag, Codec<E> element) {
      super(tag, PooledTree.ofSets(element));
    }

    @Override
    TreeBody<E, Boolean> body(PTreeSet<E, ?> handle) {
      return handle.body();
    }

    @Override
    PTreeSet<E, ?> handle(TreeBody<E, Boolean> body) {
      return new PTreeSet<>(body);
    }

    @Override
    public PTreeSet<E, ?> detach(PTreeSet<E, ?> set) {
      TreeBody<E, Boolean> copy = TreeBody.prototype(set.body().order());
      set.forEach(element -> copy.addFirst(element, true)); // elements are values
      return new PTreeSet<>(copy);
    }

    @Override
    public PTreeSet<E, ?> empty() {
      return new PTreeSet<>();
    }
  }
}
