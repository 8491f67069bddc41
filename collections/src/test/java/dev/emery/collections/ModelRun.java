package dev.emery.collections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.Durability;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Savepoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A structure in a pool beside the one of {@code java.util} that says what must be in it, through
 * transactions that commit and abort, with savepoints, nested ones and reopenings. {@code
 * -Demery.seed=…} repeats a run whose seed a failure has printed.
 *
 * <p>What a transaction does follows from its seed alone, and it begins with a copy of the model:
 * its body may be run again.
 *
 * @param <R> the root of the pools
 * @param <M> the model
 */
record ModelRun<R extends Record, M>(
    Class<R> root,
    M empty,
    UnaryOperator<M> copy,
    Function<R, Long> size,
    Changes<R, M> changes,
    Comparison<R, M> comparison) {
  private static final int STEPS = 20;

  /** Makes a few random changes to both alike. */
  @FunctionalInterface
  interface Changes<R extends Record, M> {
    void make(Random random, R root, Journal<R> j, M model);
  }

  /** Throws where the structure does not hold what the model does. */
  @FunctionalInterface
  interface Comparison<R extends Record, M> {
    void compare(R root, M model);
  }

  private static long seed() {
    return Long.getLong("emery.seed", new Random().nextLong());
  }

  void inMemory(int runs) {
    long seed = seed();
    Random seeds = new Random(seed);
    for (int run = 0; run < runs; run++) {
      try (Pool<R> pool = Pool.inMemory(root)) {
        steps(pool, seeds, copy.apply(empty));
      } catch (RuntimeException | Error e) {
        throw new AssertionError("seed=%d, run=%d".formatted(seed, run), e);
      }
    }
  }

  void reopening(Path folder, int openings) {
    long seed = seed();
    Random seeds = new Random(seed);
    PoolOptions options = PoolOptions.defaults().durability(Durability.RELAXED);
    M committed = copy.apply(empty);
    for (int opening = 0; opening < openings; opening++) {
      try (Pool<R> pool = Pool.open(folder.resolve("model.pool"), root, options)) {
        comparison.compare(pool.root(), committed);
        committed = steps(pool, seeds, committed);
      } catch (RuntimeException | Error e) {
        throw new AssertionError("seed=%d, opening=%d".formatted(seed, opening), e);
      }
    }
  }

  private M steps(Pool<R> pool, Random seeds, M start) {
    M committed = start;
    for (int i = 0; i < STEPS; i++) {
      committed = step(pool, seeds.nextLong(), committed);
      if (i % 5 == 0) {
        comparison.compare(pool.root(), committed);
        assertThat(pool.check().problems()).isEmpty();
      }
    }
    comparison.compare(pool.root(), committed);
    assertThat(pool.check().problems()).isEmpty();
    return committed;
  }

  /** Runs one transaction, and returns the model of what is there then. */
  private M step(Pool<R> pool, long seed, M committed) {
    boolean aborts = new Random(seed).nextInt(5) == 0;
    List<M> ended = new ArrayList<>();
    try {
      pool.transaction(j -> {
        ended.clear();
        ended.add(body(pool, j, new Random(seed * 31), copy.apply(committed)));
        if (aborts) {
          throw new Aborted();
        }
      });
      return ended.getFirst();
    } catch (Aborted e) {
      assertThat(aborts).isTrue();
      return committed;
    }
  }

  private M body(Pool<R> pool, Journal<R> j, Random random, M start) {
    M model = start;
    int rounds = 1 + random.nextInt(4);
    for (int i = 0; i < rounds; i++) {
      M before = copy.apply(model);
      switch (random.nextInt(6)) {
        case 0 -> {
          Savepoint savepoint = j.savepoint();
          changes.make(random, pool.root(), j, model);
          j.rollbackTo(savepoint);
          model = before;
        }
        case 1 -> {
          nested(pool, random.nextLong(), copy.apply(before));
          model = before;
        }
        case 2 -> {
          M inner = model;
          pool.transaction(k -> changes.make(random, pool.root(), k, inner));
        }
        default -> changes.make(random, pool.root(), j, model);
      }
      if (random.nextInt(4) == 0) {
        comparison.compare(pool.root(), model);
      }
    }
    return model;
  }

  private void nested(Pool<R> pool, long seed, M model) {
    long before = size.apply(pool.root());
    try {
      pool.transaction(k -> {
        changes.make(new Random(seed), pool.root(), k, model);
        throw new Aborted();
      });
    } catch (Aborted e) {
      assertThat(size.apply(pool.root())).isEqualTo(before);
    }
  }

  /** Thrown by a body to be rolled back. */
  private static final class Aborted extends RuntimeException {
    private static final long serialVersionUID = 1;
  }
}
