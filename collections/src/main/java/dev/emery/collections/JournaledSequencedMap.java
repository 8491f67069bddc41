package dev.emery.collections;

import dev.emery.schema.Kind;
import dev.emery.schema.Persistent;
import dev.emery.transaction.Journal;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * A map in a pool with an order that has two ends: an ordinary {@link SequencedMap} to read,
 * changed only with the {@link Journal} of a transaction.
 *
 * <p>Entries that it returns are as they were when they were read.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 * @param <P> the root record of the pool
 */
@Persistent({Kind.Role.KEY, Kind.Role.VALUE})
public interface JournaledSequencedMap<K, V, P> extends JournaledMap<K, V, P>, SequencedMap<K, V> {

  @Override
  SequencedMap<K, V> edit(Journal<P> j);

  @Override
  ConcurrentSequencedMap<K, V> autoCommit();

  /** The same map in the opposite order, live: changes of one are changes of the other. */
  @Override
  JournaledSequencedMap<K, V, P> reversed();

  @Override
  JournaledSequencedSet<K, P> sequencedKeySet();

  @Override
  JournaledSequencedCollection<V, P> sequencedValues();

  @Override
  JournaledSequencedSet<Entry<K, V>, P> sequencedEntrySet();

  /**
   * Maps {@code key} to {@code value}, makes that the first entry, and returns the value before, or
   * null.
   *
   * @throws UnsupportedOperationException if the order follows from the keys
   */
  default @Nullable V putFirst(Journal<P> j, K key, V value) {
    return edit(j).putFirst(key, value);
  }

  /**
   * Maps {@code key} to {@code value}, makes that the last entry, and returns the value before, or
   * null.
   *
   * @throws UnsupportedOperationException if the order follows from the keys
   */
  default @Nullable V putLast(Journal<P> j, K key, V value) {
    return edit(j).putLast(key, value);
  }

  /** Removes the first entry, and returns it; null in an empty map. */
  default @Nullable Entry<K, V> pollFirstEntry(Journal<P> j) {
    return edit(j).pollFirstEntry();
  }

  /** Removes the last entry, and returns it; null in an empty map. */
  default @Nullable Entry<K, V> pollLastEntry(Journal<P> j) {
    return edit(j).pollLastEntry();
  }
}
