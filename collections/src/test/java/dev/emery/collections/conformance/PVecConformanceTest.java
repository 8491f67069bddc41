package dev.emery.collections.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.testing.ListTestSuiteBuilder;
import com.google.common.collect.testing.TestStringListGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import com.google.common.collect.testing.features.Feature;
import com.google.common.collect.testing.features.ListFeature;
import dev.emery.Durability;
import dev.emery.collections.PVec;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import dev.emery.transaction.Journal;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Vectors as {@code java.util.List}: the view to edit, the object to read, and prototypes. */
final class PVecConformanceTest {
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

  private PVec<String, Suites> placed(String[] elements) {
    pool.root().lists().put(journal(), ++next, PVec.of(elements));
    return Objects.requireNonNull(pool.root().lists().get(next));
  }

  private Stream<DynamicTest> suite(
      String name, Function<String[], List<String>> maker, Feature<?>... features) {
    var generator =
        new TestStringListGenerator() {
          @Override
          protected List<String> create(String[] elements) {
            return maker.apply(elements);
          }
        };
    var suite =
        ListTestSuiteBuilder.using(generator)
            .named(name)
            .withFeatures(CollectionSize.ANY)
            .withFeatures(CollectionFeature.KNOWN_ORDER)
            .withFeatures(features)
            .createTestSuite();
    return Guava.tests(
        suite,
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
        ListFeature.GENERAL_PURPOSE,
        CollectionFeature.SUPPORTS_ITERATOR_REMOVE,
        CollectionFeature.FAILS_FAST_ON_CONCURRENT_MODIFICATION);
  }

  @TestFactory
  Stream<DynamicTest> editOfAPrototype() {
    return suite(
        "edit of a prototype",
        elements -> PVec.<String, Suites>of(elements).edit(journal()),
        ListFeature.GENERAL_PURPOSE,
        CollectionFeature.SUPPORTS_ITERATOR_REMOVE,
        CollectionFeature.FAILS_FAST_ON_CONCURRENT_MODIFICATION);
  }

  @TestFactory
  Stream<DynamicTest> read() {
    return suite("read", this::placed);
  }

  @TestFactory
  Stream<DynamicTest> readOfAPrototype() {
    return suite("read of a prototype", PVec::<String, Suites>of);
  }
}
