package dev.emery.collections.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.testing.NavigableMapTestSuiteBuilder;
import com.google.common.collect.testing.TestStringSortedMapGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import com.google.common.collect.testing.features.Feature;
import com.google.common.collect.testing.features.MapFeature;
import dev.emery.Durability;
import dev.emery.collections.PTreeMap;
import dev.emery.collections.tree.SmallNodes;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import dev.emery.transaction.Journal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
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

/** Sorted maps as {@code java.util.NavigableMap}: to edit, to read, and prototypes. */
@ExtendWith(SmallNodes.class)
final class PTreeMapConformanceTest {
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

  private static PTreeMap<String, String, Suites> prototype(Map.Entry<String, String>[] entries) {
    Map<String, String> map = new LinkedHashMap<>();
    for (Map.Entry<String, String> entry : entries) {
      map.put(entry.getKey(), entry.getValue());
    }
    return PTreeMap.of(map);
  }

  private PTreeMap<String, String, Suites> placed(Map.Entry<String, String>[] entries) {
    pool.root().sortedMaps().put(journal(), ++next, prototype(entries));
    return Objects.requireNonNull(pool.root().sortedMaps().get(next));
  }

  private Stream<DynamicTest> suite(
      String name,
      Function<Map.Entry<String, String>[], NavigableMap<String, String>> maker,
      Feature<?>... features) {
    var generator =
        new TestStringSortedMapGenerator() {
          @Override
          protected NavigableMap<String, String> create(Map.Entry<String, String>[] entries) {
            return maker.apply(entries);
          }
        };
    TestSuite[] suite = new TestSuite[1];
    pool.transaction(j -> { // the builder makes some to look at their order
      journal = j;
      suite[0] =
          NavigableMapTestSuiteBuilder.using(generator)
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
    return suite("read of a prototype", PTreeMapConformanceTest::prototype);
  }
}
