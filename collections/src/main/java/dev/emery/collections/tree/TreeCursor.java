package dev.emery.collections.tree;

import dev.emery.collections.hash.Projection;
import dev.emery.transaction.Journal;

/**
 * A place in a sorted map that moves through the entries of a range, and fails fast when the map is
 * changed otherwise.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
interface TreeCursor<K, V> {
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
