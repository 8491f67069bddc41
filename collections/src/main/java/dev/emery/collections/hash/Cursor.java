package dev.emery.collections.hash;

import dev.emery.transaction.Journal;

/**
 * A place in a map that moves through its entries, and fails fast when the map is changed
 * otherwise.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public interface Cursor<K, V> {
  /** Whether there is another entry. */
  boolean hasNext();

  /**
   * Moves to the next entry and shows it.
   *
   * @throws java.util.NoSuchElementException if there is none
   */
  <T> T next(Projection<K, V, T> projection);

  /**
   * Removes the entry that was shown last.
   *
   * @throws IllegalStateException if none was, or it is removed already
   */
  void remove(Journal<?> j);
}
