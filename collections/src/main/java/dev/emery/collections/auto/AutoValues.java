package dev.emery.collections.auto;

import java.util.Collection;
import java.util.Iterator;
import java.util.Map;

/**
 * The values of a map each call on which is a transaction of its own.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
final class AutoValues<K, V> extends AutoCollection<V, Collection<V>> {
  private final AutoMap<K, V, ?> map;

  <C extends Map<K, V>> AutoValues(AutoMap<K, V, C> map) {
    super(map.door.part(Map::values));
    this.map = map;
  }

  @Override
  public Iterator<V> iterator() {
    return new AutoIterator<Map.Entry<K, V>, V>(
        map.walk(), Map.Entry::getValue, entry -> map.remove(entry.getKey()));
  }

  @Override
  int characteristics() {
    return 0;
  }
}
