package dev.emery.collections;

import java.util.SequencedMap;
import java.util.concurrent.ConcurrentMap;

/**
 * A {@link ConcurrentMap} whose entries have an order with two ends, as {@link
 * java.util.concurrent.ConcurrentNavigableMap} is one in the order of its keys. {@code
 * autoCommit()} of a map in a pool that keeps an order is one.
 *
 * {@snippet :
 * ConcurrentSequencedMap<String, Long> recent = desk.recent().autoCommit();
 * recent.putLast(file, now);
 * if (recent.size() > 100) {
 *   recent.pollFirstEntry();
 * }
 * }
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public interface ConcurrentSequencedMap<K, V> extends ConcurrentMap<K, V>, SequencedMap<K, V> {

  @Override
  ConcurrentSequencedMap<K, V> reversed();
}
