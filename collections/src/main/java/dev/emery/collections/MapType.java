package dev.emery.collections;

import dev.emery.collections.hash.Entries;
import dev.emery.collections.hash.PooledMap;
import dev.emery.schema.Codec;
import dev.emery.structure.Anchor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The hash maps with keys and values of one type each, in one pool.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
final class MapType<K, V> extends HashType<K, V, PooledMap<K, V>, PHashMap<K, V, ?>> {
  private final Codec<V> value;

  MapType(int tag, Codec<K> key, Codec<V> value) {
    super(tag, new PooledMap<>(key, value));
    this.value = value;
  }

  @Override
  Entries<K, V> entries(PHashMap<K, V, ?> map) {
    return map.entries();
  }

  @Override
  PHashMap<K, V, ?> handle(Anchor anchor, PooledMap<K, V> contents) {
    return new PHashMap<>(new Entries<>(anchor, contents));
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
