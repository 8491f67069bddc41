package dev.emery.collections;

import dev.emery.collections.sequence.Heap;
import dev.emery.collections.sequence.PooledSequence;
import dev.emery.schema.Codec;
import dev.emery.schema.Kind;
import dev.emery.schema.ObjectType;
import dev.emery.transaction.Memory;
import java.util.List;
import java.util.function.Consumer;

/** Makes {@link PPriorityQueue} known to pools; there is nothing in it to call. */
public final class PPriorityQueueKind extends Kind {

  /** Creates the kind, for the service loader. */
  public PPriorityQueueKind() {
    super(
        "PPriorityQueue", PPriorityQueue.class, Form.OBJECT, new Argument("element", Role.ORDERED));
  }

  @Override
  public ObjectType<?> object(int tag, List<Codec<?>> arguments) {
    return type(tag, arguments.getFirst());
  }

  private static <E, P> ObjectType<PPriorityQueue<E, P>> type(int tag, Codec<E> element) {
    PooledSequence<E> pooled = new PooledSequence<>(element);
    return new SequenceType<>(
        tag,
        pooled,
        SequenceType.making(
            pooled, PPriorityQueue::new, PPriorityQueue::of, PPriorityQueue<E, P>::elements)) {
      @Override
      public void check(Memory m, long block, Consumer<String> problems) {
        super.check(m, block, problems);
        pooled.checkHeap(m, block, Heap.naturalOrder(), problems);
      }
    };
  }
}
