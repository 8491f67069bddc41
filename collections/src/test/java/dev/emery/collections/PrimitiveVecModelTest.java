package dev.emery.collections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.Durability;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Savepoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random actions on vectors of primitives, with boxes and without, beside an {@code ArrayList}.
 * {@code -Demery.seed=…} repeats a run whose seed a failure has printed.
 */
class PrimitiveVecModelTest {
  private static final int OPENINGS = 4;
  private static final int TRANSACTIONS = 40;
  private static final int MOST = 20_000; // ten chunks of eight-byte slots

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void randomActions_inAFileThatIsReopened_matchArrayList(PrimitiveTwin.Type type) {
    long seed = Long.getLong("emery.seed", new Random().nextLong());
    Random seeds = new Random(seed);
    PoolOptions options = PoolOptions.defaults().durability(Durability.RELAXED);
    List<?> committed = new ArrayList<>();
    for (int opening = 0; opening < OPENINGS; opening++) {
      try (Pool<Numbers> pool = Pool.open(folder.resolve("numbers.pool"), Numbers.class, options)) {
        committed = new Run<>(pool, type.of(pool.root())).transactions(seeds, committed);
        assertThat(pool.check().problems()).isEmpty();
      } catch (RuntimeException | Error e) {
        throw new AssertionError("seed=%d, opening=%d, type=%s".formatted(seed, opening, type), e);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void randomActions_onAPrototype_matchArrayList(PrimitiveTwin.Type type) {
    long seed = Long.getLong("emery.seed", new Random().nextLong());
    try (Pool<Numbers> pool = Numbers.inMemory()) {
      new Run<>(pool, type.of(Numbers.prototype()))
          .transactions(new Random(seed), new ArrayList<>());
    } catch (RuntimeException | Error e) {
      throw new AssertionError("seed=%d, type=%s".formatted(seed, type), e);
    }
  }

  private static final class Run<E extends Number, V extends PrimitiveVec<E, ?, Numbers>> {
    private final Pool<Numbers> pool;
    private final PrimitiveTwin<E, V> twin;

    Run(Pool<Numbers> pool, PrimitiveTwin<E, V> twin) {
      this.pool = pool;
      this.twin = twin;
    }

    @SuppressWarnings("unchecked") // of the run before
    List<E> transactions(Random seeds, List<?> start) {
      List<E> committed = (List<E>) start;
      compare(committed);
      for (int i = 0; i < TRANSACTIONS; i++) {
        committed = transaction(seeds.nextLong(), committed);
        assertThat(twin.array()).isEqualTo(committed);
      }
      compare(committed);
      return committed;
    }

    private List<E> transaction(long seed, List<E> committed) {
      boolean aborts = new Random(seed).nextInt(4) == 0;
      List<List<E>> ended = new ArrayList<>();
      try {
        pool.transaction(j -> {
          ended.clear();
          ended.add(body(j, new Random(seed * 31), new ArrayList<>(committed)));
          if (aborts) {
            throw new Aborted();
          }
        });
      } catch (Aborted e) {
        return committed;
      }
      return ended.getFirst();
    }

    private List<E> body(Journal<Numbers> j, Random random, List<E> start) {
      List<E> model = start;
      for (int round = random.nextInt(4); round >= 0; round--) {
        List<E> before = new ArrayList<>(model);
        if (random.nextInt(3) == 0) {
          Savepoint savepoint = j.savepoint();
          actions(j, random, model);
          j.rollbackTo(savepoint);
          model = before;
        } else if (random.nextInt(3) == 0) {
          nestedAbort(random.nextLong(), model);
        } else {
          actions(j, random, model);
        }
        assertThat(twin.array()).isEqualTo(model);
      }
      return model;
    }

    private void nestedAbort(long seed, List<E> model) {
      try {
        pool.transaction(k -> {
          actions(k, new Random(seed), new ArrayList<>(model));
          throw new Aborted();
        });
      } catch (Aborted e) {
        assertThat(twin.vec).hasSize(model.size());
      }
    }

    private void actions(Journal<Numbers> j, Random random, List<E> model) {
      for (int i = random.nextInt(6); i >= 0; i--) {
        if (model.isEmpty() || random.nextInt(3) == 0) {
          grow(j, random, model);
        } else if (random.nextInt(2) == 0) {
          change(j, random, model);
        } else {
          shrinkOrArrange(j, random, model);
        }
      }
      if (model.size() > MOST) {
        twin.vec.truncate(j, MOST / 20);
        model.subList(MOST / 20, model.size()).clear();
      }
    }

    private List<E> some(Random random) {
      int count = random.nextInt(random.nextInt(5) == 0 ? 5_000 : 5);
      return Stream.generate(() -> twin.random(random)).limit(count).toList();
    }

    private void grow(Journal<Numbers> j, Random random, List<E> model) {
      int at = random.nextInt(model.size() + 1);
      E value = twin.random(random);
      switch (random.nextInt(6)) {
        case 0 -> {
          twin.add(j, value);
          model.add(value);
        }
        case 1 -> {
          twin.add(j, at, value);
          model.add(at, value);
        }
        case 2 -> {
          List<E> values = some(random);
          twin.addAll(j, values);
          model.addAll(values);
        }
        case 3 -> {
          List<E> values = some(random);
          twin.insertAll(j, at, values);
          model.addAll(at, values);
        }
        case 4 -> {
          List<E> values = some(random);
          twin.vec.addAll(j, at, values); // with boxes
          model.addAll(at, values);
        }
        default -> {
          twin.vec.edit(j).add(value);
          model.add(value);
        }
      }
    }

    private void change(Journal<Numbers> j, Random random, List<E> model) {
      int at = random.nextInt(model.size());
      E value = twin.random(random);
      switch (random.nextInt(7)) {
        case 0 -> assertThat(twin.set(j, at, value)).isEqualTo(model.set(at, value));
        case 1 -> assertThat(twin.vec.set(j, at, value)).isEqualTo(model.set(at, value));
        case 2 -> {
          model.set(at, twin.plus(model.get(at), value));
          assertThat(twin.addTo(j, at, value)).isEqualTo(model.get(at));
        }
        case 3 -> {
          int to = at + random.nextInt(model.size() - at + 1);
          twin.fill(j, at, to, value);
          Collections.fill(model.subList(at, to), value);
        }
        case 4 -> {
          twin.increase(j, value);
          model.replaceAll(x -> twin.plus(x, value));
        }
        case 5 -> {
          twin.vec.sort(j);
          model.sort(null);
        }
        default -> {
          if (random.nextInt(5) == 0) {
            twin.fill(j, value);
            Collections.fill(model, value);
          }
        }
      }
    }

    private void shrinkOrArrange(Journal<Numbers> j, Random random, List<E> model) {
      int at = random.nextInt(model.size());
      E value = model.get(at);
      switch (random.nextInt(6)) {
        case 0 -> assertThat(twin.removeAt(j, at)).isEqualTo(model.remove(at));
        case 1 -> assertThat(twin.remove(j, value)).isEqualTo(model.remove(value));
        case 2 -> {
          int to = at + random.nextInt(Math.min(3_000, model.size() - at) + 1);
          twin.vec.removeRange(j, at, to);
          model.subList(at, to).clear();
        }
        case 3 -> {
          twin.exchange(j, at);
          Collections.rotate(model, -at);
        }
        case 4 -> {
          twin.vec.sort(j, Comparator.comparing(Number::intValue));
          model.sort(Comparator.comparing(Number::intValue));
        }
        default -> {
          assertThat(twin.vec.removeIf(j, x -> x.intValue() % 7 == 3))
              .isEqualTo(model.removeIf(x -> x.intValue() % 7 == 3));
        }
      }
    }

    private void compare(List<E> model) {
      assertThat(twin.vec).isEqualTo(model);
      assertThat(twin.stream()).isEqualTo(model);
      assertThat(twin.each()).isEqualTo(model);
      assertThat(twin.array(model.size() / 3, model.size() / 2))
          .isEqualTo(model.subList(model.size() / 3, model.size() / 2));
      Random random = new Random(1);
      for (int i = 0; i < Math.min(20, model.size()); i++) {
        int at = random.nextInt(model.size());
        assertThat(twin.get(at)).isEqualTo(model.get(at));
        assertThat(twin.indexOf(model.get(at))).isEqualTo(model.indexOf(model.get(at)));
        assertThat(twin.lastIndexOf(model.get(at))).isEqualTo(model.lastIndexOf(model.get(at)));
      }
      E any = twin.random(random);
      assertThat(twin.indexOf(any)).isEqualTo(model.indexOf(any));
      assertThat(twin.vec.indexOf(any)).isEqualTo(model.indexOf(any));
      if (any instanceof Double) {
        assertThat((Double) twin.sum())
            .isEqualTo((Double) model.stream().mapToDouble(Number::doubleValue).sum());
      } else {
        assertThat(twin.sum())
            .isEqualTo((double) model.stream().mapToLong(Number::longValue).sum());
      }
    }
  }

  /** Thrown by a body to be rolled back. */
  private static final class Aborted extends RuntimeException {
    private static final long serialVersionUID = 1;
  }
}
