package dev.emery.engine;

import dev.emery.Durability;
import dev.emery.PoolBrokenException;
import dev.emery.PoolFullException;
import dev.emery.ReadOnlyPoolException;
import dev.emery.TransactionConflictException;
import dev.emery.TransactionInterruptedException;
import dev.emery.isolation.ChangeWait;
import dev.emery.isolation.ConflictSignal;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the bodies of transactions and read scopes: begins them at the gate, commits or rolls back,
 * and runs deadlock victims again.
 *
 * <pre>
 *   begin ──body──▶ prepare ──▶ place ──▶ published ──▶ locks released ──▶ durable ──▶ onCommit
 *     │ exception, conflict, no space     (in the journal)
 *     └────────────▶ rollback ──▶ locks released ──▶ onAbort ──▶ again, or the exception
 *       retry: entered among those that wait ─┘ (before the rollback)     └─ when woken
 * </pre>
 */
public final class Transactions {
  /** A body that gets the running transaction. */
  @FunctionalInterface
  public interface Body<T extends @Nullable Object, X extends Throwable> {
    /** Runs the body. */
    T run(Transaction transaction) throws X;
  }

  /** A body that gets the running read scope. */
  @FunctionalInterface
  public interface ReadBody<T extends @Nullable Object, X extends Throwable> {
    /** Runs the body. */
    T run(EngineScope scope) throws X;
  }

  private final Engine engine;
  private final ScopePool<Transaction> spare;
  private final ScopePool<EngineScope> spareReads;

  Transactions(Engine engine) {
    this.engine = engine;
    this.spare = new ScopePool<>(() -> new Transaction(engine));
    this.spareReads = new ScopePool<>(() -> new EngineScope(engine));
  }

  // ---- transactions

  /** Runs a body in a transaction of its own, or joined to the one that this thread is in. */
  public <T extends @Nullable Object, X extends Throwable> T run(
      Durability durability, Body<T, X> body) throws X {
    EngineScope outer = EngineScope.current();
    if (outer != null) {
      return nested(outer, durability, body);
    }
    if (engine.options().readOnly()) {
      throw new ReadOnlyPoolException(
          "pool is open read-only, pool=" + engine.options().name() + "; open it for writing");
    }
    StackRoom.require();
    Transaction t = spare.take();
    t.course.begin();
    try {
      T result = attempts(t, durability, body);
      t.course.over(null);
      return result;
    } catch (Throwable e) {
      t.course.over(e);
      throw e;
    } finally {
      spare.give(t);
    }
  }

  private <T extends @Nullable Object, X extends Throwable> T attempts(
      Transaction t, Durability durability, Body<T, X> body) throws X {
    t.begin(engine.options().lockWaitNanos());
    for (int attempt = 1; ; attempt++) {
      Outcome<T> outcome = attempt(t, durability, body);
      if (outcome.done) {
        return outcome.result;
      }
      attempt = again(attempt, outcome);
      t.course.again();
      t.restart();
    }
  }

  /** A transaction that nobody uses; to be given back. */
  Transaction takeSpare() {
    return spare.take();
  }

  void giveSpare(Transaction t) {
    spare.give(t);
  }

  /** What became of one attempt. */
  private record Outcome<T extends @Nullable Object>(
      boolean done, T result, @Nullable RuntimeException signal) {}

