package dev.emery.testsuite.conformance;

import com.google.common.collect.testing.ConcurrentMapTestSuiteBuilder;
import com.google.common.collect.testing.ConcurrentNavigableMapTestSuiteBuilder;
import com.google.common.collect.testing.ListTestSuiteBuilder;
import com.google.common.collect.testing.MapTestSuiteBuilder;
import com.google.common.collect.testing.NavigableMapTestSuiteBuilder;
import com.google.common.collect.testing.NavigableSetTestSuiteBuilder;
import com.google.common.collect.testing.QueueTestSuiteBuilder;
import com.google.common.collect.testing.SetTestSuiteBuilder;
import com.google.common.collect.testing.features.CollectionFeature;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Queue;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.function.Function;
import junit.framework.TestSuite;

/** The kinds of collections that there are suites for. */
public final class Shapes {
  private Shapes() {}

  /** Lists, and their {@code reversed()}. */
  public static <E> Shape<E, List<E>> list(Samples<E> samples) {
    return new OfCollection<>() {
      @Override
      public List<TestSuite> suites(Door door, Function<List<E>, List<E>> maker) {
        Function<List<E>, List<E>> reversed = e -> maker.apply(e.reversed()).reversed();
        return List.of(
            guava("list", maker, door),
            guava("reversed list", reversed, door),
            Sequenced.ofList(new Subjects.Lists<>(samples, maker), door));
      }

      private TestSuite guava(String name, Function<List<E>, List<E>> maker, Door door) {
        return ListTestSuiteBuilder.using(new Subjects.Lists<>(samples, maker))
            .named(name)
            .withFeatures(CollectionFeature.KNOWN_ORDER)
            .withFeatures(Features.ofList(door))
            .createTestSuite();
      }
    };
  }

  /** Sets without an order. */
  public static <E> Shape<E, Set<E>> set(Samples<E> samples) {
    return new Shape<>() {
      @Override
      public List<TestSuite> suites(Door door, Function<List<E>, Set<E>> maker) {
        return List.of(guavaSet("set", samples, maker, door, false));
      }

      @Override
      public Object content(Set<E> view) {
        return Set.copyOf(view);
      }
    };
  }

  /** Sets in the order of insertion, and their {@code reversed()}. */
  public static <E> Shape<E, SequencedSet<E>> sequencedSet(Samples<E> samples) {
    return new OfCollection<>() {
      @Override
      public List<TestSuite> suites(Door door, Function<List<E>, SequencedSet<E>> maker) {
        Function<List<E>, Set<E>> reversed = e -> maker.apply(inReverse(e)).reversed();
        return List.of(
            guavaSet("set", samples, maker::apply, door, true),
            guavaSet("reversed set", samples, reversed, door, true),
            Sequenced.ofSet(new Subjects.Sets<>(samples, maker::apply), door));
      }
    };
  }

  /** Of equal elements the first one counts, also from behind. */
  private static <E> List<E> inReverse(List<E> elements) {
    return new ArrayList<>(new LinkedHashSet<>(elements)).reversed();
  }

  private static <E> TestSuite guavaSet(
      String name, Samples<E> samples, Function<List<E>, Set<E>> maker, Door door, boolean order) {
    var builder =
        SetTestSuiteBuilder.using(new Subjects.Sets<>(samples, maker))
            .named(name)
            .withFeatures(Features.ofCollection(door));
    return (order ? builder.withFeatures(CollectionFeature.KNOWN_ORDER) : builder)
        .createTestSuite();
  }

  /** Sorted sets, with all their parts and their reverse. */
  public static <E> Shape<E, NavigableSet<E>> navigableSet(Samples<E> samples) {
    return new OfCollection<>() {
      @Override
      public List<TestSuite> suites(Door door, Function<List<E>, NavigableSet<E>> maker) {
        TestSuite guava =
            NavigableSetTestSuiteBuilder.using(new Subjects.SortedSets<>(samples, maker::apply))
                .named("sorted set")
                .withFeatures(CollectionFeature.KNOWN_ORDER)
                .withFeatures(Features.ofCollection(door))
                .createTestSuite();
        return List.of(
            guava, Sequenced.ofSortedSet(new Subjects.SortedSets<>(samples, maker::apply), door));
      }
    };
  }

  /** Queues whose iteration has no order that is promised, such as those by priority. */
  public static <E> Shape<E, Queue<E>> queue(Samples<E> samples) {
    return new OfCollection<>() {
      @Override
      public List<TestSuite> suites(Door door, Function<List<E>, Queue<E>> maker) {
        var subjects = new Subjects.Queues<>(samples, maker);
        return List.of(
            QueueTestSuiteBuilder.using(subjects)
                .named("queue")
                .withFeatures(Features.ofCollection(door))
                .createTestSuite());
      }
    };
  }

