package dev.emery.collections.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.testing.SetTestSuiteBuilder;
import com.google.common.collect.testing.TestStringSetGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import com.google.common.collect.testing.features.Feature;
import com.google.common.collect.testing.features.SetFeature;
import dev.emery.Durability;
import dev.emery.collections.PHashSet;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import dev.emery.transaction.Journal;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Hash sets as {@code java.util.Set}: the view to edit, the object to read, and prototypes. */
final class PHashSetConformanceTest {
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

  private PHashSet<String, HashSuites> prototype(String[] elements) {
    next++;
    return PHashSet.of(elements);
  }

  private PHashSet<String, HashSuites> placed(String[] elements) {
    PHashSet<String, HashSuites> set = prototype(elements);
    pool.root().sets().put(journal(), next, set);
    return Objects.requireNonNull(pool.root().sets().get(next));
  }

  private Stream<DynamicTest> suite(
      String name,
      Function<String[], Set<String>> maker,
      Guava.Surroundings around,
      Feature<?>... features) {
    var generator =
        new TestStringSetGenerator() {
          @Override
          protected Set<String> create(String[] elements) {
            return maker.apply(elements);
          }
        };
    var suite =
        SetTestSuiteBuilder.using(generator)
            .named(name)
            .withFeatures(CollectionSize.ANY)
            .withFeatures(features)
            .createTestSuite();
    return Guava.tests(suite, around);
  }

  private void inATransaction(Executable test) throws Throwable {
    pool.transaction(j -> {
      journal = j;
      test.execute();
    });
  }

  @TestFactory
  Stream<DynamicTest> autoCommit() {
    return suite(
        "auto-commit",
        elements ->
            pool.compute(
                    j -> {
                      journal = j;
                      return placed(elements);
                    })
                .autoCommit(),
        Executable::execute,
        SetFeature.GENERAL_PURPOSE);
  }

  @TestFactory
  Stream<DynamicTest> edit() {
    return suite(
        "edit",
        elements -> placed(elements).edit(journal()),
        this::inATransaction,
        SetFeature.GENERAL_PURPOSE,
        CollectionFeature.FAILS_FAST_ON_CONCURRENT_MODIFICATION);
  }

  @TestFactory
  Stream<DynamicTest> editOfAPrototype() {
    return suite(
        "edit of a prototype",
        elements -> prototype(elements).edit(journal()),
        this::inATransaction,
        SetFeature.GENERAL_PURPOSE,
        CollectionFeature.FAILS_FAST_ON_CONCURRENT_MODIFICATION);
  }

  @TestFactory
  Stream<DynamicTest> read() {
    return suite("read", this::placed, this::inATransaction);
  }

  @TestFactory
  Stream<DynamicTest> readOfAPrototype() {
    return suite("read of a prototype", this::prototype, this::inATransaction);
  }
}
