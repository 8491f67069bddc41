package dev.emery.collections.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.testing.ConcurrentMapTestSuiteBuilder;
import com.google.common.collect.testing.MapTestSuiteBuilder;
import com.google.common.collect.testing.TestStringMapGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import com.google.common.collect.testing.features.Feature;
import com.google.common.collect.testing.features.MapFeature;
import dev.emery.Durability;
import dev.emery.collections.JournaledSequencedMap;
import dev.emery.collections.PLinkedHashMap;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import dev.emery.transaction.Journal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Linked maps as {@code java.util.Map} with a known order: the view to edit, the object to read,
 * prototypes, and the reversed views of all these.
 */
final class PLinkedHashMapConformanceTest {
  private static final Feature<?>[] TO_READ = {CollectionFeature.KNOWN_ORDER};
  private static final Feature<?>[] TO_EDIT = {
    CollectionFeature.KNOWN_ORDER,
    MapFeature.GENERAL_PURPOSE,
    MapFeature.FAILS_FAST_ON_CONCURRENT_MODIFICATION,
    CollectionFeature.SUPPORTS_ITERATOR_REMOVE
  };

  @TempDir private Path folder;
  private Pool<HashSuites> pool;
  private @Nullable Journal<HashSuites> journal;
  private long next;

  @BeforeEach
  void open() {
    var options = PoolOptions.defaults().durability(Durability.RELAXED);
    pool = Pool.open(folder.resolve("suites.pool"), HashSuites.class, options);
  }

  @AfterEach
  void check() {
    assertThat(next).isPositive();
    assertThat(pool.check().problems()).isEmpty();
    pool.close();
  }

  private Journal<HashSuites> journal() {
    return Objects.requireNonNull(journal);
  }

  private PLinkedHashMap<String, String, HashSuites> prototype(
      Map.Entry<String, String>[] entries) {
    next++;
    Map<String, String> map = new LinkedHashMap<>();
    for (Map.Entry<String, String> entry : entries) {
      map.put(entry.getKey(), entry.getValue());
    }
    return PLinkedHashMap.of(map);
  }

  private PLinkedHashMap<String, String, HashSuites> placed(Map.Entry<String, String>[] entries) {
    PLinkedHashMap<String, String, HashSuites> map = prototype(entries);
    pool.root().maps().put(journal(), next, map);
    return Objects.requireNonNull(pool.root().maps().get(next));
  }

  /** Runs in one transaction each what is to be read or edited. */
  private Stream<DynamicTest> suite(
      String name,
      boolean reversed,
      Function<Map.Entry<String, String>[], SequencedMap<String, String>> maker,
      Feature<?>... features) {
    return Guava.tests(
        MapTestSuiteBuilder.using(
                generator(
                    reversed,
                    entries -> reversed ? maker.apply(entries).reversed() : maker.apply(entries)))
            .named(name)
            .withFeatures(CollectionSize.ANY)
            .withFeatures(features)
            .createTestSuite(),
        test ->
            pool.transaction(j -> {
              journal = j;
              test.execute();
            }));
  }

  private Stream<DynamicTest> autoCommit(
      String name,
      boolean reversed,
      Function<JournaledSequencedMap<String, String, HashSuites>, Map<String, String>> door) {
    return Guava.tests(
        ConcurrentMapTestSuiteBuilder.using(
                generator(
                    reversed,
                    entries ->
                        door.apply(
                            pool.compute(j -> {
                              journal = j;
                              return placed(entries);
                            }))))
            .named(name)
            .withFeatures(CollectionSize.ANY)
            .withFeatures(
                CollectionFeature.KNOWN_ORDER,
                MapFeature.GENERAL_PURPOSE,
                CollectionFeature.SUPPORTS_ITERATOR_REMOVE)
            .createTestSuite(),
        test -> test.execute());
  }

  private static TestStringMapGenerator generator(
      boolean reversed, Function<Map.Entry<String, String>[], Map<String, String>> maker) {
    return new TestStringMapGenerator() {
      @Override
      protected Map<String, String> create(Map.Entry<String, String>[] entries) {
        return maker.apply(entries);
      }

      @Override
      public Iterable<Map.Entry<String, String>> order(
          List<Map.Entry<String, String>> insertionOrder) {
        return reversed ? insertionOrder.reversed() : insertionOrder;
      }
    };
  }

  @TestFactory
  Stream<DynamicTest> autoCommit() {
    return autoCommit("auto-commit", false, JournaledSequencedMap::autoCommit);
  }

  @TestFactory
  Stream<DynamicTest> autoCommitReversed() {
    return autoCommit("reversed, auto-commit", true, map -> map.reversed().autoCommit());
  }

  @TestFactory
  Stream<DynamicTest> edit() {
    return suite("edit", false, entries -> placed(entries).edit(journal()), TO_EDIT);
  }

  @TestFactory
  Stream<DynamicTest> editReversed() {
    return suite("edit reversed", true, entries -> placed(entries).edit(journal()), TO_EDIT);
  }

  @TestFactory
  Stream<DynamicTest> reversedEdit() {
    return suite(
        "reversed twice, edit",
        false,
        entries -> placed(entries).reversed().edit(journal()).reversed(),
        TO_EDIT);
  }

  @TestFactory
  Stream<DynamicTest> editOfAPrototype() {
    return suite(
        "edit of a prototype", false, entries -> prototype(entries).edit(journal()), TO_EDIT);
  }

  @TestFactory
  Stream<DynamicTest> editOfAPrototypeReversed() {
    return suite(
        "edit of a prototype reversed",
        true,
        entries -> prototype(entries).edit(journal()),
        TO_EDIT);
  }

  @TestFactory
  Stream<DynamicTest> read() {
    return suite("read", false, this::placed, TO_READ);
  }

  @TestFactory
  Stream<DynamicTest> readReversed() {
    return suite("read reversed", true, this::placed, TO_READ);
  }

  @TestFactory
  Stream<DynamicTest> readOfAPrototype() {
    return suite("read of a prototype", false, this::prototype, TO_READ);
  }

  @TestFactory
  Stream<DynamicTest> readOfAPrototypeReversed() {
    return suite("read of a prototype reversed", true, this::prototype, TO_READ);
  }
}
