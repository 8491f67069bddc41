package dev.emery.collections;

import dev.emery.collections.tree.PooledTree;
import dev.emery.collections.tree.TreeBody;
import dev.emery.schema.ObjectType;
import dev.emery.schema.OwnedVisitor;
import dev.emery.structure.Anchor;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.function.Consumer;

/**
 * The sorted maps or sets with keys and values of one type each, in one pool.
 *
 * @param <T> the type of the handles
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
abstract class TreeType<T, K, V> extends ObjectType<T> {
  private final PooledTree<K, V> pooled;

  TreeType(int tag, PooledTree<K, V> pooled) {
    super(tag);
    this.pooled = pooled;
  }

  /** The body of a handle. */
  abstract TreeBody<K, V> body(T handle);

  /** A handle with a body. */
  abstract T handle(TreeBody<K, V> body);

  @Override
  public final T open(Memory m, long block, long id, long container) {
    return handle(TreeBody.stored(new Anchor(m, block, id, container), m, pooled));
  }

  @Override
  public final long bytes(T prototype) {
    return PooledTree.objectBytes();
  }

  @Override
  public final void fill(Memory m, Journal<?> j, long block, long container, T prototype) {
    body(prototype).place(m, j, block, container, pooled);
  }

  @Override
  public final long place(Memory m, T value) {
    return body(value).anchor().placeIn(m);
  }

  @Override
  public final long container(Memory m, T value) {
    return body(value).anchor().containerIn(m);
  }

  @Override
  public final boolean dropSome(Memory m, Journal<?> j, long block, int budget) {
    return pooled.dropSome(m, j, block, budget);
  }

  @Override
  public final void visit(Memory m, long block, OwnedVisitor visitor) {
    pooled.visit(m, block, visitor);
  }

  @Override
  public final void check(Memory m, long block, Consumer<String> problems) {
    pooled.check(m, block, problems);
  }
}
