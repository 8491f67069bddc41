package dev.emery.collections;

import dev.emery.collections.sequence.Elements;
import dev.emery.collections.sequence.PooledElements;
import dev.emery.schema.ObjectType;
import dev.emery.schema.OwnedVisitor;
import dev.emery.structure.Anchor;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The collections of one kind whose elements are in a sequence, of one type and in one pool.
 *
 * @param <E> the type of the elements
 * @param <C> the type of the collections
 */
class SequenceType<E, C extends Collection<E>> extends ObjectType<C> {
  private final PooledElements<E> pooled;
  private final Making<E, C> making;

  /**
   * How collections are made.
   *
   * @param handle makes one of its place
   * @param elements what one holds
   * @param copy makes a prototype of another one
   * @param empty makes an empty prototype
   */
  record Making<E, C>(
      Function<Anchor, C> handle,
      Function<C, Elements<E>> elements,
      UnaryOperator<C> copy,
      Supplier<C> empty) {}

  SequenceType(int tag, PooledElements<E> pooled, Making<E, C> making) {
    super(tag);
    this.pooled = pooled;
    this.making = making;
  }

  /**
   * How collections of objects are made.
   *
   * @param handle makes one that holds what it is given
   * @param of makes a prototype with these elements
   * @param elements what one holds
   */
  static <E, C extends Collection<E>> Making<E, C> making(
      PooledElements<E> pooled,
      Function<Elements<E>, C> handle,
      Function<List<E>, C> of,
      Function<C, Elements<E>> elements) {
    return new Making<>(
        anchor -> handle.apply(new Elements<>(anchor, pooled)),
        elements,
        collection -> {
          List<E> copies = new ArrayList<>();
          collection.forEach(e -> copies.add(pooled.detached(e)));
          return of.apply(copies);
        },
        () -> of.apply(List.of()));
  }

  private Elements<E> elements(C value) {
    return making.elements().apply(value);
  }

  @Override
  public C open(Memory m, long block, long id, long container) {
    return making.handle().apply(new Anchor(m, block, id, container));
  }

  @Override
  public long bytes(C prototype) {
    return pooled.objectBytes();
  }

  @Override
  public void fill(Memory m, Journal<?> j, long block, long container, C prototype) {
    elements(prototype).place(m, j, block, container, pooled);
  }

  @Override
  public long place(Memory m, C value) {
    return elements(value).anchor().placeIn(m);
  }

  @Override
  public long container(Memory m, C value) {
    return elements(value).anchor().containerIn(m);
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
  public C detach(C value) {
    return making.copy().apply(value);
  }

  @Override
  public C empty() {
    return making.empty().get();
  }
}
