package dev.emery.collections.hash;

/**
 * Shows entries whole, as plain pairs.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
final class Pairs<K, V> implements Projection<K, V, Pairs.Pair<K, V>> {

  /** A key and its value. */
  record Pair<K, V>(K key, V value) {}

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

  @SuppressWarnings("unchecked") // what comes out of the contents was made by the projection
  static <T> T cast(Object shown) {
    return (T) shown;
  }
}
