package dev.emery.collections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.Durability;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code -Demery.seed=…} repeats a run whose seed a failure has printed. */
@Timeout(120)
class MapModelTest {
  @TempDir private Path folder;

  static List<MapTestKind<?, ?, ?>> kinds() {
    return MapTestKind.ALL;
  }

  private static long seed() {
    return Long.getLong("emery.seed", new Random().nextLong());
  }

  private static void described(long seed, Object kind, Runnable run) {
    try {
      run.run();
    } catch (RuntimeException | Error e) {
      throw new AssertionError("seed=%d, kind=%s: %s".formatted(seed, kind, e), e);
    }
  }

  private static void steps(MapTestModel<?, ?, ?> model, Random seeds, int transactions) {
    for (int i = 0; i < transactions; i++) {
      model.transaction(seeds.nextLong(), 60);
      model.compare();
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  <K, V, M> void randomActions_inMemory_matchHashMap(MapTestKind<K, V, M> kind) {
    long seed = seed();
    described(
        seed,
        kind,
        () -> {
          Random seeds = new Random(seed);
          for (int range : new int[] {4, 12, 60, 400, 3_000}) {
            try (Pool<MapTestRoot> pool = MapTestRoot.inMemory()) {
              PHashMap<K, V, MapTestRoot> map = kind.map().apply(pool.root());
              MapTestModel<K, V, M> model = new MapTestModel<>(pool, kind, map, range, 7);
              steps(model, seeds, 30);
              steps(model.with(range, 3), seeds, 20);
              assertThat(pool.check().problems()).isEmpty();
            }
          }
        });
  }

  @ParameterizedTest
  @MethodSource("kinds")
  <K, V, M> void randomActions_inAFile_areThereWhenItIsOpenedAgain(MapTestKind<K, V, M> kind) {
    long seed = seed();
    described(
        seed,
        kind,
        () -> {
          Random seeds = new Random(seed);
          PoolOptions options = PoolOptions.defaults().durability(Durability.RELAXED);
          Path file = folder.resolve("maps.pool");
          Pool<MapTestRoot> pool = Pool.open(file, MapTestRoot.class, options);
          try {
            PHashMap<K, V, MapTestRoot> map = kind.map().apply(pool.root());
            MapTestModel<K, V, M> model = new MapTestModel<>(pool, kind, map, 500, 6);
            for (int i = 0; i < 5; i++) {
              steps(model, seeds, 6);
              pool.close();
              pool = Pool.open(file, MapTestRoot.class, options);
              model.reopened(pool);
              model.compare();
              assertThat(pool.check().problems()).isEmpty();
            }
          } finally {
            pool.close();
          }
        });
  }

  @ParameterizedTest
  @MethodSource("kinds")
  <K, V, M> void manyEntries_growAndShrink(MapTestKind<K, V, M> kind) {
    long seed = seed();
    described(
        seed,
        kind,
        () -> {
          Random seeds = new Random(seed);
          try (Pool<MapTestRoot> pool = MapTestRoot.inMemory()) {
            PHashMap<K, V, MapTestRoot> map = kind.map().apply(pool.root());
            MapTestModel<K, V, M> model = new MapTestModel<>(pool, kind, map, 1, 10);
            fill(pool, kind, map, 50_000);
            assertThat(map).hasSize(50_000);
            assertThat(pool.check().problems()).isEmpty();
            pool.transaction(j -> map.removeIf(j, (k, _) -> k.hashCode() % 3 == 0));
            assertThat(map.size()).isBetween(20_000, 49_000);
            for (int left = 49_999; left >= 0; left--) {
              K key = kind.key().apply(left);
              boolean removed = pool.compute(Durability.RELAXED, j -> map.remove(j, key) != null);
              assertThat(removed).isEqualTo(key.hashCode() % 3 != 0);
              if (left % 10_000 == 0) {
                assertThat(pool.check().problems()).isEmpty();
              }
            }
            model.compare();
          }
        });
  }

  private static <K, V, M> void fill(
      Pool<MapTestRoot> pool,
      MapTestKind<K, V, M> kind,
      PHashMap<K, V, MapTestRoot> map,
      int count) {
    Random random = new Random(count);
    for (int start = 0; start < count; start += 1_000) {
      int from = start;
      pool.transaction(j -> {
        for (int i = from; i < from + 1_000; i++) {
          map.put(j, kind.key().apply(i), kind.stored().apply(kind.value().apply(random)));
        }
      });
    }
  }

  @Test
  void randomActions_onAPrototype_goOnWhereItIsStored() {
    long seed = seed();
    MapTestKind<Long, Long, Long> kind =
        new MapTestKind<>(
            "prototype",
            root -> root.maps().get(1L),
            i -> (long) i,
            Random::nextLong,
            m -> m,
            v -> v,
            (_, _, m) -> m);
    described(
        seed,
        kind,
        () -> {
          Random seeds = new Random(seed);
          try (Pool<MapTestRoot> pool = MapTestRoot.inMemory()) {
            PHashMap<Long, Long, MapTestRoot> map = PHashMap.of(Map.of());
            MapTestModel<Long, Long, Long> model = new MapTestModel<>(pool, kind, map, 300, 6);
            steps(model, seeds, 60);
            pool.transaction(j -> pool.root().maps().put(j, 1L, map));
            model.compare();
            steps(model, seeds, 60);
            assertThat(pool.root().maps().get(1L)).isEqualTo(map);
            assertThat(pool.check().problems()).isEmpty();
          }
        });
  }
}
