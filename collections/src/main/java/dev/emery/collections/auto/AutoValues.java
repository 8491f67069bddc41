package dev.emery.collections.auto;

import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.SequencedCollection;
import java.util.Spliterator;

/**
 * The values of a map each call on which is a transaction of its own.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 * @param <C> the {@code java.util} type
 */
sealed class AutoValues<K, V, C extends Collection<V>> extends AutoCollection<V, C> {
  final AutoMap<K, V, ?> map;

  AutoValues(AutoMap<K, V, ?> map, Door<C> door) {
    super(door);
    this.map = map;
  }

  @Override
  public final Iterator<V> iterator() {
    return new AutoIterator<Map.Entry<K, V>, V>(
        map.walk(), Map.Entry::getValue, entry -> map.remove(entry.getKey()));
  }

  @Override
  int characteristics() {
    return 0;
  }

  /** Those of a map with an order. */
  static final class InOrder<K, V> extends AutoValues<K, V, SequencedCollection<V>>
      implements AutoSequenced<V> {
    private final AutoSequencedMap<K, V, ?> sequenced;

    InOrder(AutoSequencedMap<K, V, ?> map) {
      super(map, map.door.part(m -> m.sequencedValues()));
      this.sequenced = map;
    }

    @Override
    public SequencedCollection<V> reversed() {
      return sequenced.reversed().sequencedValues();
    }

    @Override
    int characteristics() {
      return Spliterator.ORDERED;
    }

    @Override
    public Door<SequencedCollection<V>> ends() {
      return door;
    }

    @Override
    public V taken(V value) {
      return map.detach(value);
    }
  }
}
