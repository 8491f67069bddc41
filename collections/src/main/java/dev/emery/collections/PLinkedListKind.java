package dev.emery.collections;

import dev.emery.collections.sequence.PooledNodes;
import dev.emery.schema.Codec;
import dev.emery.schema.Kind;
import dev.emery.schema.ObjectType;
import java.util.List;

/** Makes {@link PLinkedList} known to pools; there is nothing in it to call. */
public final class PLinkedListKind extends Kind {

  /** Creates the kind, for the service loader. */
  public PLinkedListKind() {
    super("PLinkedList", PLinkedList.class, Form.OBJECT, new Argument("element", Role.VALUE));
  }

  @Override
  public ObjectType<?> object(int tag, List<Codec<?>> arguments) {
    return type(tag, arguments.getFirst());
  }

  private static <E, P> ObjectType<PLinkedList<E, P>> type(int tag, Codec<E> element) {
    PooledNodes<E> pooled = new PooledNodes<>(element, PooledNodes.SMALL);
    return new SequenceType<>(
        tag,
        pooled,
        SequenceType.making(pooled, PLinkedList::new, PLinkedList::of, PLinkedList::elements));
  }
}
