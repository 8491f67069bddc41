package dev.emery.testsuite.conformance;

import com.google.common.collect.testing.AbstractCollectionTestSuiteBuilder;
import com.google.common.collect.testing.AbstractTester;
import com.google.common.collect.testing.FeatureSpecificTestSuiteBuilder;
import com.google.common.collect.testing.MapTestSuiteBuilder;
import com.google.common.collect.testing.OneSizeTestContainerGenerator;
import com.google.common.collect.testing.TestCollectionGenerator;
import com.google.common.collect.testing.TestMapGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.Feature;
import java.util.List;
import java.util.Map;
import junit.framework.TestSuite;

/** Suites for what Guava's test library has none: sequenced collections and maps, and deques. */
@SuppressWarnings("rawtypes") // the library names testers by their raw types
final class Sequenced {
  private Sequenced() {}

  static <E> TestSuite ofList(TestCollectionGenerator<E> subjects, Door door) {
    return suite(
        "sequenced list",
        subjects,
        Features.ofList(door),
        List.of(SequencedReadTester.class, SequencedAddTester.class, SequencedRemoveTester.class));
  }

  /** Sets in the order of insertion, where adding an element that is there moves it. */
  static <E> TestSuite ofSet(TestCollectionGenerator<E> subjects, Door door) {
    return suite(
        "sequenced set",
        subjects,
        Features.ofCollection(door),
        List.of(SequencedReadTester.class, SequencedAddTester.class, SequencedRemoveTester.class));
  }

  /** Sorted sets: elements cannot be put at an end. */
  static <E> TestSuite ofSortedSet(TestCollectionGenerator<E> subjects, Door door) {
    return suite(
        "sequenced sorted set",
        subjects,
        Features.ofCollection(door),
        List.of(SequencedReadTester.class, SequencedRemoveTester.class));
  }

  static <E> TestSuite ofDeque(String name, TestCollectionGenerator<E> subjects, Door door) {
    return suite(
        name,
        subjects,
        Features.ofCollection(door),
        List.of(
            SequencedReadTester.class,
            SequencedAddTester.class,
            SequencedRemoveTester.class,
            DequeReadTester.class,
            DequeAddTester.class,
            DequeRemoveTester.class));
  }

  static <K, V> TestSuite ofMap(TestMapGenerator<K, V> subjects, Door door) {
    return suite(
        "sequenced map",
        subjects,
        door,
        List.of(SequencedMapReadTester.class, SequencedMapPutTester.class, PollEntryTester.class));
  }

  /** Sorted maps: entries cannot be put at an end. */
  static <K, V> TestSuite ofSortedMap(TestMapGenerator<K, V> subjects, Door door) {
    return suite(
        "sequenced sorted map",
        subjects,
        door,
        List.of(SequencedMapReadTester.class, PollEntryTester.class));
  }

  private static <E> TestSuite suite(
      String name,
      TestCollectionGenerator<E> subjects,
      List<Feature<?>> features,
      List<Class<? extends AbstractTester>> testers) {
    return new CollectionSuite<E>(testers)
        .of(subjects)
        .named(name)
        .withFeatures(CollectionFeature.KNOWN_ORDER)
        .withFeatures(features)
        .createTestSuite();
  }

  private static <K, V> TestSuite suite(
      String name,
      TestMapGenerator<K, V> subjects,
      Door door,
      List<Class<? extends AbstractTester>> testers) {
    return new MapSuite<K, V>(testers)
        .of(subjects)
        .named(name)
        .withFeatures(CollectionFeature.KNOWN_ORDER)
        .withFeatures(Features.ofMap(door))
        .createTestSuite();
  }

  /** Runs some testers of a collection and no others. */
  private static final class CollectionSuite<E>
      extends AbstractCollectionTestSuiteBuilder<CollectionSuite<E>, E> {
    private final List<Class<? extends AbstractTester>> testers;

    CollectionSuite(List<Class<? extends AbstractTester>> testers) {
      this.testers = testers;
    }

    CollectionSuite<E> of(TestCollectionGenerator<E> subjects) {
      return usingGenerator(subjects);
    }

    @Override
    protected List<Class<? extends AbstractTester>> getTesters() {
      return testers;
    }
  }

  /** Runs some testers of a map and no others. */
  private static final class MapSuite<K, V> extends MapTestSuiteBuilder<K, V> {
    private final List<Class<? extends AbstractTester>> testers;

    MapSuite(List<Class<? extends AbstractTester>> testers) {
      this.testers = testers;
    }

    MapTestSuiteBuilder<K, V> of(TestMapGenerator<K, V> subjects) {
      return usingGenerator(subjects);
    }

    @Override
    protected List<Class<? extends AbstractTester>> getTesters() {
      return testers;
    }

    @Override
    protected List<TestSuite> createDerivedSuites(
        FeatureSpecificTestSuiteBuilder<
                ?, ? extends OneSizeTestContainerGenerator<Map<K, V>, Map.Entry<K, V>>>
            parent) {
      return List.of();
    }
  }
}
