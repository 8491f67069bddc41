package dev.emery.testsuite.conformance;

import com.google.common.collect.testing.SampleElements;
import com.google.common.collect.testing.TestContainerGenerator;
import com.google.common.collect.testing.TestListGenerator;
import com.google.common.collect.testing.TestMapGenerator;
import com.google.common.collect.testing.TestQueueGenerator;
import com.google.common.collect.testing.TestSetGenerator;
import com.google.common.collect.testing.TestSortedMapGenerator;
import com.google.common.collect.testing.TestSortedSetGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.Function;

/**
 * What the suites take the collections from that they test: samples, and a function that makes a
 * collection of given elements.
 *
 * @param <T> what the suite knows of the type of the collection
 * @param <V> the type of the collection
 * @param <X> the type of its elements, or of its entries
 */
abstract class Subjects<T, V extends T, X> implements TestContainerGenerator<T, X> {
  private final Samples<X> samples;
  private final Function<List<X>, V> maker;

  Subjects(Samples<X> samples, Function<List<X>, V> maker) {
    this.samples = samples;
    this.maker = maker;
  }

  @Override
  public SampleElements<X> samples() {
    return samples.elements();
  }

  @Override
  public X[] createArray(int length) {
    return samples.array().apply(length);
  }

  @Override
  public V create(Object... elements) {
    List<X> list = new ArrayList<>();
    for (Object element : elements) {
      @SuppressWarnings("unchecked") // the suites pass what came from the samples
      X x = (X) element;
      list.add(x);
    }
    return maker.apply(list);
  }

  @Override
  public Iterable<X> order(List<X> insertionOrder) {
    return insertionOrder;
  }

  final Iterable<X> sorted(List<X> insertionOrder) {
    List<X> sorted = new ArrayList<>(insertionOrder);
    sorted.sort(samples.order());
    return sorted;
  }

  public X belowSamplesLesser() {
    return samples.below().get(0);
  }

  public X belowSamplesGreater() {
    return samples.below().get(1);
  }

  public X aboveSamplesLesser() {
    return samples.above().get(0);
  }

  public X aboveSamplesGreater() {
    return samples.above().get(1);
  }

  /** Lists. */
  static final class Lists<E> extends Subjects<java.util.Collection<E>, List<E>, E>
      implements TestListGenerator<E> {
    Lists(Samples<E> samples, Function<List<E>, List<E>> maker) {
      super(samples, maker);
    }
  }

  /** Queues. */
  static final class Queues<E> extends Subjects<java.util.Collection<E>, Queue<E>, E>
      implements TestQueueGenerator<E> {
    Queues(Samples<E> samples, Function<List<E>, Queue<E>> maker) {
      super(samples, maker);
    }
  }

  /** Sets that have no order, or that of insertion. */
  static final class Sets<E> extends Subjects<java.util.Collection<E>, Set<E>, E>
      implements TestSetGenerator<E> {
    Sets(Samples<E> samples, Function<List<E>, Set<E>> maker) {
      super(samples, maker);
    }
  }

  /** Sorted sets. */
  static final class SortedSets<E> extends Subjects<java.util.Collection<E>, SortedSet<E>, E>
      implements TestSortedSetGenerator<E> {
    SortedSets(Samples<E> samples, Function<List<E>, SortedSet<E>> maker) {
      super(samples, maker);
    }

    @Override
    public Iterable<E> order(List<E> insertionOrder) {
      return sorted(insertionOrder);
    }
  }

  /** Maps that have no order, or that of insertion. */
  static final class Maps<K, V> extends Subjects<Map<K, V>, Map<K, V>, Map.Entry<K, V>>
      implements TestMapGenerator<K, V> {
    private final Samples<K> keys;
    private final Samples<V> values;

    Maps(Samples<K> keys, Samples<V> values, Function<List<Map.Entry<K, V>>, Map<K, V>> maker) {
      super(Samples.entries(keys, values), maker);
      this.keys = keys;
      this.values = values;
    }

    @Override
    public K[] createKeyArray(int length) {
      return keys.array().apply(length);
    }

    @Override
    public V[] createValueArray(int length) {
      return values.array().apply(length);
    }
  }

  /** Sorted maps. */
  static final class SortedMaps<K, V> extends Subjects<Map<K, V>, SortedMap<K, V>, Map.Entry<K, V>>
      implements TestSortedMapGenerator<K, V> {
    private final Samples<K> keys;
    private final Samples<V> values;

    SortedMaps(
        Samples<K> keys,
        Samples<V> values,
        Function<List<Map.Entry<K, V>>, SortedMap<K, V>> maker) {
      super(Samples.entries(keys, values), maker);
      this.keys = keys;
      this.values = values;
    }

    @Override
    public Iterable<Map.Entry<K, V>> order(List<Map.Entry<K, V>> insertionOrder) {
      return sorted(insertionOrder);
    }

    @Override
    public K[] createKeyArray(int length) {
      return keys.array().apply(length);
    }

    @Override
    public V[] createValueArray(int length) {
      return values.array().apply(length);
    }
  }
}
