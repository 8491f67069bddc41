package dev.emery.collections.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.testing.ConcurrentMapTestSuiteBuilder;
import com.google.common.collect.testing.ConcurrentNavigableMapTestSuiteBuilder;
import com.google.common.collect.testing.NavigableSetTestSuiteBuilder;
import com.google.common.collect.testing.QueueTestSuiteBuilder;
import com.google.common.collect.testing.SetTestSuiteBuilder;
import com.google.common.collect.testing.TestStringMapGenerator;
import com.google.common.collect.testing.TestStringQueueGenerator;
import com.google.common.collect.testing.TestStringSetGenerator;
import com.google.common.collect.testing.TestStringSortedMapGenerator;
import com.google.common.collect.testing.TestStringSortedSetGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import com.google.common.collect.testing.features.MapFeature;
import dev.emery.collections.Anchors;
import dev.emery.collections.auto.AutoDeque;
import dev.emery.collections.auto.AutoNavigableMap;
import dev.emery.collections.auto.AutoNavigableSet;
import dev.emery.collections.auto.AutoQueue;
import dev.emery.collections.auto.AutoSequencedMap;
import dev.emery.collections.auto.AutoSequencedSet;
import dev.emery.collections.auto.Door;
import dev.emery.pool.Pool;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Function;
import java.util.stream.Stream;
import junit.framework.Test;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The views each call on which is a transaction, of the kinds that no collection here has: over a
 * collection of {@code java.util}, behind the lock of a placed object.
 */
final class AutoCommitTwinsTest {
  private final Pool<Suites> pool = Pool.inMemory(Suites.class);

  @AfterEach
  void close() {
    assertThat(pool.check().problems()).isEmpty();
    pool.close();
  }

  private <C> Door<C> door(C twin) {
    return Door.<C, Suites>of(Anchors.of(pool.root().maps()), twin, _ -> twin);
  }

  private static Stream<DynamicTest> tests(Test suite) {
    return Guava.tests(suite, test -> test.execute());
  }

  /** Without what is about null, which these twins allow and collections of a pool do not. */
  private static Stream<DynamicTest> testsWithoutNull(Test suite) {
    return tests(suite)
        .filter(test -> !test.getDisplayName().toLowerCase(Locale.ROOT).contains("null"));
  }

  private static Map<String, String> map(Map.Entry<String, String>[] entries) {
    Map<String, String> map = new LinkedHashMap<>();
    for (Map.Entry<String, String> entry : entries) {
      map.put(entry.getKey(), entry.getValue());
    }
    return map;
  }

  private static Map<String, String> backwards(Map<String, String> entries) {
    return new LinkedHashMap<>(new LinkedHashMap<>(entries).reversed());
  }

  private static List<String> backwards(String[] elements) {
    return Arrays.asList(elements).reversed();
  }

  // ---- sorted

  @TestFactory
  Stream<DynamicTest> navigableMap() {
    var generator =
        new TestStringSortedMapGenerator() {
          @Override
          protected SortedMap<String, String> create(Map.Entry<String, String>[] entries) {
            NavigableMap<String, String> twin = new ConcurrentSkipListMap<>(map(entries));
            return new AutoNavigableMap<>(door(twin), value -> value);
          }
        };
    return tests(
        ConcurrentNavigableMapTestSuiteBuilder.using(generator)
            .named("navigable map")
            .withFeatures(
                CollectionSize.SEVERAL,
                CollectionFeature.KNOWN_ORDER,
                CollectionFeature.SUPPORTS_ITERATOR_REMOVE,
                MapFeature.GENERAL_PURPOSE)
            .createTestSuite());
  }

  @TestFactory
  Stream<DynamicTest> navigableSet() {
    var generator =
        new TestStringSortedSetGenerator() {
          @Override
          protected SortedSet<String> create(String[] elements) {
            NavigableSet<String> twin = new ConcurrentSkipListSet<>(Arrays.asList(elements));
            return new AutoNavigableSet<>(door(twin));
          }
        };
    return tests(
        NavigableSetTestSuiteBuilder.using(generator)
            .named("navigable set")
            .withFeatures(
                CollectionSize.SEVERAL,
                CollectionFeature.KNOWN_ORDER,
                CollectionFeature.GENERAL_PURPOSE)
            .createTestSuite());
  }

