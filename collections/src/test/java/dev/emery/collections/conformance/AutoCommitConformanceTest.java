package dev.emery.collections.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.testing.ConcurrentMapTestSuiteBuilder;
import com.google.common.collect.testing.ListTestSuiteBuilder;
import com.google.common.collect.testing.TestStringListGenerator;
import com.google.common.collect.testing.TestStringMapGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import com.google.common.collect.testing.features.ListFeature;
import com.google.common.collect.testing.features.MapFeature;
import dev.emery.Durability;
import dev.emery.collections.PHashMap;
import dev.emery.collections.PVec;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The views each call on which is a transaction, as {@code java.util} collections. */
final class AutoCommitConformanceTest {
  @TempDir private Path folder;
  private Pool<Suites> pool;
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

  private List<String> list(List<String> elements) {
    long key = ++next;
    pool.transaction(j -> pool.root().lists().put(j, key, PVec.of(elements)));
    return Objects.requireNonNull(pool.root().lists().get(key)).autoCommit();
  }

  private Stream<DynamicTest> lists(String name, Function<List<String>, List<String>> maker) {
    var generator =
        new TestStringListGenerator() {
          @Override
          protected List<String> create(String[] elements) {
            return maker.apply(List.of(elements));
          }
        };
    var suite =
        ListTestSuiteBuilder.using(generator)
            .named(name)
            .withFeatures(CollectionSize.ANY)
            .withFeatures(
                CollectionFeature.KNOWN_ORDER,
                CollectionFeature.SUPPORTS_ITERATOR_REMOVE,
                ListFeature.GENERAL_PURPOSE)
            .createTestSuite();
    return Guava.tests(suite, test -> test.execute());
  }

  @TestFactory
  Stream<DynamicTest> list() {
    return lists("list", this::list);
  }

  @TestFactory
  Stream<DynamicTest> listInATransaction() {
    return lists("list in a transaction", this::list)
        .map(test ->
            DynamicTest.dynamicTest(
                test.getDisplayName(),
                () -> pool.transaction(_ -> test.getExecutable().execute())));
  }

  @TestFactory
  Stream<DynamicTest> reversedList() {
    return lists(
        "reversed list",
        elements -> {
          List<String> reversed = new ArrayList<>(elements);
          Collections.reverse(reversed);
          return list(reversed).reversed();
        });
  }

  @TestFactory
  Stream<DynamicTest> partOfAList() {
    return lists(
        "part of a list",
        elements -> {
          List<String> whole = new ArrayList<>(elements);
          whole.addFirst("before");
          whole.addLast("behind");
          return list(whole).subList(1, whole.size() - 1);
        });
  }

  @TestFactory
  Stream<DynamicTest> reversedPartOfAList() {
    return lists(
        "reversed part of a list",
        elements -> {
          List<String> whole = new ArrayList<>(elements);
          Collections.reverse(whole);
          whole.addFirst("before");
          whole.addLast("behind");
          return list(whole).subList(1, whole.size() - 1).reversed();
        });
  }

  private ConcurrentMap<String, String> map(Map<String, String> entries) {
    long key = ++next;
    pool.transaction(j -> pool.root().maps().put(j, key, PHashMap.of(entries)));
    return Objects.requireNonNull(pool.root().maps().get(key)).autoCommit();
  }

  @TestFactory
  Stream<DynamicTest> map() {
    var generator =
        new TestStringMapGenerator() {
          @Override
          protected Map<String, String> create(Map.Entry<String, String>[] entries) {
            Map<String, String> map = new LinkedHashMap<>();
            for (Map.Entry<String, String> entry : entries) {
              map.put(entry.getKey(), entry.getValue());
            }
            return map(map);
          }
        };
    var suite =
        ConcurrentMapTestSuiteBuilder.using(generator)
            .named("map")
            .withFeatures(CollectionSize.ANY)
            .withFeatures(MapFeature.GENERAL_PURPOSE, CollectionFeature.SUPPORTS_ITERATOR_REMOVE)
            .createTestSuite();
    return Guava.tests(suite, test -> test.execute());
  }
}
