package dev.emery.collections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.Durability;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code -Demery.seed=…} repeats a run whose seed a failure has printed. */
class ListModelTest {
  private static final int RUNS = 6;
  private static final int STEPS = 20;

  @TempDir private Path folder;

  static Stream<ListKind<?, ?>> kinds() {
    return Stream.of(
        ListKind.LONGS,
        ListKind.TEXTS,
        ListKind.POINTS,
        ListKind.COLORS,
        ListKind.ITEMS,
        ListKind.NESTED,
        ListKind.LONGS.in("linked longs", VecShelf::linkedLongs),
        ListKind.TEXTS.in("linked texts", VecShelf::linkedTexts),
        ListKind.POINTS.in("linked points", VecShelf::linkedPoints),
        ListKind.ITEMS.in("linked items", VecShelf::linkedItems));
  }

  private static long seed() {
    return Long.getLong("emery.seed", new Random().nextLong());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  <E, V> void randomActions_inMemory_matchArrayList(ListKind<E, V> kind) {
    long seed = seed();
    Random seeds = new Random(seed);
    for (int run = 0; run < RUNS; run++) {
      try (Pool<VecShelf> pool = VecShelf.inMemory()) {
        ListModel<E, V> model = new ListModel<>(pool, kind, new ArrayList<>());
        steps(model, seeds, STEPS);
        assertThat(pool.check().problems()).isEmpty();
      } catch (RuntimeException | Error e) {
        throw new AssertionError("seed=%d, run=%d, kind=%s".formatted(seed, run, kind), e);
      }
    }
  }

  private static void steps(ListModel<?, ?> model, Random seeds, int count) {
    for (int i = 0; i < count; i++) {
      model.step(seeds.nextLong());
    }
    model.compare();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  <E, V> void randomActions_inAFileThatIsReopened_matchArrayList(ListKind<E, V> kind) {
    long seed = seed();
    Random seeds = new Random(seed);
    PoolOptions options = PoolOptions.defaults().durability(Durability.RELAXED);
    List<V> committed = new ArrayList<>();
    for (int opening = 0; opening < 5; opening++) {
      try (Pool<VecShelf> pool = Pool.open(folder.resolve("list.pool"), VecShelf.class, options)) {
        ListModel<E, V> model = new ListModel<>(pool, kind, committed);
        model.compare();
        steps(model, seeds, STEPS);
        committed = model.committed();
        assertThat(pool.check().problems()).isEmpty();
      } catch (RuntimeException | Error e) {
        throw new AssertionError("seed=%d, opening=%d, kind=%s".formatted(seed, opening, kind), e);
      }
    }
  }
}
