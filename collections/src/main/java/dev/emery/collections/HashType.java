package dev.emery.collections;

import dev.emery.collections.hash.Entries;
import dev.emery.collections.hash.PooledMap;
import dev.emery.schema.ObjectType;
import dev.emery.schema.OwnedVisitor;
import dev.emery.structure.Anchor;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.function.Consumer;

/**
 * The collections over one hash table with keys and values of one type each, in one pool.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 * @param <T> the type of what is in a pool
 * @param <C> the type of the collections
 */
abstract class HashType<K, V, T extends PooledMap<K, V>, C> extends ObjectType<C> {
  private final T pooled;

  HashType(int tag, T pooled) {
    super(tag);
    this.pooled = pooled;
  }

  /** What a collection holds. */
  abstract Entries<K, V> entries(C collection);

  /** A handle that holds what is in a pool. */
  abstract C handle(Anchor anchor, T contents);

  @Override
  public final C open(Memory m, long block, long id, long container) {
    return handle(new Anchor(m, block, id, container), pooled);
  }

  @Override
  public final long bytes(C prototype) {
    return pooled.objectBytes();
  }

  @Override
  public final void fill(Memory m, Journal<?> j, long block, long container, C prototype) {
    entries(prototype).place(m, j, block, container, pooled);
  }

  @Override
  public final long place(Memory m, C value) {
    return entries(value).anchor().placeIn(m);
  }

  @Override
  public final long container(Memory m, C value) {
    return entries(value).anchor().containerIn(m);
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