  @SuppressWarnings("NullAway") // an attempt that is not done has no result
  private <T extends @Nullable Object, X extends Throwable> Outcome<T> attempt(
      Transaction t, Durability durability, Body<T, X> body) throws X {
    try {
      begin(t);
    } catch (ConflictSignal e) {
      return new Outcome<>(false, null, e);
    }
    T result;
    long sequence;
    boolean sync;
    try {
      engine.locks().lockContested(t); // a re-run takes the lock at which it gave way first
      result = body.run(t);
      t.requireNotDoomed();
      sync = durability == Durability.SYNC || t.syncAsked();
      sequence = place(t, sync);
    } catch (ConflictSignal | GrowSignal e) {
      rollback(t);
      return new Outcome<>(false, null, e);
    } catch (PoolFullException e) {
      rollback(t);
      if (engine.upkeep().makeRoom(t)) {
        return new Outcome<>(false, null, e);
      }
      throw e;
    } catch (Throwable e) {
      if (e instanceof Exception && t.doomedBy() instanceof RetrySignal retry) {
        awaitChange(t, retry.change()); // whatever the body made of the signal
        return new Outcome<>(false, null, retry);
      }
      rollback(t);
      throw failure(e);
    }
    List<Runnable> hooks = committed(t);
    engine.upkeep().afterCommit();
    if (sync) {
      engine.awaitDurable(sequence);
    }
    Hooks.run(hooks);
    return new Outcome<>(true, result, null);
  }

  void begin(EngineScope scope) {
    engine.requireUsable();
    engine.gate().enter(scope);
    if (!engine.isUsable()) {
      engine.gate().exit(scope);
      engine.requireUsable();
    }
    scope.open();
  }

  /** Commits, up to the release of locks, and returns the sequence to wait for. */
  private long place(Transaction t, boolean sync) {
    t.joinAll();
    if (t.isReadOnly()) {
      return engine.log().lastSequence(); // E8: everything that it could have seen
    }
    Commit commit = t.commit();
    long sequence;
    try {
      commit.prepare();
      sequence = commit.place(sync);
    } catch (RuntimeException | Error e) {
      commit.cancelled();
      commit.reset();
      throw e;
    }
    try {
      commit.published();
      t.course.placed(commit);
      commit.reset();
    } catch (RuntimeException | Error e) {
      throw engine.breakDown(e); // E5: the record has its place, and memory does not follow it
    }
    return sequence;
  }

  /**
   * Ends a transaction whose record has its place. Errors of bad pages may come as late as this.
   */
  private List<Runnable> committed(Transaction t) {
    ChangeWait woken = null;
    t.course.committed();
    try {
      if (!t.isReadOnly()) {
        woken = engine.changes().changed(t); // E40: while it holds its locks
      }
      return t.finish(true);
    } catch (RuntimeException | Error e) {
      throw engine.breakDown(e);
    } finally {
      leave(t);
      ChangeWait.wake(woken);
    }
  }

  private void rollback(Transaction t) {
    List<Runnable> hooks;
    try {
      if (engine.isUsable()) {
        t.rollback();
      }
      hooks = t.finish(false);
    } catch (RuntimeException | Error e) {
      engine.markBroken(e); // the image may hold uncommitted bytes: nobody may read it any more
      hooks = List.of();
    }
    leave(t);
    Hooks.run(hooks);
  }

  /** Rolls an attempt back, and waits until something that it has read was changed (E40). */
  private void awaitChange(Transaction t, ChangeWait change) {
    try {
      try {
        MomentaryReader.requireNone();
        engine.changes().enter(change, t); // while it holds its locks
      } finally {
        rollback(t);
      }
      engine.upkeep().beforeWaiting();
      while (!change.isOver()) {
        engine.requireUsable();
        if (Thread.currentThread().isInterrupted()) {
          throw new TransactionInterruptedException(
              "interrupted while waiting for a change, pool="
                  + engine.options().name()
                  + "; the transaction was rolled back");
        }
        change.park();
      }
    } finally {
      engine.changes().leave(change);
    }
  }

  void leave(EngineScope scope) {
    scope.end();
    engine.locks().releaseAll(scope);
    engine.gate().exit(scope);
  }

  private <X extends Throwable> RuntimeException failure(Throwable e) throws X {
    if (e instanceof InternalError || e instanceof PoolBrokenException) {
      return engine.breakDown(e);
    }
    Broken.<X>sneak(e);
    throw new AssertionError(e);
  }

