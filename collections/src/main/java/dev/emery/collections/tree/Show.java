package dev.emery.collections.tree;

import dev.emery.collections.hash.Projection;
import dev.emery.transaction.Journal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the views of a sorted map show of an entry. */
final class Show {
  private Show() {}

  /** The key. */
  record Key<K, V>() implements Projection<K, V, K> {
    @Override
    public boolean needsKey() {
      return true;
    }

    @Override
    public boolean needsValue() {
      return false;
    }

    @Override
    public K of(K key, V value) {
      return key;
    }
  }

  /** The value. */
  record Value<K, V>() implements Projection<K, V, V> {
    @Override
    public boolean needsKey() {
      return false;
    }

    @Override
    public boolean needsValue() {
      return true;
    }

    @Override
    public V of(K key, V value) {
      return value;
    }
  }

  /**
   * The entry as it is, and with a journal one that writes through.
   *
   * @param span the map
   * @param journal the journal, or null
   */
  record Entry<K, V>(Span<K, V> span, @Nullable Journal<?> journal)
      implements Projection<K, V, Map.Entry<K, V>> {
    @Override
    public boolean needsKey() {
      return true;
    }

    @Override
    public boolean needsValue() {
      return true;
    }

    @Override
    public Map.Entry<K, V> of(K key, V value) {
      return new TreeEntry<>(span, journal, key, value);
    }
  }
}
