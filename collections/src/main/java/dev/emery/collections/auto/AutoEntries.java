package dev.emery.collections.auto;

import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.Spliterator;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a map each call on which is a transaction of its own.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
final class AutoEntries<K, V> extends AutoCollection<Map.Entry<K, V>, Set<Map.Entry<K, V>>>
    implements Set<Map.Entry<K, V>> {
  private final AutoMap<K, V, ?> map;

  <C extends Map<K, V>> AutoEntries(AutoMap<K, V, C> map) {
    super(map.door.part(Map::entrySet));
    this.map = map;
  }

  @Override
  public Iterator<Map.Entry<K, V>> iterator() {
    return new AutoIterator<Map.Entry<K, V>, Map.Entry<K, V>>(
        map.walk(), this::writable, entry -> map.remove(entry.getKey()));
  }

  private Map.Entry<K, V> writable(Map.Entry<K, V> entry) {
    return new AutoEntry<>(map, entry.getKey(), entry.getValue());
  }

  @Override
  @SuppressWarnings("unchecked") // what the set holds
  public Object[] toArray() {
    Object[] array = super.toArray();
    for (int i = 0; i < array.length; i++) {
      array[i] = writable((Map.Entry<K, V>) array[i]);
    }
    return array;
  }

  @Override
  int characteristics() {
    return Spliterator.DISTINCT;
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o == this || door.<Boolean>read(entries -> entries.equals(o));
  }

  @Override
  public int hashCode() {
    return door.<Integer>read(Set::hashCode);
  }
}
