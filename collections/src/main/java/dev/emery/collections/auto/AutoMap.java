package dev.emery.collections.auto;

import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A map each call on which is a transaction of its own. Functions that a call is given are called
 * inside of it, and again where it is run again after a conflict.
 *
 * <p>Iterators of its views are weakly consistent (E31). Bulk reads and streams see one state.
 *
 * @param <K> the type of the keys, which are values
 * @param <V> the type of the values
 * @param <C> the {@code java.util} type
 */
public class AutoMap<K, V, C extends Map<K, V>> implements ConcurrentMap<K, V> {
  final Door<C> door;
  private final UnaryOperator<V> detach;
  private final Supplier<? extends Iterator<Entry<K, V>>> walk;

  /**
   * Creates the view.
   *
   * @param detach makes a copy of a value that leaves the map; see {@code Codec.detach}
   * @param walk goes through the entries, weakly consistent; see {@link Walks}
   */
  public AutoMap(
      Door<C> door, UnaryOperator<V> detach, Supplier<? extends Iterator<Entry<K, V>>> walk) {
    this.door = door;
    this.detach = detach;
    this.walk = walk;
  }

  // ---- reads

  @Override
  public final int size() {
    return door.<Integer>read(Map::size);
  }

  @Override
  public final boolean isEmpty() {
    return door.<Boolean>read(Map::isEmpty);
  }

  @Override
  public final @Nullable V get(Object key) {
    return door.<@Nullable V>read(map -> map.get(key));
  }

  @Override
  public final V getOrDefault(Object key, V other) {
    return door.<V>read(map -> map.getOrDefault(key, other));
  }

  @Override
  public final boolean containsKey(Object key) {
    return door.<Boolean>read(map -> map.containsKey(key));
  }

  @Override
  public final boolean containsValue(Object value) {
    return door.<Boolean>read(map -> map.containsValue(value));
  }

  @Override
  public final void forEach(BiConsumer<? super K, ? super V> action) {
    door.<Boolean>read(map -> {
      map.forEach(action);
      return true;
    });
  }

  @Override
  public Set<K> keySet() {
    return new AutoSet<>(door.<Set<K>>part(Map::keySet), this::keys);
  }

  @Override
  public Collection<V> values() {
    return new AutoValues<>(this, door.<Collection<V>>part(Map::values));
  }

  @Override
  public Set<Entry<K, V>> entrySet() {
    return new AutoEntries<>(this, door.<Set<Entry<K, V>>>part(Map::entrySet));
  }

  /** Goes through the entries as they are found, without a tie to the map. */
  final Iterator<Entry<K, V>> walk() {
    return walk.get();
  }

  final Iterator<K> keys() {
    return new AutoIterator<Entry<K, V>, K>(walk(), Entry::getKey, _ -> {});
  }

  @Override
  public final boolean equals(@Nullable Object o) {
    return o == this || door.<Boolean>read(map -> map.equals(o));
  }

  @Override
  public final int hashCode() {
    return door.<Integer>read(Map::hashCode);
  }

  @Override
  public final String toString() {
    return door.<String>read(Object::toString);
  }

  // ---- changes

  /** A value that left the map, as a copy that outlives the transaction. */
  final V detach(V value) {
    return detach.apply(value);
  }

  /** As {@link #detach}, where there was a value. */
  final @Nullable V detached(@Nullable V value) {
    return value == null ? null : detach.apply(value);
  }

  @Override
  public final @Nullable V put(K key, V value) {
    return door.<@Nullable V>run(map -> detached(map.put(key, value)));
  }

  @Override
  public final void putAll(Map<? extends K, ? extends V> entries) {
    door.effect(map -> map.putAll(entries));
  }

  @Override
  public final @Nullable V putIfAbsent(K key, V value) {
    return door.<@Nullable V>run(map -> map.putIfAbsent(key, value));
  }

  @Override
  public final @Nullable V remove(Object key) {
    return door.<@Nullable V>run(map -> detached(map.remove(key)));
  }

  @Override
  public final boolean remove(Object key, Object value) {
    return door.<Boolean>run(map -> map.remove(key, value));
  }

  @Override
  public final @Nullable V replace(K key, V value) {
    return door.<@Nullable V>run(map -> detached(map.replace(key, value)));
  }

  @Override
  public final boolean replace(K key, V old, V value) {
    return door.<Boolean>run(map -> map.replace(key, old, value));
  }

  /** A key that has a value already costs no transaction. */
  @Override
  public final @Nullable V computeIfAbsent(
      K key, Function<? super K, ? extends @Nullable V> mapping) {
    Objects.requireNonNull(mapping);
    V present = door.isInScope() ? null : get(key);
    return present != null
        ? present
        : door.<@Nullable V>run(map -> map.computeIfAbsent(key, mapping));
  }

  @Override
  public final @Nullable V computeIfPresent(
      K key, BiFunction<? super K, ? super V, ? extends @Nullable V> remapping) {
    return door.<@Nullable V>run(map -> map.computeIfPresent(key, remapping));
  }

  @Override
  public final @Nullable V compute(
      K key, BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> remapping) {
    return door.<@Nullable V>run(map -> map.compute(key, remapping));
  }

  @Override
  public final @Nullable V merge(
      K key, V value, BiFunction<? super V, ? super V, ? extends @Nullable V> remapping) {
    return door.<@Nullable V>run(map -> map.merge(key, value, remapping));
  }

  @Override
  public final void replaceAll(BiFunction<? super K, ? super V, ? extends V> function) {
    door.effect(map -> map.replaceAll(function));
  }

  @Override
  public final void clear() {
    door.effect(Map::clear);
  }
}
