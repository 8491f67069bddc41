package dev.emery.collections.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.testing.ConcurrentMapTestSuiteBuilder;
import com.google.common.collect.testing.Helpers;
import com.google.common.collect.testing.MapTestSuiteBuilder;
import com.google.common.collect.testing.SampleElements;
import com.google.common.collect.testing.TestMapGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import com.google.common.collect.testing.features.Feature;
import com.google.common.collect.testing.features.MapFeature;
import dev.emery.Durability;
import dev.emery.collections.JournaledMap;
import dev.emery.collections.PHashMap;
import dev.emery.collections.PLongLongMap;
import dev.emery.collections.PLongMap;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import dev.emery.transaction.Journal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Maps with keys of {@code long} as {@code java.util.Map}: all doors, and prototypes. */
final class LongMapsConformanceTest {

  /** A place for each map that a test asks for. */
  record Maps(
      PHashMap<Long, PLongLongMap<Maps>, Maps> counts,
      PHashMap<Long, PLongMap<String, Maps>, Maps> names) {}

  @TempDir private Path folder;
  private Pool<Maps> pool;
  private @Nullable Journal<Maps> journal;
  private long next;

  @BeforeEach
  void open() {
    var options = PoolOptions.defaults().durability(Durability.RELAXED);
    pool = Pool.open(folder.resolve("maps.pool"), Maps.class, options);
  }

  @AfterEach
  void check() {
    assertThat(pool.check().problems()).isEmpty();
    pool.close();
  }

  private Journal<Maps> journal() {
    return Objects.requireNonNull(journal);
  }

  /** One type of maps. */
  private record Type<V, M extends JournaledMap<Long, V, Maps>>(
      List<V> values,
      Function<Map<Long, V>, M> prototype,
      Function<Maps, PHashMap<Long, M, Maps>> places,
      V[] none) {}

  private static final Type<Long, PLongLongMap<Maps>> COUNTS =
      new Type<>(
          List.of(0L, -1L, Long.MAX_VALUE, 4L, 1L << 40),
          PLongLongMap::of,
          Maps::counts,
          new Long[0]);

  private static final Type<String, PLongMap<String, Maps>> NAMES =
      new Type<>(
          List.of("", "a", "b", "a text that is too long for a slot", "ä"),
          PLongMap::of,
          Maps::names,
          new String[0]);

  private <V, M extends JournaledMap<Long, V, Maps>> M placed(
      Type<V, M> type, Map<Long, V> entries) {
    var places = type.places().apply(pool.root());
    places.put(journal(), ++next, type.prototype().apply(entries));
    return Objects.requireNonNull(places.get(next));
  }

  private record Generator<V>(Type<V, ?> type, Function<Map<Long, V>, Map<Long, V>> maker)
      implements TestMapGenerator<Long, V> {
    private static final List<Long> KEYS = List.of(0L, -1L, Long.MAX_VALUE, 7L, Long.MIN_VALUE);

    @Override
    public SampleElements<Map.Entry<Long, V>> samples() {
      List<Map.Entry<Long, V>> all =
          IntStream.range(0, KEYS.size())
              .mapToObj(i -> Helpers.mapEntry(KEYS.get(i), type.values().get(i)))
              .toList();
      return new SampleElements<>(all.get(0), all.get(1), all.get(2), all.get(3), all.get(4));
    }

    @Override
    @SuppressWarnings("unchecked") // the entries of samples
    public Map<Long, V> create(Object... elements) {
      Map<Long, V> entries = new LinkedHashMap<>();
      for (Object each : elements) {
        Map.Entry<Long, V> entry = (Map.Entry<Long, V>) each;
        entries.put(entry.getKey(), entry.getValue());
      }
      return maker.apply(entries);
    }

    @Override
    @SuppressWarnings("unchecked") // as every generic array
    public Map.Entry<Long, V>[] createArray(int length) {
      return (Map.Entry<Long, V>[]) new Map.Entry<?, ?>[length];
    }

    @Override
    public Long[] createKeyArray(int length) {
      return new Long[length];
    }

    @Override
    public V[] createValueArray(int length) {
      return Arrays.copyOf(type.none(), length);
    }

    @Override
    public Iterable<Map.Entry<Long, V>> order(List<Map.Entry<Long, V>> insertionOrder) {
      return insertionOrder;
    }
  }

  private void inATransaction(Executable test) throws Throwable {
    pool.transaction(j -> {
      journal = j;
      test.execute();
    });
  }

  private <V, M extends JournaledMap<Long, V, Maps>> Map<Long, V> autoCommit(
      Type<V, M> type, Map<Long, V> entries) {
    var places = type.places().apply(pool.root());
    long place = ++next;
    pool.transaction(j -> places.put(j, place, type.prototype().apply(entries)));
    return Objects.requireNonNull(places.get(place)).autoCommit();
  }

  private <V, M extends JournaledMap<Long, V, Maps>> Stream<DynamicTest> autoCommit(
      Type<V, M> type) {
    var suite =
        ConcurrentMapTestSuiteBuilder.using(
                new Generator<>(type, entries -> autoCommit(type, entries)))
            .named("auto-commit")
            .withFeatures(CollectionSize.ANY)
            .withFeatures(MapFeature.GENERAL_PURPOSE, CollectionFeature.SUPPORTS_ITERATOR_REMOVE)
            .createTestSuite();
    return Guava.tests(suite, Executable::execute);
  }

  private <V> Stream<DynamicTest> suite(
      String name,
      Type<V, ?> type,
      Function<Map<Long, V>, Map<Long, V>> maker,
      Feature<?>... features) {
    var suite =
        MapTestSuiteBuilder.using(new Generator<>(type, maker))
            .named(name)
            .withFeatures(CollectionSize.ANY)
            .withFeatures(features)
            .createTestSuite();
    return Guava.tests(suite, this::inATransaction);
  }

  private <V, M extends JournaledMap<Long, V, Maps>> Stream<DynamicTest> doors(Type<V, M> type) {
    Feature<?>[] edit = {
      MapFeature.GENERAL_PURPOSE,
      MapFeature.FAILS_FAST_ON_CONCURRENT_MODIFICATION,
      CollectionFeature.SUPPORTS_ITERATOR_REMOVE
    };
    return Stream.of(
            suite("edit", type, entries -> placed(type, entries).edit(journal()), edit),
            suite(
                "edit of a prototype",
                type,
                entries -> type.prototype().apply(entries).edit(journal()),
                edit),
            suite("read", type, entries -> placed(type, entries)),
            suite("read of a prototype", type, entries -> type.prototype().apply(entries)),
            autoCommit(type))
        .flatMap(Function.identity());
  }

  @TestFactory
  Stream<DynamicTest> counts() {
    return doors(COUNTS);
  }

  @TestFactory
  Stream<DynamicTest> names() {
    return doors(NAMES);
  }
}
