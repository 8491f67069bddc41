package dev.emery.collections;

import dev.emery.collections.sequence.Chunks;
import dev.emery.collections.sequence.Elements;
import dev.emery.collections.sequence.PooledSequence;
import dev.emery.schema.Codec;
import dev.emery.schema.ObjectType;
import dev.emery.schema.OwnedVisitor;
import dev.emery.structure.Anchor;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The vectors with elements of one type, in one pool.
 *
 * @param <E> the type of the elements
 */
final class VecType<E> extends ObjectType<PVec<E, ?>> {
  private final Codec<E> element;
  private final PooledSequence<E> pooled;

  VecType(int tag, Codec<E> element) {
    super(tag);
    this.element = element;
    this.pooled = new PooledSequence<>(element);
  }

  @Override
  public PVec<E, ?> open(Memory m, long block, long id, long container) {
    return new PVec<>(new Elements<>(new Anchor(m, block, id, container), pooled));
  }

  @Override
  public long bytes(PVec<E, ?> prototype) {
    return Chunks.objectBytes();
  }

  @Override
  public void fill(Memory m, Journal<?> j, long block, long container, PVec<E, ?> prototype) {
    prototype.elements().place(m, j, block, container, pooled);
  }

  @Override
  public long place(Memory m, PVec<E, ?> value) {
    return value.elements().anchor().placeIn(m);
  }

  @Override
  public long container(Memory m, PVec<E, ?> value) {
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
  public PVec<E, ?> detach(PVec<E, ?> vec) {
    List<E> copies = new ArrayList<>();
    vec.forEach(e -> copies.add(element.detach(e)));
    return PVec.of(copies);
  }

  @Override
  public PVec<E, ?> empty() {
    return new PVec<>();
  }
}
