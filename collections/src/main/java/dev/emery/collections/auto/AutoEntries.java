package dev.emery.collections.auto;

import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.Iterator;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.Spliterator;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a map each call on which is a transaction of its own.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 * @param <C> the {@code java.util} type
 */
sealed class AutoEntries<K, V, C extends Set<Map.Entry<K, V>>>
    extends AutoCollection<Map.Entry<K, V>, C> implements Set<Map.Entry<K, V>> {
  final AutoMap<K, V, ?> map;

  AutoEntries(AutoMap<K, V, ?> map, Door<C> door) {
    super(door);
    this.map = map;
  }

  @Override
  public final Iterator<Map.Entry<K, V>> iterator() {
    return new AutoIterator<Map.Entry<K, V>, Map.Entry<K, V>>(
        map.walk(), this::writable, entry -> map.remove(entry.getKey()));
  }

  final Map.Entry<K, V> writable(Map.Entry<K, V> entry) {
    return new AutoEntry<>(map, entry.getKey(), entry.getValue());
  }

  @Override
  @SuppressWarnings("unchecked") // what the set holds
  public final Object[] toArray() {
    Object[] array = super.toArray();
    for (int i = 0; i < array.length; i++) {
      array[i] = writable((Map.Entry<K, V>) array[i]);
    }
    return array;
  }

  @Override
  int characteristics() {
    return Spliterator.DISTINCT;
  }

  @Override
  public final boolean equals(@Nullable Object o) {
    return o == this || door.<Boolean>read(entries -> entries.equals(o));
  }

  @Override
  public final int hashCode() {
    return door.<Integer>read(Set::hashCode);
  }

  /** Those of a map with an order. */
  static final class InOrder<K, V> extends AutoEntries<K, V, SequencedSet<Map.Entry<K, V>>>
      implements SequencedSet<Map.Entry<K, V>>, AutoSequenced<Map.Entry<K, V>> {
    private final AutoSequencedMap<K, V, ?> sequenced;

    InOrder(AutoSequencedMap<K, V, ?> map) {
      super(map, map.door.part(m -> m.sequencedEntrySet()));
      this.sequenced = map;
    }

    @Override
    public SequencedSet<Map.Entry<K, V>> reversed() {
      return sequenced.reversed().sequencedEntrySet();
    }

    @Override
    int characteristics() {
      return Spliterator.DISTINCT | Spliterator.ORDERED;
    }

    @Override
    public Door<SequencedSet<Map.Entry<K, V>>> ends() {
      return door;
    }

    @Override
    public Map.Entry<K, V> shown(Map.Entry<K, V> entry) {
      return writable(entry);
    }

    @Override
    public Map.Entry<K, V> taken(Map.Entry<K, V> entry) {
      return new SimpleImmutableEntry<>(entry.getKey(), map.detach(entry.getValue()));
    }
  }
}
