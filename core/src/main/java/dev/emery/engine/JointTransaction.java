package dev.emery.engine;

import dev.emery.Durability;
import dev.emery.PoolBrokenException;
import dev.emery.PoolException;
import dev.emery.PoolFullException;
import dev.emery.ReadOnlyPoolException;
import dev.emery.TransactionConflictException;
import dev.emery.TransactionInterruptedException;
import dev.emery.isolation.ChangeWait;
import dev.emery.isolation.ConflictSignal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A transaction over several pools: a transaction on each, which begin, commit, roll back and run
 * again together.
 *
 * <p>Gates are entered in the order of their numbers, so that two such transactions and those who
 * rearrange pools never wait for each other in a circle. Objects are locked in any order: the
 * waits-for graph knows the locks of all pools (E24).
 */
public final class JointTransaction {
  /** A body that gets the running transaction of each pool, in the order of the pools. */
  @FunctionalInterface
  public interface Body<T extends @Nullable Object, X extends Throwable> {
    /** Runs the body. */
    T run(List<Transaction> transactions) throws X;
  }

  /** One pool of the transaction. */
  static final class Side {
    final Engine engine;
    final Transaction transaction;

    /** Whether the changes of this side are in its journal for good. */
    boolean placed;

    Side(Engine engine) {
      this.engine = engine;
      this.transaction = engine.transactions().takeSpare();
    }
  }

  private final List<Side> sides = new ArrayList<>(); // in the order of the arguments
  private final List<Side> byGate;
  private final List<Transaction> transactions;
  private final List<Side> begun;
  private final List<Runnable> hooks = new ArrayList<>();
  private final List<ChangeWait> woken = new ArrayList<>();
  private JointCommit commit;

  private JointTransaction(List<Engine> engines) {
    for (Engine engine : engines) {
      sides.add(new Side(engine));
    }
    byGate = sides.stream().sorted(Comparator.comparingInt(s -> s.engine.gate().number())).toList();
    begun = new ArrayList<>(sides.size());
    transactions = sides.stream().map(s -> s.transaction).toList();
    commit = new JointCommit(sides);
  }

  /**
   * Runs a body in a transaction over these pools, or joined to the running one if that has them
   * all.
   *
   * @throws IllegalArgumentException if a pool comes twice
   * @throws IllegalStateException inside a body that does not run on all these pools
   */
  public static <T extends @Nullable Object, X extends Throwable> T run(
      List<Engine> engines, Body<T, X> body) throws X {
    requireDistinct(engines);
    EngineScope outer = EngineScope.current();
    if (outer != null) {
      return nested(outer, engines, body);
    }
    for (Engine engine : engines) {
      if (engine.options().readOnly()) {
        throw new ReadOnlyPoolException(
            "pool is open read-only, pool=" + engine.options().name() + "; open it for writing");
      }
    }
    StackRoom.require();
    var joint = new JointTransaction(engines);
    joint.sides.forEach(side -> side.transaction.course.begin());
    try {
      T result = joint.run(body);
      joint.over(null);
      return result;
    } catch (Throwable e) {
      joint.over(e);
      throw e;
    } finally {
      for (Side side : joint.sides) {
        side.engine.transactions().giveSpare(side.transaction);
      }
    }
  }

  private void over(@Nullable Throwable failure) {
    sides.forEach(side -> side.transaction.course.over(failure));
  }

  @SuppressWarnings("ReferenceEquality") // an open pool is itself (E13)
  private static void requireDistinct(List<Engine> engines) {
    for (int i = 0; i < engines.size(); i++) {
      for (int k = 0; k < i; k++) {
        if (engines.get(i) == engines.get(k)) {
          throw new IllegalArgumentException(
              "pool is given twice, pool="
                  + engines.get(i).options().name()
                  + "; use pool.transaction for one pool");
        }
      }
    }
  }

  private <T extends @Nullable Object, X extends Throwable> T run(Body<T, X> body) throws X {
    for (Side side : sides) {
      side.transaction.begin(side.engine.options().lockWaitNanos());
    }
    for (int attempt = 1; ; attempt++) {
      Outcome<T> outcome = attempt(body);
      if (outcome.signal == null) {
        return outcome.result;
      }
      attempt = again(attempt, outcome.signal);
      for (Side side : sides) {
        side.transaction.course.again();
        side.transaction.restart();
      }
    }
  }

