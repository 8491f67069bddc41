package dev.emery.collections;

import dev.emery.collections.primitive.PrimitiveCodec;
import dev.emery.collections.sequence.PooledPrimitives;
import dev.emery.collections.sequence.PooledSequence;
import dev.emery.collections.sequence.Primitives;
import dev.emery.schema.Codec;
import dev.emery.schema.ObjectType;
import java.util.function.Function;

/** The types of vectors. */
final class VecType {
  private VecType() {}

  /** The vectors of objects. */
  static <E, P> ObjectType<PVec<E, P>> of(int tag, Codec<E> element) {
    PooledSequence<E> pooled = new PooledSequence<>(element);
    return new SequenceType<>(
        tag, pooled, SequenceType.making(pooled, PVec<E, P>::new, PVec::of, PVec<E, P>::elements));
  }

  /** The vectors of a primitive type. */
  static <E, A, V extends PrimitiveVec<E, A, ?>> ObjectType<V> of(
      int tag, PrimitiveCodec<E, A> codec, Function<Primitives<E, A>, V> handle) {
    PooledPrimitives<E, A> pooled = new PooledPrimitives<>(codec);
    return new SequenceType<>(
        tag,
        pooled,
        new SequenceType.Making<>(
            anchor -> handle.apply(new Primitives<>(anchor, pooled)),
            WholeVec::elements,
            vec -> handle.apply(new Primitives<>(codec, vec.primitives().copy())),
            () -> handle.apply(new Primitives<>(codec, codec.array(0)))));
  }
}
