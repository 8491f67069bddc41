package dev.emery.transaction;

import dev.emery.TxLocal;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An ordinary map on the Java heap for pointers, guards and whatever else lives no longer than a
 * transaction, as {@link TxList} is a list for them: visited nodes of a graph, copies by original.
 *
 * <p>Costs, order and threads are those of {@link LinkedHashMap}. It does not roll back with the
 * transaction: make it inside the body, which begins anew when it is run again.
 *
 * @param <K> the type of the keys; pointers are equal where they lead to the same object
 * @param <V> the type of the values
 */
@TxLocal
public final class TxMap<K, V> extends AbstractMap<K, V> {
  private final Map<K, V> entries = new LinkedHashMap<>();

  /** An empty map. */
  public TxMap() {}

  @Override
  public @Nullable V get(@Nullable Object key) {
    return entries.get(key);
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return entries.containsKey(key);
  }

  @Override
  public @Nullable V put(K key, V value) {
    return entries.put(key, value);
  }

  @Override
  public @Nullable V remove(@Nullable Object key) {
    return entries.remove(key);
  }

  @Override
  public Set<Entry<K, V>> entrySet() {
    return entries.entrySet();
  }
}
