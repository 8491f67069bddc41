package dev.emery.engine;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.function.Supplier;

/**
 * The volatile companions of persistent objects: Java objects that all handles of one object share
 * while somebody holds them (E20a, E31). Caffeine's weak values drop them with their last user.
 */
final class Companions {
  private final Cache<Key, Object> cache = Caffeine.newBuilder().weakValues().build();

  private record Key(long block, long id, Class<?> type) {}

  <T> T get(long block, long id, Class<T> type, Supplier<T> maker) {
    return type.cast(cache.get(new Key(block, id, type), _ -> maker.get()));
  }
}
