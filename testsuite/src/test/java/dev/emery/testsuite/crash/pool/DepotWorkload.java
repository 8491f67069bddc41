package dev.emery.testsuite.crash.pool;

import dev.emery.Durability;
import dev.emery.medium.Medium;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import dev.emery.testsuite.crash.Recording;
import dev.emery.testsuite.crash.Workload;
import dev.emery.transaction.Journal;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;

/**
 * Steps on a pool, each a transaction or something that changes no content, as a workload for the
 * explorer.
 */
final class DepotWorkload implements Workload<Depot.Content> {
  private static final Path PATH = Path.of("/depot.pool");

  /** One step. */
  sealed interface Step {
    /** A transaction. */
    record Change(String name, Durability durability, Body body) implements Step {}

    /** A transaction that is rolled back at its end. */
    record Abort(Body body) implements Step {}

    /** A checkpoint. */
    record Checkpoint() implements Step {}

    /** Frees circles of pointers. */
    record Collect() implements Step {}

    /** Makes everything durable. */
    record Sync() implements Step {}

    /** Closes the pool and opens it again. */
    record Reopen() implements Step {}

    /** Closes the pool and begins anew in its place. */
    record Overwrite() implements Step {}
  }

  /** The body of a transaction. */
  @FunctionalInterface
  interface Body {
    void run(Depot depot, Journal<Depot> j);
  }

  private final String name;
  private final List<Step> steps;
  private final UnaryOperator<Medium> bug;

  DepotWorkload(String name, List<Step> steps) {
    this(name, steps, UnaryOperator.identity());
  }

  private DepotWorkload(String name, List<Step> steps, UnaryOperator<Medium> bug) {
    this.name = name;
    this.steps = steps;
    this.bug = bug;
  }

  /** The same steps on a medium with a planted bug; recovery runs without it. */
  DepotWorkload with(String bugName, UnaryOperator<Medium> planted) {
    return new DepotWorkload(name + " with " + bugName, steps, planted);
  }

  static Step sync(String name, Body body) {
    return new Step.Change(name, Durability.SYNC, body);
  }

  static Step relaxed(String name, Body body) {
    return new Step.Change(name, Durability.RELAXED, body);
  }

  static PoolOptions options(Medium medium) {
    return PoolOptions.defaults()
        .medium(medium)
        .initialSize(0)
        .maximumSize(4 << 20)
        .checkpointThreshold(64 << 10);
  }

  private static Pool<Depot> open(Medium medium) {
    return Pool.open(PATH, Depot.class, Depot::initial, options(medium));
  }

  @Override
  public String toString() {
    return name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Depot.Content initial() {
    return Depot.Content.EMPTY;
  }

  @Override
  public void run(Recording<Depot.Content> recording) {
    Medium medium = bug.apply(recording.medium());
    Pool<Depot> pool = open(medium);
    for (Step step : steps) {
      switch (step) {
        case Step.Change change -> change(recording, pool, change);
        case Step.Abort abort -> abort(pool, abort);
        case Step.Checkpoint _ -> pool.checkpoint();
        case Step.Collect _ -> pool.collectCycles();
        case Step.Sync _ -> {
          pool.sync();
          recording.durable();
        }
        case Step.Reopen _ -> {
          pool.close();
          recording.durable();
          pool = open(medium);
        }
        case Step.Overwrite _ -> {
          pool.close();
          recording.durable();
          recording.attempt(Depot.Content.EMPTY);
          pool = Pool.open(PATH, Depot.class, Depot::initial, options(medium).overwrite());
          recording.durable();
        }
      }
    }
    pool.close();
    recording.durable();
  }

  private static void change(
      Recording<Depot.Content> recording, Pool<Depot> pool, Step.Change change) {
    pool.transaction(
        change.durability(),
        j -> {
          change.body().run(pool.root(), j);
          recording.attempt(pool.root().content(j));
        });
    if (change.durability() == Durability.SYNC) {
      recording.durable();
    }
  }

  private static void abort(Pool<Depot> pool, Step.Abort abort) {
    Depot.Content before = pool.query(r -> pool.root().content(r));
    try {
      pool.transaction(j -> {
        abort.body().run(pool.root(), j);
        throw new CancellationException();
      });
    } catch (CancellationException _) {
      if (!pool.query(r -> pool.root().content(r)).equals(before)) {
        throw new AssertionError("a rollback has left something");
      }
    }
  }

  /** What the check reports but circles, which are legal until they are collected. */
  private static List<String> problems(Pool<Depot> pool) {
    List<String> problems = pool.check().problems();
    if (problems.stream().noneMatch(problem -> problem.contains("collectCycles"))) {
      return problems;
    }
    pool.collectCycles();
    return pool.check().problems();
  }

  @Override
  public Depot.Content recover(Medium medium) {
    try (Pool<Depot> pool = open(medium)) {
      List<String> problems = problems(pool);
      if (!problems.isEmpty()) {
        throw new AssertionError("check after recovery: " + problems);
      }
      return pool.query(r -> pool.root().content(r));
    }
  }

  @Override
  public void goOn(Medium medium, Depot.Content content) {
    try (Pool<Depot> pool = open(medium)) {
      if (!pool.query(r -> pool.root().content(r)).equals(content)) {
        throw new AssertionError("a second opening changed the content");
      }
      pool.transaction(j -> {
        pool.root().number().add(j, 1);
        pool.root().list().add(j, 1L);
        pool.root().map().put(j, "goes on", 1L);
      });
      pool.collectCycles();
      pool.transaction(j -> pool.root().number().add(j, 1)); // takes apart what is left to drop
      List<String> problems = pool.check().problems();
      if (!problems.isEmpty()) {
        throw new AssertionError("check after going on: " + problems);
      }
    }
  }
}
