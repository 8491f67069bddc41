package dev.emery.collections;

import dev.emery.collections.hash.Entries;
import dev.emery.collections.hash.LongLongEntries;
import dev.emery.collections.hash.PooledLongLongMap;
import dev.emery.structure.Anchor;
import java.util.LinkedHashMap;
import java.util.Map;

/** The maps from {@code long} to {@code long}, in one pool. */
final class LongLongMapType extends HashType<Long, Long, PooledLongLongMap, PLongLongMap<?>> {
  LongLongMapType(int tag) {
    super(tag, new PooledLongLongMap());
  }

  @Override
  Entries<Long, Long> entries(PLongLongMap<?> map) {
    return map.entries();
  }

  @Override
  PLongLongMap<?> handle(Anchor anchor, PooledLongLongMap contents) {
    return new PLongLongMap<>(new LongLongEntries(anchor, contents));
  }

  @Override
  public PLongLongMap<?> detach(PLongLongMap<?> map) {
    Map<Long, Long> copies = new LinkedHashMap<>();
    map.forEachLong(copies::put);
    return PLongLongMap.of(copies);
  }

  @Override
  public PLongLongMap<?> empty() {
    return new PLongLongMap<>();
  }
}
