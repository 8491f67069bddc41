package dev.emery.collections.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.testing.NavigableSetTestSuiteBuilder;
import com.google.common.collect.testing.TestStringSortedSetGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import com.google.common.collect.testing.features.Feature;
import com.google.common.collect.testing.features.SetFeature;
import dev.emery.Durability;
import dev.emery.collections.PTreeSet;
import dev.emery.collections.tree.SmallNodes;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import dev.emery.transaction.Journal;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import junit.framework.TestSuite;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Sorted sets as {@code java.util.NavigableSet}: to edit, to read, and prototypes. */
@ExtendWith(SmallNodes.class)
final class PTreeSetConformanceTest {
  @TempDir private Path folder;
  private Pool<Suites> pool;
  private @Nullable Journal<Suites> journal;
  private long next;

  @BeforeEach
  void open() {
    var options = PoolOptions.defaults().durability(Durability.RELAXED);
    pool = Pool.open(folder.resolve("suites.pool"), Suites.class, options);
  }

  @AfterEach
  void check() {
    assertThat(pool.check().problems()).isEmpty();
    pool.close();
  }

  private Journal<Suites> journal() {
    return Objects.requireNonNull(journal);
  }

  private PTreeSet<String, Suites> placed(String[] elements) {
    pool.root().sortedSets().put(journal(), ++next, prototype(elements));
    return Objects.requireNonNull(pool.root().sortedSets().get(next));
  }

  private static PTreeSet<String, Suites> prototype(String[] elements) {
    return PTreeSet.of(List.of(elements));
  }

  private Stream<DynamicTest> suite(
      String name, Function<String[], NavigableSet<String>> maker, Feature<?>... features) {
    var generator =
        new TestStringSortedSetGenerator() {
          @Override
          protected NavigableSet<String> create(String[] elements) {
            return maker.apply(elements);
          }
        };
    TestSuite[] suite = new TestSuite[1];
    pool.transaction(j -> { // the builder makes some to look at their order
      journal = j;
      suite[0] =
          NavigableSetTestSuiteBuilder.using(generator)
              .named(name)
              .withFeatures(CollectionSize.ANY)
              .withFeatures(CollectionFeature.KNOWN_ORDER)
              .withFeatures(features)
              .createTestSuite();
    });
    return Guava.tests(
        suite[0],
        test ->
            pool.transaction(j -> {
              journal = j;
              test.execute();
            }));
  }

  @TestFactory
  Stream<DynamicTest> edit() {
    return suite(
        "edit",
        elements -> placed(elements).edit(journal()),
        SetFeature.GENERAL_PURPOSE,
        CollectionFeature.FAILS_FAST_ON_CONCURRENT_MODIFICATION,
        CollectionFeature.SUPPORTS_ITERATOR_REMOVE);
  }

  @TestFactory
  Stream<DynamicTest> editOfAPrototype() {
    return suite(
        "edit of a prototype",
        elements -> prototype(elements).edit(journal()),
        SetFeature.GENERAL_PURPOSE,
        CollectionFeature.FAILS_FAST_ON_CONCURRENT_MODIFICATION,
        CollectionFeature.SUPPORTS_ITERATOR_REMOVE);
  }

  @TestFactory
  Stream<DynamicTest> read() {
    return suite("read", this::placed);
  }

  @TestFactory
  Stream<DynamicTest> readOfAPrototype() {
    return suite("read of a prototype", PTreeSetConformanceTest::prototype);
  }
}
