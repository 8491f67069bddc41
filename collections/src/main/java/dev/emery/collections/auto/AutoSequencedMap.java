package dev.emery.collections.auto;

import dev.emery.collections.ConcurrentSequencedMap;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.SequencedCollection;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A map with an order each call on which is a transaction of its own.
 *
 * @param <K> the type of the keys, which are values
 * @param <V> the type of the values
 * @param <C> the {@code java.util} type
 */
public sealed class AutoSequencedMap<K, V, C extends SequencedMap<K, V>> extends AutoMap<K, V, C>
    implements ConcurrentSequencedMap<K, V> permits AutoNavigableMap {

  AutoSequencedMap(
      Door<C> door, UnaryOperator<V> detach, Supplier<? extends Iterator<Entry<K, V>>> walk) {
    super(door, detach, walk);
  }

  /**
   * The view of a map whose order does not follow from its keys: iterators go through a copy.
   *
   * @param detach makes a copy of a value that leaves the map; see {@code Codec.detach}
   */
  public static <K, V> ConcurrentSequencedMap<K, V> over(
      Door<SequencedMap<K, V>> door, UnaryOperator<V> detach) {
    Door<Collection<Entry<K, V>>> entries = door.part(Map::entrySet);
    return new AutoSequencedMap<>(door, detach, () -> Walks.copy(entries));
  }

  @Override
  public ConcurrentSequencedMap<K, V> reversed() {
    return over(door.<SequencedMap<K, V>>part(SequencedMap::reversed), this::detach);
  }

  @Override
  public SequencedSet<K> sequencedKeySet() {
    return new AutoSequencedSet<>(door.<SequencedSet<K>>part(SequencedMap::sequencedKeySet));
  }

  @Override
  public final SequencedCollection<V> sequencedValues() {
    return new AutoValues.InOrder<>(this);
  }

  @Override
  public final SequencedSet<Entry<K, V>> sequencedEntrySet() {
    return new AutoEntries.InOrder<>(this);
  }

  @Override
  public Set<K> keySet() {
    return sequencedKeySet();
  }

  @Override
  public final Collection<V> values() {
    return sequencedValues();
  }

  @Override
  public final Set<Entry<K, V>> entrySet() {
    return sequencedEntrySet();
  }

  @Override
  public final @Nullable Entry<K, V> firstEntry() {
    return look(SequencedMap::firstEntry);
  }

  @Override
  public final @Nullable Entry<K, V> lastEntry() {
    return look(SequencedMap::lastEntry);
  }

  /** An entry as it is now, which cannot be written to. */
  final @Nullable Entry<K, V> look(Function<? super C, ? extends @Nullable Entry<K, V>> view) {
    Entry<K, V> entry = door.<@Nullable Entry<K, V>>read(view);
    return entry == null ? null : new SimpleImmutableEntry<>(entry);
  }

  @Override
  public final @Nullable Entry<K, V> pollFirstEntry() {
    return poll(SequencedMap::pollFirstEntry);
  }

  @Override
  public final @Nullable Entry<K, V> pollLastEntry() {
    return poll(SequencedMap::pollLastEntry);
  }

  private @Nullable Entry<K, V> poll(Function<? super C, ? extends @Nullable Entry<K, V>> call) {
    return door.<@Nullable Entry<K, V>>run(map -> {
      Entry<K, V> entry = call.apply(map);
      return entry == null
          ? null
          : new SimpleImmutableEntry<>(entry.getKey(), detach(entry.getValue()));
    });
  }

  @Override
  public final @Nullable V putFirst(K key, V value) {
    return door.<@Nullable V>run(map -> detached(map.putFirst(key, value)));
  }

  @Override
  public final @Nullable V putLast(K key, V value) {
    return door.<@Nullable V>run(map -> detached(map.putLast(key, value)));
  }
}