  // ---- sequenced

  private Stream<DynamicTest> maps(
      String name, Function<Map<String, String>, Map<String, String>> maker) {
    var generator =
        new TestStringMapGenerator() {
          @Override
          protected Map<String, String> create(Map.Entry<String, String>[] entries) {
            return maker.apply(map(entries));
          }
        };
    return testsWithoutNull(
        ConcurrentMapTestSuiteBuilder.using(generator)
            .named(name)
            .withFeatures(
                CollectionSize.SEVERAL,
                CollectionFeature.KNOWN_ORDER,
                CollectionFeature.SUPPORTS_ITERATOR_REMOVE,
                MapFeature.GENERAL_PURPOSE)
            .createTestSuite());
  }

  @TestFactory
  Stream<DynamicTest> sequencedMap() {
    return maps(
        "sequenced map",
        entries -> AutoSequencedMap.over(door(new LinkedHashMap<>(entries)), value -> value));
  }

  /** Keys that are new come last in the map, and first in reverse: the suite adds them last. */
  @TestFactory
  Stream<DynamicTest> reversedSequencedMap() {
    return maps(
        "reversed sequenced map",
        entries -> {
          SequencedMap<String, String> twin = new LinkedHashMap<>(backwards(entries));
          return AutoSequencedMap.over(door(twin), value -> value).reversed();
        });
  }

  private Stream<DynamicTest> sets(String name, Function<String[], Set<String>> maker) {
    var generator =
        new TestStringSetGenerator() {
          @Override
          protected Set<String> create(String[] elements) {
            return maker.apply(elements);
          }
        };
    return testsWithoutNull(
        SetTestSuiteBuilder.using(generator)
            .named(name)
            .withFeatures(
                CollectionSize.SEVERAL,
                CollectionFeature.KNOWN_ORDER,
                CollectionFeature.GENERAL_PURPOSE)
            .createTestSuite());
  }

  @TestFactory
  Stream<DynamicTest> sequencedSet() {
    return sets(
        "sequenced set",
        elements -> {
          SequencedSet<String> twin = new LinkedHashSet<>(Arrays.asList(elements));
          return new AutoSequencedSet<>(door(twin));
        });
  }

  // ---- queues

  private Stream<DynamicTest> queues(
      String name, Function<String[], Queue<String>> maker, CollectionFeature... features) {
    var generator =
        new TestStringQueueGenerator() {
          @Override
          protected Queue<String> create(String[] elements) {
            return maker.apply(elements);
          }
        };
    return tests(
        QueueTestSuiteBuilder.using(generator)
            .named(name)
            .withFeatures(CollectionSize.ANY)
            .withFeatures(CollectionFeature.GENERAL_PURPOSE)
            .withFeatures(features)
            .createTestSuite());
  }

  @TestFactory
  Stream<DynamicTest> queue() {
    return queues(
        "queue",
        elements -> {
          Queue<String> twin = new PriorityQueue<>(Arrays.asList(elements));
          return AutoQueue.over(door(twin), element -> element);
        });
  }

  @TestFactory
  Stream<DynamicTest> deque() {
    return queues(
        "deque",
        elements -> {
          Deque<String> twin = new ArrayDeque<>(Arrays.asList(elements));
          return new AutoDeque<>(door(twin), element -> element);
        },
        CollectionFeature.KNOWN_ORDER);
  }

  @TestFactory
  Stream<DynamicTest> reversedDeque() {
    return queues(
        "reversed deque",
        elements -> {
          Deque<String> twin = new ArrayDeque<>(backwards(elements));
          return new AutoDeque<>(door(twin), element -> element).reversed();
        },
        CollectionFeature.KNOWN_ORDER);
  }
}
