package dev.emery.collections;

import dev.emery.collections.sequence.Elements;
import dev.emery.collections.sequence.PooledElements;
import dev.emery.schema.Codec;
import dev.emery.schema.ObjectType;
import dev.emery.schema.OwnedVisitor;
import dev.emery.structure.Anchor;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The collections of one kind whose elements are in a sequence, of one type and in one pool.
 *
 * @param <E> the type of the elements
 * @param <C> the type of the collection
 */
class SequenceType<E, C extends Collection<E>> extends ObjectType<C> {
  private final Codec<E> element;
  private final PooledElements<E> pooled;
  private final Handles<E, C> handles;

  /**
   * How the handles of a kind are made and opened.
   *
   * @param open makes the handle of what is in a pool
   * @param of makes a prototype
   * @param elements what a handle holds
   */
  record Handles<E, C>(
      Function<Elements<E>, C> open,
      Function<Collection<? extends E>, C> of,
      Function<C, Elements<E>> elements) {}

  SequenceType(int tag, Codec<E> element, PooledElements<E> pooled, Handles<E, C> handles) {
    super(tag);
    this.element = element;
    this.pooled = pooled;
    this.handles = handles;
  }

  private Anchor anchor(C value) {
    return handles.elements().apply(value).anchor();
  }

  @Override
  public C open(Memory m, long block, long id, long container) {
    return handles.open().apply(new Elements<>(new Anchor(m, block, id, container), pooled));
  }

  @Override
  public long bytes(C prototype) {
    return pooled.objectBytes();
  }

  @Override
  public void fill(Memory m, Journal<?> j, long block, long container, C prototype) {
    handles.elements().apply(prototype).place(m, j, block, container, pooled);
  }

  @Override
  public long place(Memory m, C value) {
    return anchor(value).placeIn(m);
  }

  @Override
  public long container(Memory m, C value) {
    return anchor(value).containerIn(m);
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
    ArrayList<E> copies = new ArrayList<>();
    value.forEach(e -> copies.add(element.detach(e)));
    return handles.of().apply(copies);
  }

  @Override
  public C empty() {
    return handles.of().apply(new ArrayList<>());
  }
}