  /** What became of one attempt: a result, or the reason to run again. */
  private record Outcome<T extends @Nullable Object>(T result, @Nullable RuntimeException signal) {}

  @SuppressWarnings("NullAway") // an attempt that is not done has no result
  private <T extends @Nullable Object, X extends Throwable> Outcome<T> attempt(Body<T, X> body)
      throws X {
    commit = new JointCommit(sides);
    T result;
    try {
      begin();
      lockContested();
      result = body.run(transactions);
      for (Transaction t : transactions) {
        t.requireNotDoomed();
      }
      commit.run();
    } catch (ConflictSignal | GrowSignal e) {
      rollback();
      return new Outcome<>(null, e);
    } catch (PoolFullException e) {
      rollback();
      if (makeRoom()) {
        return new Outcome<>(null, e);
      }
      throw e;
    } catch (Throwable e) {
      RetrySignal retry = e instanceof Exception ? retry() : null;
      if (retry != null) {
        awaitChange(); // whatever the body made of the signal
        return new Outcome<>(null, retry);
      }
      rollback();
      throw failure(e);
    }
    end();
    return new Outcome<>(result, null);
  }

  private void begin() {
    for (Side side : byGate) {
      EngineScope beside = EngineScope.current();
      side.engine.transactions().begin(side.transaction);
      side.transaction.standBeside(beside);
      begun.add(side);
    }
  }

  /**
   * A re-run takes the locks at which it gave way first; if that is a conflict, it goes without.
   */
  private void lockContested() {
    for (Side side : sides) {
      boolean unused = side.engine.locks().lockContested(side.transaction);
    }
    for (Side side : sides) {
      if (side.transaction.isDoomed()) {
        side.engine.locks().releaseAll(side.transaction);
        side.transaction.restart();
      }
    }
  }

  private @Nullable RetrySignal retry() {
    for (Side side : sides) {
      if (side.transaction.doomedBy() instanceof RetrySignal retry) {
        return retry;
      }
    }
    return null;
  }

  /** As {@code Transactions.awaitChange}, with a wait in each pool that the body has read. */
  private void awaitChange() {
    List<ChangeWait> waits = new ArrayList<>();
    try {
      try {
        MomentaryReader.requireNone();
        for (Side side : sides) {
          ChangeWait wait = new ChangeWait();
          waits.add(wait);
          side.engine.changes().enter(wait, side.transaction); // while it holds its locks
        }
      } finally {
        rollback();
      }
      for (Side side : sides) {
        side.engine.upkeep().beforeWaiting();
      }
      while (waits.stream().noneMatch(ChangeWait::isOver)) {
        for (Side side : sides) {
          side.engine.requireUsable();
        }
        if (Thread.currentThread().isInterrupted()) {
          throw new TransactionInterruptedException(
              "interrupted while waiting for a change in one of several pools; the transaction was"
                  + " rolled back");
        }
        waits.getFirst().park(); // whoever wakes one of them unparks the thread
      }
    } finally {
      for (int i = 0; i < waits.size(); i++) {
        sides.get(i).engine.changes().leave(waits.get(i));
      }
    }
  }

  private void end() {
    hooks.clear();
    for (int i = 0; i < sides.size(); i++) {
      Side side = sides.get(i);
      side.transaction.course.committed();
      try {
        ChangeWait chosen =
            side.transaction.isReadOnly() ? null : side.engine.changes().changed(side.transaction);
        if (chosen != null) {
          woken.add(chosen); // E40: while it holds its locks
        }
        hooks.addAll(side.transaction.finish(true));
      } catch (RuntimeException | Error e) {
        side.engine.markBroken(e);
      }
    }
    leave();
    woken.forEach(ChangeWait::wake);
    Hooks.run(hooks);
    for (Side side : sides) {
      if (side.engine.isUsable()) {
        afterCommit(side.engine);
      }
    }
  }

  /** The commit is durable everywhere: a pool that breaks now says so at its next call. */
  private static void afterCommit(Engine engine) {
    try {
      engine.upkeep().afterCommit();
    } catch (PoolException e) {
      if (engine.isUsable()) {
        throw e;
      }
    }
  }

