package dev.emery.collections;

import dev.emery.collections.primitive.PrimitiveCodec;
import dev.emery.collections.sequence.Chunks;
import dev.emery.collections.sequence.Elements;
import dev.emery.collections.sequence.PooledPrimitives;
import dev.emery.collections.sequence.PooledSequence;
import dev.emery.collections.sequence.Primitives;
import dev.emery.schema.Codec;
import dev.emery.schema.ObjectType;
import dev.emery.schema.OwnedVisitor;
import dev.emery.structure.Anchor;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The vectors with elements of one type, in one pool.
 *
 * @param <E> the type of the elements
 * @param <V> the type of the vectors
 */
final class VecType<E, V extends WholeVec<E, ?>> extends ObjectType<V> {
  private final PooledSequence<E> pooled;
  private final Making<V> making;

  /**
   * How vectors are made.
   *
   * @param handle makes one of its place
   * @param copy makes a prototype of another vector
   * @param empty makes an empty prototype
   */
  record Making<V>(Function<Anchor, V> handle, UnaryOperator<V> copy, Supplier<V> empty) {}

  VecType(int tag, PooledSequence<E> pooled, Making<V> making) {
    super(tag);
    this.pooled = pooled;
    this.making = making;
  }

  /** The vectors of objects. */
  static <E> VecType<E, PVec<E, ?>> of(int tag, Codec<E> element) {
    PooledSequence<E> pooled = new PooledSequence<>(element);
    return new VecType<>(
        tag,
        pooled,
        new Making<>(
            anchor -> new PVec<>(new Elements<>(anchor, pooled)),
            vec -> copy(vec, element),
            PVec::new));
  }

  private static <E> PVec<E, ?> copy(PVec<E, ?> vec, Codec<E> element) {
    List<E> copies = new ArrayList<>();
    vec.forEach(e -> copies.add(element.detach(e)));
    return PVec.of(copies);
  }

  /** The vectors of a primitive type. */
  static <E, A, V extends PrimitiveVec<E, A, ?>> VecType<E, V> of(
      int tag, PrimitiveCodec<E, A> codec, Function<Primitives<E, A>, V> handle) {
    PooledPrimitives<E, A> pooled = new PooledPrimitives<>(codec);
    return new VecType<>(
        tag,
        pooled,
        new Making<>(
            anchor -> handle.apply(new Primitives<>(anchor, pooled)),
            vec -> handle.apply(new Primitives<>(codec, vec.primitives().copy())),
            () -> handle.apply(new Primitives<>(codec, codec.array(0)))));
  }

  @Override
  public V open(Memory m, long block, long id, long container) {
    return making.handle().apply(new Anchor(m, block, id, container));
  }

  @Override
  public long bytes(V prototype) {
    return Chunks.objectBytes();
  }

  @Override
  public void fill(Memory m, Journal<?> j, long block, long container, V prototype) {
    prototype.elements().place(m, j, block, container, pooled);
  }

  @Override
  public long place(Memory m, V value) {
    return value.elements().anchor().placeIn(m);
  }

  @Override
  public long container(Memory m, V value) {
    return value.elements().anchor().containerIn(m);
  }

  @Override
  public boolean dropSome(Memory m, Journal<?> j, long block, int budget) {
    return pooled.dropSome(m, j, block, budget);
  }

  @Override
  public void visit(Memory m, long block, OwnedVisitor visitor) {
    pooled.visit(m, block, visitor);
  }

  @Override
  public void check(Memory m, long block, Consumer<String> problems) {
    pooled.check(m, block, problems);
  }

  @Override
  public V detach(V vec) {
    return making.copy().apply(vec);
  }

  @Override
  public V empty() {
    return making.empty().get();
  }
}
