package dev.emery.collections.auto;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An entry as it was when it was read. Its value can be replaced, in the map too, by a transaction
 * of its own.
 *
 * @param <K> the type of the key
 * @param <V> the type of the value
 */
final class AutoEntry<K, V> implements Map.Entry<K, V> {
  private final AutoMap<K, V, ?> map;
  private final K key;
  private V value;

  AutoEntry(AutoMap<K, V, ?> map, K key, V value) {
    this.map = map;
    this.key = key;
    this.value = value;
  }

  @Override
  public K getKey() {
    return key;
  }

  @Override
  public V getValue() {
    return value;
  }

  /**
   * Replaces the value, and returns what it was. Where the entry was removed meanwhile it stays so:
   * as if that had happened just after.
   */
  @Override
  public V setValue(V replacement) {
    V old = map.replace(key, replacement);
    V shown = value;
    value = replacement;
    return old == null ? shown : old;
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof Map.Entry<?, ?> other
        && key.equals(other.getKey())
        && value.equals(other.getValue());
  }

  @Override
  public int hashCode() {
    return key.hashCode() ^ value.hashCode();
  }

  @Override
  public String toString() {
    return key + "=" + value;
  }
}
