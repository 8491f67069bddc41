package dev.emery.collections.hash;

import dev.emery.TxScoped;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Shows entries whole, as plain pairs.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public final class Pairs<K, V> implements Projection<K, V, Pairs.Pair<K, V>> {

  /** A key and its value. */
  public record Pair<K, V>(K key, V value) {}

  @Override
  public boolean needsKey() {
    return true;
  }

  @Override
  public boolean needsValue() {
    return true;
  }

  @Override
  public Pair<K, V> of(K key, V value) {
    return new Pair<>(key, value);
  }

  /** Hands every entry to {@code action}, as they are at one moment (E31). */
  public static <K, V> void forEach(
      Traversal<K, V> entries, @TxScoped BiConsumer<? super K, ? super V> action) {
    for (Object each : entries.toArray(new Pairs<>())) {
      Pair<K, V> pair = cast(each);
      action.accept(pair.key(), pair.value());
    }
  }

  /** Goes through what was made by this projection, as entries of their own. */
  static <K, V> Iterator<Map.Entry<K, V>> walk(Object[] pairs) {
    List<Map.Entry<K, V>> entries = new ArrayList<>(pairs.length);
    for (Object each : pairs) {
      Pair<K, V> pair = cast(each);
      entries.add(Map.entry(pair.key(), pair.value()));
    }
    return entries.iterator();
  }

  @SuppressWarnings("unchecked") // what comes out of the contents was made by the projection
  static <T> T cast(Object shown) {
    return (T) shown;
  }
}
