package dev.emery.collections.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.testing.MapTestSuiteBuilder;
import com.google.common.collect.testing.TestStringMapGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import com.google.common.collect.testing.features.Feature;
import com.google.common.collect.testing.features.MapFeature;
import dev.emery.Durability;
import dev.emery.collections.PHashMap;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import dev.emery.transaction.Journal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Hash maps as {@code java.util.Map}: the view to edit, the object to read, and prototypes. */
final class PHashMapConformanceTest {
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

  private static PHashMap<String, String, Suites> prototype(Map.Entry<String, String>[] entries) {
    Map<String, String> map = new LinkedHashMap<>();
    for (Map.Entry<String, String> entry : entries) {
      map.put(entry.getKey(), entry.getValue());
    }
    return PHashMap.of(map);
  }

  private PHashMap<String, String, Suites> placed(Map.Entry<String, String>[] entries) {
    pool.root().maps().put(journal(), ++next, prototype(entries));
    return Objects.requireNonNull(pool.root().maps().get(next));
  }

  private Stream<DynamicTest> suite(
      String name,
      Function<Map.Entry<String, String>[], Map<String, String>> maker,
      Feature<?>... features) {
    var generator =
        new TestStringMapGenerator() {
          @Override
          protected Map<String, String> create(Map.Entry<String, String>[] entries) {
            return maker.apply(entries);
          }
        };
    var suite =
        MapTestSuiteBuilder.using(generator)
            .named(name)
            .withFeatures(CollectionSize.ANY)
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
        entries -> placed(entries).edit(journal()),
        MapFeature.GENERAL_PURPOSE,
        MapFeature.FAILS_FAST_ON_CONCURRENT_MODIFICATION,
        CollectionFeature.SUPPORTS_ITERATOR_REMOVE);
  }

  @TestFactory
  Stream<DynamicTest> editOfAPrototype() {
    return suite(
        "edit of a prototype",
        entries -> prototype(entries).edit(journal()),
        MapFeature.GENERAL_PURPOSE,
        MapFeature.FAILS_FAST_ON_CONCURRENT_MODIFICATION,
        CollectionFeature.SUPPORTS_ITERATOR_REMOVE);
  }

  @TestFactory
  Stream<DynamicTest> read() {
    return suite("read", this::placed);
  }

  @TestFactory
  Stream<DynamicTest> readOfAPrototype() {
    return suite("read of a prototype", PHashMapConformanceTest::prototype);
  }
}
