package dev.emery.collections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.Durability;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Savepoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random actions on both maps with keys of {@code long}, with boxes and without, beside two {@code
 * HashMap}s. {@code -Demery.seed=…} repeats a run whose seed a failure has printed.
 */
class LongMapModelTest {
  private static final int OPENINGS = 4;
  private static final int TRANSACTIONS = 40;
  private static final int MOST = 6_000; // a hundred segments

  @TempDir private Path folder;

  @Test
  void randomActions_inAFileThatIsReopened_matchHashMap() {
    long seed = Long.getLong("emery.seed", new Random().nextLong());
    Random seeds = new Random(seed);
    PoolOptions options = PoolOptions.defaults().durability(Durability.RELAXED);
    Model committed = new Model();
    for (int opening = 0; opening < OPENINGS; opening++) {
      try (Pool<Numbers> pool = Pool.open(folder.resolve("maps.pool"), Numbers.class, options)) {
        committed = new Run(pool, pool.root()).transactions(seeds, committed);
        assertThat(pool.check().problems()).isEmpty();
      } catch (RuntimeException | Error e) {
        throw new AssertionError("seed=%d, opening=%d".formatted(seed, opening), e);
      }
    }
  }

  @Test
  void randomActions_onPrototypes_matchHashMap() {
    long seed = Long.getLong("emery.seed", new Random().nextLong());
    try (Pool<Numbers> pool = Numbers.inMemory()) {
      new Run(pool, Numbers.prototype()).transactions(new Random(seed), new Model());
    } catch (RuntimeException | Error e) {
      throw new AssertionError("seed=" + seed, e);
    }
  }

  private record Model(Map<Long, Long> counts, Map<Long, String> names) {
    Model() {
      this(new HashMap<>(), new HashMap<>());
    }

    Model copy() {
      return new Model(new HashMap<>(counts), new HashMap<>(names));
    }
  }

  private record Run(
      Pool<Numbers> pool, PLongLongMap<Numbers> counts, PLongMap<String, Numbers> names) {
    Run(Pool<Numbers> pool, Numbers root) {
      this(pool, root.counts(), root.names());
    }

    Model transactions(Random seeds, Model start) {
      Model committed = start;
      compare(committed);
      for (int i = 0; i < TRANSACTIONS; i++) {
        committed = transaction(seeds.nextLong(), committed);
        compare(committed);
      }
      return committed;
    }

    private Model transaction(long seed, Model committed) {
      boolean aborts = new Random(seed).nextInt(4) == 0;
      List<Model> ended = new ArrayList<>();
      try {
        pool.transaction(j -> {
          ended.clear();
          ended.add(body(j, new Random(seed * 31), committed.copy()));
          if (aborts) {
            throw new Aborted();
          }
        });
      } catch (Aborted e) {
        return committed;
      }
      return ended.getFirst();
    }

    private Model body(Journal<Numbers> j, Random random, Model start) {
      Model model = start;
      for (int round = random.nextInt(4); round >= 0; round--) {
        Model before = model.copy();
        if (random.nextInt(4) == 0) {
          Savepoint savepoint = j.savepoint();
          actions(j, random, model);
          j.rollbackTo(savepoint);
          model = before;
        } else if (random.nextInt(4) == 0) {
          try {
            pool.transaction(k -> {
              actions(k, random, before.copy());
              throw new Aborted();
            });
          } catch (Aborted e) {
            assertThat(counts).hasSize(model.counts.size());
          }
        } else {
          actions(j, random, model);
        }
      }
      compare(model);
      return model;
    }

    /** Grows mostly, or shrinks mostly. */
    private void actions(Journal<Numbers> j, Random random, Model model) {
      boolean shrinks = random.nextBoolean();
      int count = random.nextInt(random.nextInt(3) == 0 ? 2_000 : 20);
      for (int i = 0; i < count; i++) {
        long key = random.nextInt(shrinks ? MOST / 4 : MOST) * 3L;
        if (random.nextInt(4) == 0 != shrinks) {
          remove(j, random, key, model);
        } else {
          put(j, random, key, model);
        }
      }
      if (random.nextInt(60) == 0) {
        counts.clear(j);
        model.counts.clear();
      }
    }

    private void put(Journal<Numbers> j, Random random, long key, Model model) {
      long value = random.nextInt(5) - 2;
      Long old = model.counts.get(key);
      switch (random.nextInt(5)) {
        case 0 -> {
          counts.put(j, key, value);
          model.counts.put(key, value);
        }
        case 1 -> {
          assertThat(counts.getAndPut(j, key, value, 77)).isEqualTo(old == null ? 77 : old);
          model.counts.put(key, value);
        }
        case 2 -> {
          long sum = model.counts.merge(key, value, Long::sum);
          assertThat(counts.addTo(j, key, value)).isEqualTo(sum);
        }
        case 3 -> {
          assertThat(counts.merge(j, key, value, Long::sum))
              .isEqualTo(model.counts.merge(key, value, Long::sum));
        }
        default -> {
          assertThat(counts.put(j, (Long) key, (Long) value))
              .isEqualTo(model.counts.put(key, value));
        }
      }
      String name =
          random.nextInt(9) + " is in the name, which may be long".repeat(random.nextInt(2));
      assertThat(names.put(j, key, name)).isEqualTo(model.names.put(key, name));
      assertThat(names.get(key)).isEqualTo(name);
      assertThat(counts.getLong(key)).isEqualTo(model.counts.get(key));
    }

    private void remove(Journal<Numbers> j, Random random, long key, Model model) {
      Long old = model.counts.get(key);
      assertThat(counts.containsKey(key)).isEqualTo(old != null);
      switch (random.nextInt(4)) {
        case 0 -> assertThat(counts.remove(j, key)).isEqualTo(old != null);
        case 1 -> assertThat(counts.getAndRemove(j, key, 77)).isEqualTo(old == null ? 77 : old);
        case 2 -> {
          long value = random.nextInt(3);
          boolean removed = old != null && old == value;
          assertThat(counts.remove(j, key, value)).isEqualTo(removed);
          if (!removed) {
            assertThat(counts.remove(j, (Object) key)).isEqualTo(old);
          }
        }
        default -> assertThat(counts.remove(j, (Long) key)).isEqualTo(old);
      }
      model.counts.remove(key);
      assertThat(names.remove(j, key)).isEqualTo(model.names.remove(key));
      assertThat(names.containsKey(key)).isFalse();
    }

    private void compare(Model model) {
      assertThat(counts).isEqualTo(model.counts);
      assertThat(names).isEqualTo(model.names);
      Map<Long, Long> each = new HashMap<>();
      counts.forEachLong(each::put);
      assertThat(each).isEqualTo(model.counts);
      for (long key = -3; key < MOST; key += 97) {
        Long count = model.counts.get(key);
        assertThat(counts.getOrDefault(key, 77)).isEqualTo(count == null ? 77 : count);
        assertThat(Objects.equals(names.get(key), model.names.get(key))).isTrue();
      }
      assertThat(counts.keyStream().sum())
          .isEqualTo(model.counts.keySet().stream().mapToLong(Long::longValue).sum());
    }
  }

  /** Thrown by a body to be rolled back. */
  private static final class Aborted extends RuntimeException {
    private static final long serialVersionUID = 1;
  }
}
