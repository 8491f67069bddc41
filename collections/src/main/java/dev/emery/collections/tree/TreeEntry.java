package dev.emery.collections.tree;

import dev.emery.transaction.Journal;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An entry as it was when it was read. With a journal its value can be replaced, in the map too.
 *
 * @param <K> the type of the key
 * @param <V> the type of the value
 */
@SuppressWarnings("emery.escape") // a change asks the journal whether it is open
final class TreeEntry<K, V> implements Map.Entry<K, V> {
  private final Span<K, V> span;
  private final @Nullable Journal<?> journal;
  private final K key;
  private V value;

  TreeEntry(Span<K, V> span, @Nullable Journal<?> journal, K key, V value) {
    this.span = span;
    this.journal = journal;
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

  @Override
  public V setValue(V replacement) {
    Journal<?> j = journal;
    if (j == null) {
      throw new UnsupportedOperationException(
          "use put(j, key, value) inside a transaction, or an entry of edit(j).entrySet()");
    }
    Objects.requireNonNull(replacement);
    span.replace(j, key, replacement);
    V old = value;
    value = replacement;
    return old;
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
