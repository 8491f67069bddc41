package dev.emery.collections.hash;

import dev.emery.structure.Anchor;
import dev.emery.transaction.Journal;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a hash map that keeps them in the order in which their keys came. {@link #toArray}
 * and {@link #cursor(Anchor)} go from the first to the last.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public sealed interface LinkedContents<K, V> extends MapContents<K, V> permits HeapMap, LinkedMap {

  /** Goes through the entries from one end to the other. */
  Cursor<K, V> cursor(Anchor a, End start);

  @Override
  default Cursor<K, V> cursor(Anchor a) {
    return cursor(a, End.FIRST);
  }

  /** What {@code projection} makes of the entry at an end; null where there is none. */
  <T> @Nullable T at(Anchor a, End end, Projection<K, V, T> projection);

  /** Puts an entry, moves it to an end, and returns the value before, or null. */
  @Nullable V putAt(Anchor a, Journal<?> j, K key, V value, End end);
}