  /** Queues with two ends, and their {@code reversed()}. */
  public static <E> Shape<E, Deque<E>> deque(Samples<E> samples) {
    return new OfCollection<>() {
      @Override
      public List<TestSuite> suites(Door door, Function<List<E>, Deque<E>> maker) {
        Function<List<E>, Queue<E>> reversed = e -> maker.apply(e.reversed()).reversed();
        return List.of(
            guava("queue", maker::apply, door),
            guava("reversed queue", reversed, door),
            Sequenced.ofDeque("deque", new Subjects.Queues<>(samples, maker::apply), door),
            Sequenced.ofDeque("reversed deque", new Subjects.Queues<>(samples, reversed), door));
      }

      private TestSuite guava(String name, Function<List<E>, Queue<E>> maker, Door door) {
        return QueueTestSuiteBuilder.using(new Subjects.Queues<>(samples, maker))
            .named(name)
            .withFeatures(CollectionFeature.KNOWN_ORDER)
            .withFeatures(Features.ofCollection(door))
            .createTestSuite();
      }
    };
  }

  /** Maps without an order; through the door that commits each call, concurrent ones. */
  public static <K, V> Shape<Map.Entry<K, V>, Map<K, V>> map(Samples<K> keys, Samples<V> values) {
    return new Shape<>() {
      @Override
      public List<TestSuite> suites(Door door, Function<List<Map.Entry<K, V>>, Map<K, V>> maker) {
        return List.of(guavaMap("map", new Subjects.Maps<>(keys, values, maker), door, false));
      }

      @Override
      public Object content(Map<K, V> view) {
        return Map.copyOf(view);
      }
    };
  }

  /** Maps in the order of insertion, and their {@code reversed()}. */
  public static <K, V> Shape<Map.Entry<K, V>, SequencedMap<K, V>> sequencedMap(
      Samples<K> keys, Samples<V> values) {
    return new OfMap<>() {
      @Override
      public List<TestSuite> suites(
          Door door, Function<List<Map.Entry<K, V>>, SequencedMap<K, V>> maker) {
        Function<List<Map.Entry<K, V>>, Map<K, V>> reversed =
            e -> maker.apply(lastOfEach(e).reversed()).reversed();
        var forward = new Subjects.Maps<>(keys, values, maker::apply);
        return List.of(
            guavaMap("map", forward, door, true),
            guavaMap("reversed map", new Subjects.Maps<>(keys, values, reversed), door, true),
            Sequenced.ofMap(forward, door));
      }
    };
  }

  /** Of equal keys the last value counts, also from behind. */
  private static <K, V> List<Map.Entry<K, V>> lastOfEach(List<Map.Entry<K, V>> entries) {
    return new ArrayList<>(Conformance.asMap(entries).entrySet());
  }

  private static <K, V> TestSuite guavaMap(
      String name, Subjects.Maps<K, V> subjects, Door door, boolean order) {
    MapTestSuiteBuilder<K, V> builder =
        door == Door.AUTO_COMMIT
            ? ConcurrentMapTestSuiteBuilder.using(subjects)
            : MapTestSuiteBuilder.using(subjects);
    builder.named(name).withFeatures(Features.ofMap(door));
    return (order ? builder.withFeatures(CollectionFeature.KNOWN_ORDER) : builder)
        .createTestSuite();
  }

  /**
   * Sorted maps, with all their parts and their reverse; through the door that commits each call,
   * concurrent ones.
   */
  public static <K, V> Shape<Map.Entry<K, V>, NavigableMap<K, V>> navigableMap(
      Samples<K> keys, Samples<V> values) {
    return new OfMap<>() {
      @Override
      public List<TestSuite> suites(
          Door door, Function<List<Map.Entry<K, V>>, NavigableMap<K, V>> maker) {
        var subjects = new Subjects.SortedMaps<>(keys, values, maker::apply);
        NavigableMapTestSuiteBuilder<K, V> builder =
            door == Door.AUTO_COMMIT
                ? ConcurrentNavigableMapTestSuiteBuilder.using(subjects)
                : NavigableMapTestSuiteBuilder.using(subjects);
        builder
            .named("sorted map")
            .withFeatures(CollectionFeature.KNOWN_ORDER)
            .withFeatures(Features.ofMap(door));
        return List.of(builder.createTestSuite(), Sequenced.ofSortedMap(subjects, door));
      }
    };
  }

  /** A shape whose content is its elements in their order. */
  private abstract static class OfCollection<E, V extends Collection<E>> implements Shape<E, V> {
    @Override
    public final Object content(V view) {
      return List.copyOf(view);
    }
  }

  /** A shape whose content is its entries in their order. */
  private abstract static class OfMap<K, V, M extends Map<K, V>>
      implements Shape<Map.Entry<K, V>, M> {
    @Override
    public final Object content(M view) {
      return view.entrySet().stream().map(Map.Entry::copyOf).toList();
    }
  }
}
