package dev.emery.collections;

import dev.emery.collections.hash.Entries;
import dev.emery.collections.hash.PooledMap;
import dev.emery.schema.Codec;
import dev.emery.schema.ObjectType;
import dev.emery.schema.OwnedVisitor;
import dev.emery.structure.Anchor;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The hash maps with keys and values of one type each, in one pool.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
final class MapType<K, V> extends ObjectType<PHashMap<K, V, ?>> {
  private final Codec<V> value;
  private final PooledMap<K, V> pooled;

  MapType(int tag, Codec<K> key, Codec<V> value) {
    super(tag);
    this.value = value;
    this.pooled = new PooledMap<>(key, value);
  }

  @Override
  public PHashMap<K, V, ?> open(Memory m, long block, long id, long container) {
    return new PHashMap<>(new Entries<>(new Anchor(m, block, id, container), pooled));
  }

  @Override
  public long bytes(PHashMap<K, V, ?> prototype) {
    return PooledMap.objectBytes();
  }

  @Override
  public void fill(
      Memory m, Journal<?> j, long block, long container, PHashMap<K, V, ?> prototype) {
    prototype.entries().place(m, j, block, container, pooled);
  }

  @Override
  public long place(Memory m, PHashMap<K, V, ?> value) {
    return value.entries().anchor().placeIn(m);
  }

  @Override
  public long container(Memory m, PHashMap<K, V, ?> value) {
    return value.entries().anchor().containerIn(m);
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
  public PHashMap<K, V, ?> detach(PHashMap<K, V, ?> map) {
    Map<K, V> copies = new LinkedHashMap<>();
    map.forEach((k, v) -> copies.put(k, value.detach(v))); // keys are values
    return PHashMap.of(copies);
  }

  @Override
  public PHashMap<K, V, ?> empty() {
    return new PHashMap<>();
  }
}