  /** Prepares another attempt, and returns how many so far count for the limit of re-runs. */
  private int again(int attempt, Outcome<?> outcome) {
    RuntimeException signal = Objects.requireNonNull(outcome.signal);
    if (signal instanceof RetrySignal) {
      return 0; // it had all its locks: victims before it are forgotten
    }
    if (signal instanceof GrowSignal grow) {
      engine.upkeep().enlarge(grow.reach());
      return attempt;
    }
    if (signal instanceof ConflictSignal && attempt > engine.options().rerunLimit()) {
      throw new TransactionConflictException(
          "transaction was a deadlock victim each time it ran, runs="
              + attempt
              + "; lock objects in one order, or raise the re-run limit",
          signal);
    }
    return attempt;
  }

  private <T extends @Nullable Object, X extends Throwable> T nested(
      EngineScope current, Durability durability, Body<T, X> body) throws X {
    EngineScope outer = current.of(engine);
    if (outer.engine != engine) {
      throw new IllegalStateException(
          "transaction on another pool inside a body; use Pools.transaction to change both");
    }
    if (!(outer instanceof Transaction t)) {
      throw new IllegalStateException(
          "transaction inside pool.read; run it outside, or make the whole a transaction");
    }
    t.requireNotDoomed();
    t.askSync(durability); // E37
    int depth = t.beginInterval();
    try {
      T result = body.run(t);
      t.requireNotDoomed();
      t.endInterval(depth);
      return result;
    } catch (ConflictSignal | GrowSignal | RetrySignal e) {
      throw e; // the outermost attempt is rolled back as a whole
    } catch (Throwable e) {
      t.rollbackTo(depth);
      t.endInterval(depth);
      throw e;
    }
  }

  // ---- system transactions

  boolean system(Engine.SystemStep step) {
    StackRoom.require();
    Transaction t = spare.take();
    try {
      t.begin(engine.options().lockWaitNanos());
      begin(t);
      boolean commit;
      try {
        commit = step.run(t);
        if (commit) {
          place(t, false);
        }
      } catch (DropQueue.Busy | ConflictSignal | GrowSignal e) {
        rollback(t);
        return false;
      } catch (RuntimeException | Error e) {
        rollback(t);
        throw e;
      }
      if (!commit) {
        rollback(t);
        return false;
      }
      Hooks.run(committed(t));
      return true;
    } finally {
      spare.give(t);
    }
  }

  // ---- read scopes

  /**
   * Runs what reads the image beside transactions without a lock on anything: the mapping stays
   * meanwhile, since this thread is inside the gate.
   */
  public <T> T besideSwaps(Supplier<T> action) {
    EngineScope present = engine.currentScope();
    return present != null ? action.get() : MomentaryReader.inside(engine, action);
  }

  /** Runs a body in a read scope, or joined to the scope that this thread is in (E28). */
  public <T extends @Nullable Object, X extends Throwable> T read(ReadBody<T, X> body) throws X {
    EngineScope outer = EngineScope.current();
    if (outer != null) {
      outer = outer.of(engine);
      if (outer.engine == engine) {
        return body.run(outer);
      }
      throw new IllegalStateException("read of another pool inside a body; read it before");
    }
    StackRoom.require();
    EngineScope scope = spareReads.take();
    try {
      scope.begin(engine.options().lockWaitNanos());
      for (int attempt = 1; ; attempt++) {
        begin(scope);
        try {
          engine.locks().lockContested(scope);
          T result = body.run(scope);
          scope.requireNotDoomed();
          return result;
        } catch (ConflictSignal e) {
          if (attempt > engine.options().rerunLimit()) {
            throw new TransactionConflictException(
                "read was a deadlock victim each time it ran, runs=" + attempt, e);
          }
        } catch (InternalError e) {
          throw engine.breakDown(e);
        } finally {
          leave(scope);
        }
        scope.restart();
      }
    } finally {
      spareReads.give(scope);
    }
  }
}
