package dev.emery.testsuite.model;

import dev.emery.Durability;
import dev.emery.testsuite.conformance.Shape;
import dev.emery.testsuite.pool.CrashablePool;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Savepoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A collection beside its twin of {@code java.util}: transactions of random actions change both,
 * and both must show the same, after commits, aborts, savepoints, nested transactions, reopening
 * and crashes. What a transaction does follows from its number alone, so a failing run is made
 * shorter by leaving transactions out, and is repeated by its seed.
 *
 * {@snippet :
 * record Lists(PVec<Long, Lists> list) {}
 *
 * new Model<>(Shapes.list(Samples.longs()), Lists.class, Lists::list, PVec::edit,
 *         new ArrayList<>(), ArrayList::new, Actions.ofList(r -> r.nextLong(100)))
 *     .run(seed, 2_000);
 * }
 *
 * @param shape how contents are compared
 * @param root the root record of the pool
 * @param place the collection in the root
 * @param edit opens the door to edit
 * @param copy makes a twin that holds what another one does
 * @param start the twin of the empty collection
 * @param actions what is done
 */
public record Model<V, C extends V, P extends Record>(
    Shape<?, V> shape,
    Class<P> root,
    Function<P, C> place,
    BiFunction<C, Journal<P>, ? extends V> edit,
    V start,
    UnaryOperator<V> copy,
    List<Action<V>> actions) {
  private static final int TRIES = 200;

  /** Rolls a transaction back. */
  private static final class Abort extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** How many actions ran, how many transactions were rolled back, and how often it crashed. */
  public record Numbers(long actions, int aborts, int openings, int crashes, int largest) {}

  /**
   * Runs so many transactions of a few actions.
   *
   * @throws AssertionError with the seed and the fewest transactions that were found to fail
   */
  public Numbers run(long seed, int transactions) {
    Random random = new Random(seed);
    List<Long> plan = new ArrayList<>();
    for (int i = 0; i < transactions; i++) {
      plan.add(random.nextLong());
    }
    var run = new Run(seed);
    Throwable failure = run.all(plan);
    if (failure == null) {
      return run.numbers();
    }
    List<Long> shortest = shrink(seed, plan);
    Throwable last = new Run(seed).all(shortest);
    throw new AssertionError(
        "model differs, seed=%d, transactions=%d, shrunk to=%s"
            .formatted(seed, transactions, shortest),
        last == null ? failure : last);
  }

  private List<Long> shrink(long seed, List<Long> plan) {
    List<Long> shortest = plan;
    int tries = 0;
    for (int size = plan.size() / 2; size > 0 && tries < TRIES; size /= 2) {
      for (int from = 0; from < shortest.size() && tries < TRIES; tries++) {
        List<Long> fewer = new ArrayList<>(shortest);
        fewer.subList(from, Math.min(from + size, fewer.size())).clear();
        if (new Run(seed).all(fewer) != null) {
          shortest = fewer;
        } else {
          from += size;
        }
      }
    }
    return shortest;
  }

  private static int size(Object content) {
    return content instanceof Map<?, ?> map ? map.size() : ((Collection<?>) content).size();
  }

  /** One life of the collection and its twin. */
  private final class Run {
    private final long seed;
    private V committed = copy.apply(start);
    private @Nullable V attempted;
    private long actionsRun;
    private int aborts;
    private int openings;
    private int crashes;
    private int largest;

    Run(long seed) {
      this.seed = seed;
    }

    Numbers numbers() {
      return new Numbers(actionsRun, aborts, openings, crashes, largest);
    }

    /** Returns what went wrong, or null. */
    @Nullable Throwable all(List<Long> plan) {
      try (var life = new CrashablePool<>(root, seed)) {
        for (long each : plan) {
          step(life, new Random(each));
        }
        compare(life);
        List<String> problems = life.problems();
        return problems.isEmpty() ? null : new AssertionError("the check found: " + problems);
      } catch (RuntimeException | AssertionError failure) {
        return failure;
      }
    }

    @SuppressWarnings("emery.txin") // the last run of the body says what was attempted
    private void step(CrashablePool<P> life, Random random) {
      long body = random.nextLong();
      boolean aborts = random.nextInt(6) == 0;
      try {
        life.pool()
            .transaction(
                Durability.RELAXED,
                j -> {
                  V twin = body(life, j, new Random(body), copy.apply(committed));
                  attempted = twin;
                  if (aborts) {
                    throw new Abort();
                  }
                });
        committed = Objects.requireNonNull(attempted);
      } catch (Abort abort) {
        this.aborts++;
      }
      switch (random.nextInt(150)) {
        case 0 -> {
          life.reopen();
          openings++;
        }
        case 1 -> {
          life.crash();
          crashes++;
        }
        default -> {}
      }
      if (random.nextInt(10) == 0) {
        compare(life);
      }
    }

    private V body(CrashablePool<P> life, Journal<P> j, Random random, V start) {
      V twin = start;
      for (int rounds = 1 + random.nextInt(4); rounds > 0; rounds--) {
        V before = copy.apply(twin);
        switch (random.nextInt(6)) {
          case 0 -> {
            Savepoint savepoint = j.savepoint();
            several(life, j, random, twin);
            j.rollbackTo(savepoint);
            twin = before;
          }
          case 1 -> {
            nestedAbort(life, random.nextLong(), twin);
            twin = before;
          }
          case 2 -> {
            V inner = twin;
            life.pool().transaction(k -> several(life, k, random, inner));
          }
          default -> several(life, j, random, twin);
        }
      }
      requireSame(twin, open(life, j));
      return twin;
    }

    private void nestedAbort(CrashablePool<P> life, long seed, V twin) {
      try {
        life.pool()
            .transaction(k -> {
              several(life, k, new Random(seed), twin);
              throw new Abort();
            });
      } catch (Abort expected) {
        // The outer transaction goes on as if nothing had happened.
      }
    }

    private V open(CrashablePool<P> life, Journal<P> j) {
      return edit.apply(place.apply(life.pool().root()), j);
    }

    @SuppressWarnings("emery.txin") // what is undone was run all the same
    private void several(CrashablePool<P> life, Journal<P> j, Random random, V twin) {
      V collection = open(life, j);
      for (int count = 1 + random.nextInt(5); count > 0; count--) {
        actions.get(random.nextInt(actions.size())).run(collection, twin, random);
        actionsRun++;
      }
    }

    private void compare(CrashablePool<P> life) {
      requireSame(committed, place.apply(life.pool().root()));
    }

    private void requireSame(V expected, V found) {
      Object content = shape.content(expected);
      Object shown = shape.content(found);
      largest = Math.max(largest, size(content));
      if (!content.equals(shown)) {
        throw new AssertionError("another content");
      }
    }
  }
}
