package dev.emery.collections.auto;

import java.util.Comparator;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A sorted map each call on which is a transaction of its own. Its submaps and its opposite order
 * are such maps, too.
 *
 * @param <K> the type of the keys, which are values
 * @param <V> the type of the values
 */
public final class AutoNavigableMap<K, V> extends AutoSequencedMap<K, V, NavigableMap<K, V>>
    implements ConcurrentNavigableMap<K, V> {

  /**
   * Creates the view.
   *
   * @param detach makes a copy of a value that leaves the map; see {@code Codec.detach}
   */
  public AutoNavigableMap(Door<NavigableMap<K, V>> door, UnaryOperator<V> detach) {
    super(door, detach, () -> Walks.ascendingEntries(door));
  }

  private AutoNavigableMap<K, V> part(
      Function<NavigableMap<K, V>, ? extends NavigableMap<K, V>> view) {
    return new AutoNavigableMap<>(door.<NavigableMap<K, V>>part(view), this::detach);
  }

  @Override
  public @Nullable Comparator<? super K> comparator() {
    return door.<@Nullable Comparator<? super K>>read(NavigableMap::comparator);
  }

  // ---- reads

  @Override
  public K firstKey() {
    return door.<K>query(NavigableMap::firstKey);
  }

  @Override
  public K lastKey() {
    return door.<K>query(NavigableMap::lastKey);
  }

  @Override
  public @Nullable Entry<K, V> lowerEntry(K key) {
    return look(map -> map.lowerEntry(key));
  }

  @Override
  public @Nullable Entry<K, V> floorEntry(K key) {
    return look(map -> map.floorEntry(key));
  }

  @Override
  public @Nullable Entry<K, V> ceilingEntry(K key) {
    return look(map -> map.ceilingEntry(key));
  }

  @Override
  public @Nullable Entry<K, V> higherEntry(K key) {
    return look(map -> map.higherEntry(key));
  }

  @Override
  public @Nullable K lowerKey(K key) {
    return door.<@Nullable K>read(map -> map.lowerKey(key));
  }

  @Override
  public @Nullable K floorKey(K key) {
    return door.<@Nullable K>read(map -> map.floorKey(key));
  }

  @Override
  public @Nullable K ceilingKey(K key) {
    return door.<@Nullable K>read(map -> map.ceilingKey(key));
  }

  @Override
  public @Nullable K higherKey(K key) {
    return door.<@Nullable K>read(map -> map.higherKey(key));
  }

  // ---- views

  @Override
  public AutoNavigableMap<K, V> reversed() {
    return descendingMap();
  }

  @Override
  public AutoNavigableMap<K, V> descendingMap() {
    return part(NavigableMap::descendingMap);
  }

  @Override
  public AutoNavigableMap<K, V> subMap(K from, K to) {
    return subMap(from, true, to, false);
  }

  @Override
  public AutoNavigableMap<K, V> headMap(K to) {
    return headMap(to, false);
  }

  @Override
  public AutoNavigableMap<K, V> tailMap(K from) {
    return tailMap(from, true);
  }

  @Override
  public AutoNavigableMap<K, V> subMap(K from, boolean withFrom, K to, boolean withTo) {
    return part(map -> map.subMap(from, withFrom, to, withTo));
  }

  @Override
  public AutoNavigableMap<K, V> headMap(K to, boolean withTo) {
    return part(map -> map.headMap(to, withTo));
  }

  @Override
  public AutoNavigableMap<K, V> tailMap(K from, boolean withFrom) {
    return part(map -> map.tailMap(from, withFrom));
  }

  @Override
  public NavigableSet<K> keySet() {
    return navigableKeySet();
  }

  @Override
  public NavigableSet<K> sequencedKeySet() {
    return navigableKeySet();
  }

  @Override
  public NavigableSet<K> navigableKeySet() {
    return new AutoNavigableSet<>(door.<NavigableSet<K>>part(NavigableMap::navigableKeySet));
  }

  @Override
  public NavigableSet<K> descendingKeySet() {
    return new AutoNavigableSet<>(door.<NavigableSet<K>>part(NavigableMap::descendingKeySet));
  }
}
