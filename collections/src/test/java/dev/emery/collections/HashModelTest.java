package dev.emery.collections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.Durability;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Hash sets beside HashSet, linked maps beside LinkedHashMap. {@code -Demery.seed=…} repeats a run
 * whose seed a failure has printed.
 */
@Timeout(180)
class HashModelTest {
  @TempDir private Path folder;

  static List<SetModel.Kind<?>> sets() {
    return SetModel.ALL;
  }

  static List<LinkedModel.Kind<?, ?>> maps() {
    return LinkedModel.ALL;
  }

  private static void seeded(Object kind, Consumer<Random> run) {
    long seed = Long.getLong("emery.seed", new Random().nextLong());
    try {
      run.accept(new Random(seed));
    } catch (RuntimeException | Error e) {
      throw new AssertionError("seed=%d, kind=%s: %s".formatted(seed, kind, e), e);
    }
  }

  private static void steps(HashModel<?> model, Random seeds, int transactions) {
    for (int i = 0; i < transactions; i++) {
      model.transaction(seeds.nextLong(), 60);
      model.compare();
    }
  }

  private static void clean(Pool<?> pool) {
    assertThat(pool.check().problems()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("sets")
  <E> void randomActions_onASet_matchHashSet(SetModel.Kind<E> kind) {
    seeded(
        kind,
        seeds -> {
          for (int range : new int[] {4, 12, 60, 400, 3_000}) {
            try (Pool<HashTestRoot> pool = HashTestRoot.inMemory()) {
              PHashSet<E, HashTestRoot> set = kind.set().apply(pool.root());
              steps(new SetModel<>(pool, kind, set, range, 7), seeds, 30);
              steps(new SetModel<>(pool, kind, set, range, 3), seeds, 20);
              clean(pool);
            }
          }
        });
  }

  @ParameterizedTest
  @MethodSource("maps")
  <K, V> void randomActions_onALinkedMap_matchLinkedHashMap(LinkedModel.Kind<K, V> kind) {
    seeded(
        kind,
        seeds -> {
          for (int range : new int[] {4, 12, 60, 400, 3_000}) {
            try (Pool<HashTestRoot> pool = HashTestRoot.inMemory()) {
              PLinkedHashMap<K, V, HashTestRoot> map = kind.map().apply(pool.root());
              steps(new LinkedModel<>(pool, kind, map, range, 7), seeds, 30);
              clean(pool);
              steps(new LinkedModel<>(pool, kind, map, range, 3), seeds, 20);
              clean(pool);
            }
          }
        });
  }

  private void reopening(
      Object kind, Function<Pool<HashTestRoot>, HashModel<?>> models, Random seeds) {
    PoolOptions options = PoolOptions.defaults().durability(Durability.RELAXED);
    Path file = folder.resolve(kind + ".pool");
    Pool<HashTestRoot> pool = Pool.open(file, HashTestRoot.class, options);
    try {
      HashModel<?> model = models.apply(pool);
      for (int i = 0; i < 5; i++) {
        steps(model, seeds, 6);
        pool.close();
        pool = Pool.open(file, HashTestRoot.class, options);
        model.reopened(pool);
        model.compare();
        clean(pool);
      }
    } finally {
      pool.close();
    }
  }

  @ParameterizedTest
  @MethodSource("sets")
  <E> void set_inAFile_isThereWhenItIsOpenedAgain(SetModel.Kind<E> kind) {
    seeded(
        kind,
        seeds ->
            reopening(
                kind,
                pool -> new SetModel<>(pool, kind, kind.set().apply(pool.root()), 500, 6),
                seeds));
  }

  @ParameterizedTest
  @MethodSource("maps")
  <K, V> void linkedMap_inAFile_isThereWhenItIsOpenedAgain(LinkedModel.Kind<K, V> kind) {
    seeded(
        kind,
        seeds ->
            reopening(
                kind,
                pool -> new LinkedModel<>(pool, kind, kind.map().apply(pool.root()), 500, 6),
                seeds));
  }

  @Test
  void randomActions_onAPrototype_goOnWhereItIsStored() {
    LinkedModel.Kind<Long, Long> kind =
        new LinkedModel.Kind<>(
            "prototype", root -> root.maps().get("it"), i -> (long) i, Random::nextLong);
    seeded(
        kind,
        seeds -> {
          try (Pool<HashTestRoot> pool = HashTestRoot.inMemory()) {
            PLinkedHashMap<Long, Long, HashTestRoot> map = new PLinkedHashMap<>();
            LinkedModel<Long, Long> model = new LinkedModel<>(pool, kind, map, 300, 6);
            steps(model, seeds, 60);
            pool.transaction(j -> pool.root().maps().put(j, "it", map));
            model.compare();
            steps(model, seeds, 60);
            assertThat(List.copyOf(pool.root().maps().get("it").entrySet()))
                .isEqualTo(List.copyOf(map.entrySet()));
            clean(pool);
          }
        });
  }

  @ParameterizedTest
  @MethodSource("sets")
  <E> void manyElements_growAndShrink(SetModel.Kind<E> kind) {
    try (Pool<HashTestRoot> pool = HashTestRoot.inMemory()) {
      PHashSet<E, HashTestRoot> set = kind.set().apply(pool.root());
      for (int start = 0; start < 50_000; start += 1_000) {
        int from = start;
        pool.transaction(j -> {
          for (int i = from; i < from + 1_000; i++) {
            set.add(j, kind.element().apply(i));
          }
        });
      }
      int all = kind.name().equals("bytes") ? 256 : 50_000;
      assertThat(set).hasSize(all);
      clean(pool);
      for (int i = 0; i < 50_000; i++) {
        assertThat(set.contains(kind.element().apply(i))).isTrue();
      }
      for (int i = 49_999; i >= 0; i--) {
        E element = kind.element().apply(i);
        boolean removed = pool.compute(Durability.RELAXED, j -> set.remove(j, element));
        assertThat(removed).isEqualTo(49_999 - i < all);
        if (i % 10_000 == 0) {
          clean(pool);
        }
      }
      assertThat(set).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("maps")
  <K, V> void manyEntries_growAndShrink_inTheirOrder(LinkedModel.Kind<K, V> kind) {
    seeded(
        kind,
        seeds -> {
          try (Pool<HashTestRoot> pool = HashTestRoot.inMemory()) {
            PLinkedHashMap<K, V, HashTestRoot> map = kind.map().apply(pool.root());
            Map<K, V> twin = new LinkedHashMap<>();
            for (int start = 0; start < 50_000; start += 1_000) {
              int from = start;
              pool.transaction(j -> {
                for (int i = from; i < from + 1_000; i++) {
                  K key = kind.key().apply(i);
                  V value = kind.value().apply(seeds);
                  map.put(j, key, value);
                  twin.put(key, value);
                }
              });
            }
            clean(pool);
            assertThat(List.copyOf(map.entrySet()).equals(List.copyOf(twin.entrySet()))).isTrue();
            for (int i = 49_999; i >= 0; i--) {
              K key = kind.key().apply(i * 7 % 50_000);
              V removed = pool.compute(Durability.RELAXED, j -> map.remove(j, key));
              assertThat(removed).isEqualTo(twin.remove(key));
              if (i % 10_000 == 0) {
                clean(pool);
                assertThat(List.copyOf(map.keySet())).isEqualTo(List.copyOf(twin.keySet()));
              }
            }
            assertThat(map).isEmpty();
          }
        });
  }
}
