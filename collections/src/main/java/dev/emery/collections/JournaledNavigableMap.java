package dev.emery.collections;

import dev.emery.schema.Kind;
import dev.emery.schema.Persistent;
import dev.emery.transaction.Journal;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentNavigableMap;
import org.jspecify.annotations.Nullable;

/**
 * A sorted map in a pool: an ordinary {@link NavigableMap} to read, changed only with the {@link
 * Journal} of a transaction. So are its views, the parts of it and the map in the other direction;
 * they are live, and what is put into a part has to be in its range.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 * @param <P> the root record of the pool
 */
@Persistent({Kind.Role.KEY, Kind.Role.VALUE})
public interface JournaledNavigableMap<K, V, P> extends JournaledMap<K, V, P>, NavigableMap<K, V> {

  @Override
  NavigableMap<K, V> edit(Journal<P> j);

  @Override
  ConcurrentNavigableMap<K, V> autoCommit();

  @Override
  JournaledNavigableSet<K, P> keySet();

  @Override
  JournaledNavigableSet<K, P> navigableKeySet();

  @Override
  JournaledNavigableSet<K, P> descendingKeySet();

  @Override
  JournaledNavigableMap<K, V, P> descendingMap();

  @Override
  JournaledNavigableMap<K, V, P> subMap(K from, boolean fromInclusive, K to, boolean toInclusive);

  @Override
  JournaledNavigableMap<K, V, P> headMap(K to, boolean inclusive);

  @Override
  JournaledNavigableMap<K, V, P> tailMap(K from, boolean inclusive);

  @Override
  default JournaledNavigableMap<K, V, P> subMap(K from, K to) {
    return subMap(from, true, to, false);
  }

  @Override
  default JournaledNavigableMap<K, V, P> headMap(K to) {
    return headMap(to, false);
  }

  @Override
  default JournaledNavigableMap<K, V, P> tailMap(K from) {
    return tailMap(from, true);
  }

  @Override
  default JournaledNavigableMap<K, V, P> reversed() {
    return descendingMap();
  }

  @Override
  default JournaledNavigableSet<K, P> sequencedKeySet() {
    return navigableKeySet();
  }

  /** Removes the first entry, and returns it as it was, or null where there is none. */
  default @Nullable Entry<K, V> pollFirstEntry(Journal<P> j) {
    return edit(j).pollFirstEntry();
  }

  /** Removes the last entry, and returns it as it was, or null where there is none. */
  default @Nullable Entry<K, V> pollLastEntry(Journal<P> j) {
    return edit(j).pollLastEntry();
  }
}
