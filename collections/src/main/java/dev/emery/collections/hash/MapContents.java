package dev.emery.collections.hash;

import dev.emery.TxScoped;
import dev.emery.structure.Anchor;
import dev.emery.transaction.Journal;
import java.util.Iterator;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a hash map: Java values of a prototype, or slots in a pool. Placing a map replaces
 * the one by the other.
 *
 * <p>Keys and values that come in were checked not to be null.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public sealed interface MapContents<K, V> permits LinkedContents, PooledMap {

  /** The number of entries. */
  long size(Anchor a);

  /** The value of {@code key}, or null. */
  @Nullable V get(Entries<K, V> body, Object key);

  /** Whether {@code key} has a value. */
  boolean containsKey(Anchor a, Object key);

  /** A number that changes with each structural change. */
  int modCount(Anchor a);

  /** What {@code projection} makes of the entries as they are at one moment (E31). */
  Object[] toArray(Anchor a, Projection<K, V, ?> projection);

  /** Goes through the entries, and fails fast. */
  Cursor<K, V> cursor(Anchor a);

  /** Goes through the entries, weakly consistent. */
  Iterator<Map.Entry<K, V>> walk(Anchor a);

  /** A copy of a value that is in no pool. */
  V detached(V value);

  /** Locks the map for changes, so that a look before them needs no second lock. */
  void lock(Anchor a, Journal<?> j);

  /** Puts an entry, and returns the value before, or null. */
  @Nullable V put(Anchor a, Journal<?> j, K key, V value);

  /** Removes an entry, and returns its value, or null. */
  @Nullable V remove(Anchor a, Journal<?> j, Object key);

  /** Replaces a value by what {@code remapping} makes of it, and returns that. */
  @Nullable V compute(
      Anchor a,
      Journal<?> j,
      K key,
      @TxScoped BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> remapping);

  /** Removes all entries and gives their room back. */
  void clear(Anchor a, Journal<?> j);
}
