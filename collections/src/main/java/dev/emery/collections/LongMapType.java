package dev.emery.collections;

import dev.emery.collections.hash.Entries;
import dev.emery.collections.hash.LongEntries;
import dev.emery.collections.hash.PooledLongMap;
import dev.emery.schema.Codec;
import dev.emery.structure.Anchor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The maps from {@code long} to values of one type, in one pool.
 *
 * @param <V> the type of the values
 */
final class LongMapType<V> extends HashType<Long, V, PooledLongMap<V>, PLongMap<V, ?>> {
  private final Codec<V> value;

  LongMapType(int tag, Codec<V> value) {
    super(tag, new PooledLongMap<>(value));
    this.value = value;
  }

  @Override
  Entries<Long, V> entries(PLongMap<V, ?> map) {
    return map.entries();
  }

  @Override
  PLongMap<V, ?> handle(Anchor anchor, PooledLongMap<V> contents) {
    return new PLongMap<>(new LongEntries<>(anchor, contents));
  }

  @Override
  public PLongMap<V, ?> detach(PLongMap<V, ?> map) {
    Map<Long, V> copies = new LinkedHashMap<>();
    map.forEachLong((v, k) -> copies.put(k, value.detach(v)));
    return PLongMap.of(copies);
  }

  @Override
  public PLongMap<V, ?> empty() {
    return new PLongMap<>();
  }
}
