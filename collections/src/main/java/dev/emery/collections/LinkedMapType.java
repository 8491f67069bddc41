package dev.emery.collections;

import dev.emery.collections.hash.Entries;
import dev.emery.collections.hash.LinkedEntries;
import dev.emery.collections.hash.LinkedMap;
import dev.emery.schema.Codec;
import dev.emery.structure.Anchor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The linked hash maps with keys and values of one type each, in one pool.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
final class LinkedMapType<K, V> extends HashType<K, V, LinkedMap<K, V>, PLinkedHashMap<K, V, ?>> {
  private final Codec<V> value;

  LinkedMapType(int tag, Codec<K> key, Codec<V> value) {
    super(tag, new LinkedMap<>(key, value));
    this.value = value;
  }

  @Override
  Entries<K, V> entries(PLinkedHashMap<K, V, ?> map) {
    return map.entries();
  }

  @Override
  PLinkedHashMap<K, V, ?> handle(Anchor anchor, LinkedMap<K, V> contents) {
    return new PLinkedHashMap<>(new LinkedEntries<>(anchor, contents));
  }

  @Override
  public PLinkedHashMap<K, V, ?> detach(PLinkedHashMap<K, V, ?> map) {
    Map<K, V> copies = new LinkedHashMap<>();
    map.forEach((k, v) -> copies.put(k, value.detach(v))); // keys are values
    return PLinkedHashMap.of(copies);
  }

  @Override
  public PLinkedHashMap<K, V, ?> empty() {
    return new PLinkedHashMap<>();
  }
}