  private void rollback() {
    hooks.clear();
    for (int i = 0; i < begun.size(); i++) { // no memory is needed to go back
      Side side = begun.get(i);
      try {
        if (side.engine.isUsable()) {
          side.transaction.rollback();
        }
        hooks.addAll(side.transaction.finish(false));
      } catch (RuntimeException | Error e) {
        side.engine.markBroken(e); // the image may hold uncommitted bytes
      }
    }
    leave();
    Hooks.run(hooks);
  }

  /** Ends the scopes, the last begun first, after all sides are through. */
  private void leave() {
    for (int i = begun.size() - 1; i >= 0; i--) {
      begun.get(i).engine.transactions().leave(begun.get(i).transaction);
    }
    begun.clear();
  }

  private boolean makeRoom() {
    boolean made = false;
    for (Side side : sides) {
      made |= side.engine.upkeep().makeRoom(side.transaction);
    }
    return made;
  }

  private <X extends Throwable> RuntimeException failure(Throwable e) throws X {
    RuntimeException reason = null;
    for (Side side : sides) {
      boolean broken = side.engine.decisions() != null && JointCommit.log(side).isBroken();
      if (e instanceof InternalError || broken && e instanceof PoolBrokenException) {
        reason = side.engine.breakDown(e); // a bad page may be any side's
      }
    }
    if (reason == null) {
      Broken.<X>sneak(e);
      throw new AssertionError(e);
    }
    return reason;
  }

  private int again(int attempt, RuntimeException signal) {
    if (signal instanceof RetrySignal) {
      return 0; // it had all its locks: victims before it are forgotten
    }
    if (signal instanceof GrowSignal grow) {
      enlarge(grow.reach());
      return attempt;
    }
    int limit = Integer.MAX_VALUE;
    for (Side side : sides) {
      limit = Math.min(limit, side.engine.options().rerunLimit());
    }
    if (signal instanceof ConflictSignal && attempt > limit) {
      throw new TransactionConflictException(
          "transaction over several pools was a deadlock victim each time it ran, runs="
              + attempt
              + "; lock objects in one order, or raise the re-run limit",
          signal);
    }
    return attempt;
  }

  /** Enlarges the mapping of the pool that needs it: its allocation has doomed its side. */
  private void enlarge(long reach) {
    Side preparing = commit.preparing();
    List<Side> small =
        sides.stream()
            .filter(s -> s.transaction.isDoomed() || Objects.equals(s, preparing))
            .toList();
    for (Side side : small.isEmpty() ? sides : small) {
      side.engine.upkeep().enlarge(reach);
    }
  }

  private static <T extends @Nullable Object, X extends Throwable> T nested(
      EngineScope current, List<Engine> engines, Body<T, X> body) throws X {
    List<Transaction> running = new ArrayList<>();
    for (Engine engine : engines) {
      running.add(running(current.of(engine), engine));
    }
    List<Integer> depths = new ArrayList<>();
    for (Transaction t : running) {
      t.requireNotDoomed();
      t.askSync(Durability.SYNC); // E37
      depths.add(t.beginInterval());
    }
    try {
      T result = body.run(running);
      for (Transaction t : running) {
        t.requireNotDoomed();
      }
      for (int i = 0; i < running.size(); i++) {
        running.get(i).endInterval(depths.get(i));
      }
      return result;
    } catch (ConflictSignal | GrowSignal | RetrySignal e) {
      throw e; // the outermost attempt is rolled back as a whole
    } catch (Throwable e) {
      for (int i = running.size() - 1; i >= 0; i--) {
        running.get(i).rollbackTo(depths.get(i));
        running.get(i).endInterval(depths.get(i));
      }
      throw e;
    }
  }

  @SuppressWarnings("ReferenceEquality") // an open pool is itself (E13)
  private static Transaction running(EngineScope scope, Engine engine) {
    if (scope.engine != engine) {
      throw new IllegalStateException(
          "transaction over several pools inside a body that does not run on all of them, missing="
              + engine.options().name()
              + "; begin with Pools.transaction over all of them");
    }
    if (!(scope instanceof Transaction t)) {
      throw new IllegalStateException(
          "transaction inside pool.read; run it outside, or make the whole a transaction");
    }
    return t;
  }
}
