package dev.emery.collections.hash;

/**
 * What a view shows of an entry. Only what it needs is loaded.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 * @param <T> the type of what is shown
 */
public interface Projection<K, V, T> {
  /** Whether {@link #of} needs the key. */
  boolean needsKey();

  /** Whether {@link #of} needs the value. */
  boolean needsValue();

  /** What is shown; what is not needed may be null. It calls no user code. */
  T of(K key, V value);
}
