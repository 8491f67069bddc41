package dev.emery.collections.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.testing.ListTestSuiteBuilder;
import com.google.common.collect.testing.SampleElements;
import com.google.common.collect.testing.TestListGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import com.google.common.collect.testing.features.Feature;
import com.google.common.collect.testing.features.ListFeature;
import dev.emery.Durability;
import dev.emery.collections.JournaledList;
import dev.emery.collections.PDoubleVec;
import dev.emery.collections.PHashMap;
import dev.emery.collections.PIntVec;
import dev.emery.collections.PLongVec;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import dev.emery.transaction.Journal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Vectors of primitives as {@code java.util.List}: all doors, and prototypes. */
final class PrimitiveVecConformanceTest {

  /** A place for each vector that a test asks for. */
  record Vectors(
      PHashMap<Long, PLongVec<Vectors>, Vectors> longs,
      PHashMap<Long, PIntVec<Vectors>, Vectors> ints,
      PHashMap<Long, PDoubleVec<Vectors>, Vectors> doubles) {}

  @TempDir private Path folder;
  private Pool<Vectors> pool;
  private @Nullable Journal<Vectors> journal;
  private long next;

  @BeforeEach
  void open() {
    var options = PoolOptions.defaults().durability(Durability.RELAXED);
    pool = Pool.open(folder.resolve("vectors.pool"), Vectors.class, options);
  }

  @AfterEach
  void check() {
    assertThat(pool.check().problems()).isEmpty();
    pool.close();
  }

  private Journal<Vectors> journal() {
    return Objects.requireNonNull(journal);
  }

  /** One type of vectors. */
  private record Type<E, V extends JournaledList<E, Vectors>>(
      SampleElements<E> samples,
      Function<E[], V> prototype,
      Function<Vectors, PHashMap<Long, V, Vectors>> places,
      E[] none) {}

  private static final Type<Long, PLongVec<Vectors>> LONGS =
      new Type<>(
          new SampleElements<>(0L, -1L, Long.MAX_VALUE, 4L, Long.MIN_VALUE),
          elements -> PLongVec.of(List.of(elements)),
          Vectors::longs,
          new Long[0]);

  private static final Type<Integer, PIntVec<Vectors>> INTS =
      new Type<>(
          new SampleElements.Ints(),
          elements -> PIntVec.of(List.of(elements)),
          Vectors::ints,
          new Integer[0]);

  private static final Type<Double, PDoubleVec<Vectors>> DOUBLES =
      new Type<>(
          new SampleElements<>(0.0, -0.0, Double.NaN, 1.5, Double.NEGATIVE_INFINITY),
          elements -> PDoubleVec.of(List.of(elements)),
          Vectors::doubles,
          new Double[0]);

  private <E, V extends JournaledList<E, Vectors>> V placed(Type<E, V> type, E[] elements) {
    var places = type.places().apply(pool.root());
    places.put(journal(), ++next, type.prototype().apply(elements));
    return Objects.requireNonNull(places.get(next));
  }

  private void inATransaction(Executable test) throws Throwable {
    pool.transaction(j -> {
      journal = j;
      test.execute();
    });
  }

  private <E, V extends JournaledList<E, Vectors>> List<E> autoCommit(
      Type<E, V> type, E[] elements) {
    var places = type.places().apply(pool.root());
    long place = ++next;
    pool.transaction(j -> places.put(j, place, type.prototype().apply(elements)));
    return Objects.requireNonNull(places.get(place)).autoCommit();
  }

  private <E> Stream<DynamicTest> suite(
      String name, Type<E, ?> type, Function<E[], List<E>> maker, Feature<?>... features) {
    return suite(name, type, maker, this::inATransaction, features);
  }

  private <E> Stream<DynamicTest> suite(
      String name,
      Type<E, ?> type,
      Function<E[], List<E>> maker,
      Guava.Surroundings around,
      Feature<?>... features) {
    var generator =
        new TestListGenerator<E>() {
          @Override
          public SampleElements<E> samples() {
            return type.samples();
          }

          @Override
          public List<E> create(Object... elements) {
            return maker.apply(Arrays.asList(elements).toArray(type.none()));
          }

          @Override
          public E[] createArray(int length) {
            return Arrays.copyOf(type.none(), length);
          }

          @Override
          public Iterable<E> order(List<E> insertionOrder) {
            return insertionOrder;
          }
        };
    var suite =
        ListTestSuiteBuilder.using(generator)
            .named(name)
            .withFeatures(CollectionSize.ANY)
            .withFeatures(CollectionFeature.KNOWN_ORDER)
            .withFeatures(features)
            .createTestSuite();
    return Guava.tests(suite, around);
  }

  private <E, V extends JournaledList<E, Vectors>> Stream<DynamicTest> doors(Type<E, V> type) {
    Feature<?>[] edit = {
      ListFeature.GENERAL_PURPOSE,
      CollectionFeature.SUPPORTS_ITERATOR_REMOVE,
      CollectionFeature.FAILS_FAST_ON_CONCURRENT_MODIFICATION
    };
    List<Stream<DynamicTest>> all = new ArrayList<>();
    all.add(suite("edit", type, elements -> placed(type, elements).edit(journal()), edit));
    all.add(
        suite(
            "edit of a prototype",
            type,
            elements -> type.prototype().apply(elements).edit(journal()),
            edit));
    all.add(suite("read", type, elements -> placed(type, elements)));
    all.add(suite("read of a prototype", type, elements -> type.prototype().apply(elements)));
    all.add(
        suite(
            "auto-commit",
            type,
            elements -> autoCommit(type, elements),
            Executable::execute,
            ListFeature.GENERAL_PURPOSE,
            CollectionFeature.SUPPORTS_ITERATOR_REMOVE));
    return all.stream().flatMap(Function.identity());
  }

  @TestFactory
  Stream<DynamicTest> longs() {
    return doors(LONGS);
  }

  @TestFactory
  Stream<DynamicTest> ints() {
    return doors(INTS);
  }

  @TestFactory
  Stream<DynamicTest> doubles() {
    return doors(DOUBLES);
  }
}
