package dev.emery.testsuite.crash;

import dev.emery.Durability;
import dev.emery.medium.Medium;
import dev.emery.pool.Pool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;

/**
 * Runs a {@link CrashScript}: once without crashes, which gives the content after each step, and
 * then for the explorer.
 */
final class ScriptWorkload<P extends Record> implements Workload<Object> {
  static final Path PATH = Path.of("/crash/script.pool");

  // Places in a superblock, see docs/file-format.md.
  private static final int IDENTITY = 16;
  private static final int GENERATION = 96;
  private static final int LENGTH = 112;

  private final CrashScript<P> script;

  /** The content of a new pool, then that after each step. */
  private final List<Object> model = new ArrayList<>();

  /** States after a recovery that were gone on with. */
  private final Set<Long> goneOn = new HashSet<>();

  ScriptWorkload(CrashScript<P> script) {
    this.script = script;
  }

  @Override
  public String name() {
    return script.name();
  }

  @Override
  public Object initial() {
    return model().getFirst();
  }

  private List<Object> model() {
    if (model.isEmpty()) {
      var medium = new CrashMedium();
      Pool<P> pool = script.open(medium, false);
      model.add(script.content(pool));
      for (CrashStep<P> step : script.steps()) {
        pool = step(pool, step, medium);
        model.add(script.content(pool));
      }
      pool.close();
      medium.discard();
    }
    return model;
  }

  /** Does a step, and returns the pool as it is open then. */
  private Pool<P> step(Pool<P> pool, CrashStep<P> step, Medium medium) {
    switch (step) {
      case CrashStep.Change<P> change ->
          pool.transaction(change.durability(), j -> change.body().run(pool.root(), j));
      case CrashStep.Abort<P> abort -> abort(pool, abort);
      case CrashStep.Whole<P> whole -> {
        return whole(pool, whole.care(), medium);
      }
    }
    return pool;
  }

  private Pool<P> whole(Pool<P> pool, CrashStep.Care care, Medium medium) {
    switch (care) {
      case CHECKPOINT -> pool.checkpoint();
      case COLLECT_CYCLES -> pool.collectCycles();
      case SYNC -> pool.sync();
      case REOPEN -> {
        pool.close();
        return script.open(medium, false);
      }
      case OVERWRITE -> {
        pool.close();
        return script.open(medium, true);
      }
    }
    return pool;
  }

  private void abort(Pool<P> pool, CrashStep.Abort<P> abort) {
    Object before = script.content(pool);
    try {
      pool.transaction(j -> {
        abort.body().run(pool.root(), j);
        throw new CancellationException();
      });
    } catch (CancellationException _) {
      if (!script.content(pool).equals(before)) {
        throw new AssertionError("a rollback has left something, step=" + abort);
      }
    }
  }

  @Override
  public void run(Recording<Object> recording) {
    Medium medium = script.over(recording.medium());
    Pool<P> pool = script.open(medium, false);
    if (script.isCreated()) {
      recording.begin();
    }
    for (int i = 0; i < script.steps().size(); i++) {
      CrashStep<P> step = script.steps().get(i);
      if (step instanceof CrashStep.Whole<P>(CrashStep.Care care)
          && care == CrashStep.Care.OVERWRITE) {
        pool.close();
        recording.durable();
      }
      Object after = model().get(i + 1);
      if (!after.equals(model().get(i))) {
        recording.attempt(after);
      }
      recording.medium().mark(step);
      pool = step(pool, step, medium);
      if (isDurable(step)) {
        recording.durable();
      }
    }
    if (!script.content(pool).equals(model().getLast())) {
      throw new AssertionError(
          "script does not do the same each time: first %s, then %s"
              .formatted(model().getLast(), script.content(pool)));
    }
    pool.close();
    recording.durable();
  }

  private static boolean isDurable(CrashStep<?> step) {
    return switch (step) {
      case CrashStep.Change<?> change -> change.durability() == Durability.SYNC;
      case CrashStep.Abort<?> _ -> false;
      case CrashStep.Whole<?> whole ->
          switch (whole.care()) {
            case SYNC, REOPEN, OVERWRITE -> true;
            case CHECKPOINT, COLLECT_CYCLES -> false;
          };
    };
  }

  /** What the check reports but circles, which are legal until they are collected. */
  private static List<String> problems(Pool<?> pool) {
    List<String> problems = pool.check().problems();
    if (problems.stream().noneMatch(problem -> problem.contains("collectCycles"))) {
      return problems;
    }
    pool.collectCycles();
    return pool.check().problems();
  }

  @Override
  public Object recover(Medium medium) {
    try (Pool<P> pool = script.open(medium, false)) {
      requireNone(problems(pool), "recovery");
      return script.content(pool);
    }
  }

  private static void requireNone(List<String> problems, String after) {
    if (!problems.isEmpty()) {
      throw new AssertionError("check after " + after + ": " + problems);
    }
  }

  @Override
  public void goOn(Medium medium, Object content) throws IOException {
    long state = state((CrashMedium) medium);
    if (!goneOn.contains(state)) {
      reallyGoOn(medium, content);
      goneOn.add(state);
    }
  }

  /**
   * Returns a hash of what the next opening finds: all but the epoch, which is random, and what
   * else differs between two superblocks of closed pools with the same content. Many images recover
   * to the same state, and it is enough to go on with each state once.
   */
  private static long state(CrashMedium medium) throws IOException {
    Content content = medium.content(PATH);
    long state = medium.names().hashCode() + content.length() + content.sumFrom(2);
    for (int copy = 0; copy < 2; copy++) {
      long start = (long) copy * Content.PAGE;
      state += Content.sum(start, content.page(copy), IDENTITY, GENERATION);
      state += Content.sum(start, content.page(copy), LENGTH, LENGTH + Long.BYTES);
    }
    return state;
  }

  private void reallyGoOn(Medium medium, Object content) {
    try (Pool<P> pool = script.open(medium, false)) {
      if (!script.content(pool).equals(content)) {
        throw new AssertionError("a second opening changed the content");
      }
      pool.transaction(j -> script.afterwards().run(pool.root(), j));
      pool.collectCycles();
      pool.transaction(j -> script.afterwards().run(pool.root(), j)); // and what is left to drop
      requireNone(pool.check().problems(), "going on");
    }
  }
}
