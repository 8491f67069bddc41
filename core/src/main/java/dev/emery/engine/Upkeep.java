package dev.emery.engine;

import dev.emery.PoolBrokenException;
import dev.emery.PoolException;
import dev.emery.TransactionConflictException;
import dev.emery.TransactionTooLargeException;
import dev.emery.event.Events;
import dev.emery.event.SwapEvent;
import dev.emery.image.Image;
import dev.emery.image.Mappings;
import dev.emery.journal.CopyProgress;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What keeps a pool in shape beside its transactions: checkpoints when the journal has grown, a
 * fresh mapping when the private pages exceed the memory limit or the pool outgrows its mapping
 * (E22), and what is left on the drop queue.
 *
 * <p>A thread of the pool does it in the background. It is started when there is something to do
 * for the first time, and sleeps whenever there is nothing: a pool that is opened for a few small
 * transactions never has one.
 */
public final class Upkeep {
  private static final int OWN_DROPS = 16; // steps that a commit does at once
  private static final int BACKGROUND_DROPS = 4096;
  private static final int MOST_THRESHOLDS = 8; // journal at most, in checkpoint thresholds
  private static final int FREE_THRESHOLDS = 4; // up to which no writer waits
  private static final long FIRST_WAIT_NANOS = 50_000;

  private final Engine engine;
  private final ReentrantLock one = new ReentrantLock(); // one checkpoint or swap at a time
  private final ReentrantLock sleep = new ReentrantLock();
  private final Condition work = sleep.newCondition();
  private volatile boolean begun;
  private volatile boolean asked;
  private volatile boolean stopped;
  private boolean started; // under the lock `sleep`
  private @Nullable Mappings mappings;
  private @Nullable Arena arena;

  Upkeep(Engine engine) {
    this.engine = engine;
  }

  /** Takes over the memory of the pool, which it replaces or closes some day. */
  public void take(Mappings present, Arena presentArena) {
    one.lock(); // whoever replaces them sees them, in whatever way it got the pool
    try {
      this.mappings = present;
      this.arena = presentArena;
    } finally {
      one.unlock();
    }
  }

  /**
   * Works in the background from here on. Not before the pool is open: whoever opens it reads the
   * memory outside of the gate, and a new mapping would take it away.
   */
  public void begin() {
    if (!engine.options().readOnly()) {
      begun = true;
      if (engine.drops().any() || isDue()) {
        wake();
      }
    }
  }

  /** Looks after a commit whether there is work, and does what is small at once. */
  void afterCommit() {
    if (engine.drops().any()) {
      dropOwn();
    }
    if (!asked && isDue()) {
      wake();
    }
    if (engine.storage().journalBytes() / FREE_THRESHOLDS
        >= engine.options().checkpointThreshold()) {
      slowDown(thresholds());
    }
  }

  /**
   * Makes a writer wait where writers are faster than the background, so that the journal stays
   * bounded: at each commit a little, four times as long with each threshold more, so that no
   * commit is much slower than those around it; in the end for a whole checkpoint.
   */
  private void slowDown(long thresholds) {
    if (thresholds < MOST_THRESHOLDS) {
      LockSupport.parkNanos(FIRST_WAIT_NANOS << 2 * (thresholds - FREE_THRESHOLDS));
      return;
    }
    one.lock();
    try {
      if (thresholds() >= MOST_THRESHOLDS) { // of many that waited here one has done it for all
        checkpoint();
      }
    } catch (PoolException e) {
      if (!engine.isUsable()) {
        throw e;
      } // the commit before is done; the background tries the checkpoint again
    } finally {
      one.unlock();
    }
  }

  private long thresholds() {
    return engine.storage().journalBytes() / engine.options().checkpointThreshold();
  }

  /**
   * Takes apart what an attempt that is going to wait has let go of: it may have been in the way of
   * that, and there may be no other commit to look again. Its own wait may be for the end of the
   * object.
   */
  void beforeWaiting() {
    if (engine.drops().any()) {
      dropOwn();
    }
  }

  private void dropOwn() {
    try {
      engine.drops().drainIfIdle(OWN_DROPS);
    } catch (RuntimeException | Error e) {
      if (!engine.isUsable()) {
        throw e;
      } // no space or memory for now: what is queued stays queued, and the commit before is done
    }
    if (engine.drops().any()) {
      wake();
    }
  }

  /**
   * Takes dropped objects apart because the pool is full for a transaction, and says whether
   * anything was freed since the attempt began, here or beside it.
   */
  boolean makeRoom(Transaction t) {
    try {
      int steps = engine.drops().drain(BACKGROUND_DROPS);
      return steps > 0 || engine.drops().done() != t.dropsAtBegin;
    } catch (PoolException e) {
      return false; // not even that: the transaction stays refused
    }
  }

  private boolean isDue() {
    return engine.storage().journalBytes() > engine.options().checkpointThreshold()
        || engine.image().dirtyBytes() > engine.options().memoryLimit();
  }

  private void wake() {
    if (asked || !begun) {
      return;
    }
    sleep.lock();
    try {
      asked = true;
      if (!started && !stopped) {
        start();
      }
      work.signal();
    } finally {
      sleep.unlock();
    }
  }

  /*
   * Any thread of the program may be the one that commits and so starts the thread, a virtual one
   * included: it inherits nothing of it. Where the system has no thread to give, the commit before is
   * done all the same: a later one asks again, and writers make the checkpoints until then.
   */
  private void start() {
    try {
      Thread.ofPlatform()
          .daemon()
          .name("emery " + engine.options().name())
          .inheritInheritableThreadLocals(false)
          .start(this::run);
      started = true;
    } catch (OutOfMemoryError e) {
      // no thread now
    } finally {
      asked = started;
    }
  }

  private void run() {
    while (!stopped) {
      try {
        await();
        if (!stopped) {
          asked = false;
          once();
        }
      } catch (RuntimeException | Error e) {
        if (!(e instanceof PoolException) || e instanceof PoolBrokenException) {
          engine.markBroken(e);
          return;
        }
      }
    }
  }

  private void await() {
    sleep.lock();
    try {
      while (!asked && !stopped) {
        work.awaitUninterruptibly();
      }
    } finally {
      sleep.unlock();
    }
  }

  private void once() {
    if (engine.drops().drain(BACKGROUND_DROPS) == BACKGROUND_DROPS) {
      asked = true; // there is more
    }
    if (engine.image().dirtyBytes() > engine.options().memoryLimit()) {
      swap(engine.image().reach());
    } else if (engine.storage().journalBytes() > engine.options().checkpointThreshold()) {
      checkpoint();
    }
  }

  /** Copies what the journal holds into the file. */
  public void checkpoint() {
    StackRoom.require();
    one.lock();
    try {
      engine.requireUsable();
      PageSumBlocks.cover(engine);
      engine.storage().checkpoint();
    } finally {
      one.unlock();
    }
  }

  /** Writes a copy of the file with everything committed so far, while transactions run. */
  public void backup(Path target, CopyProgress progress) {
    one.lock(); // else a swap could close the gate and then wait for the end of the copy
    try {
      engine.requireUsable();
      engine.storage().backup(target, progress);
    } finally {
      one.unlock();
    }
  }

  /**
   * Gives the pool a mapping that reaches at least {@code reach} bytes, unless it has one by now.
   */
  void enlarge(long reach) {
    one.lock();
    try {
      if (engine.image().reach() < reach) {
        long doubled = Math.max(reach, Math.multiplyExact(engine.image().reach(), 2));
        swapAtGate(doubled);
        if (engine.image().reach() < reach) {
          throw new TransactionTooLargeException(
              "transaction needs more than can be mapped, needed=0x"
                  + Long.toHexString(reach)
                  + ", mapped=0x"
                  + Long.toHexString(engine.image().reach())
                  + "; do it in steps");
        }
      }
    } finally {
      one.unlock();
    }
  }

  private void swap(long reach) {
    one.lock();
    try {
      swapAtGate(reach);
    } finally {
      one.unlock();
    }
  }

  private void swapAtGate(long reach) {
    checkpoint(); // the long part, while transactions still run
    SwapEvent event = Events.swap();
    long changed = engine.image().dirtyBytes();
    closeGate();
    try {
      engine.requireUsable();
      replaceMapping(reach);
      if (event != null) {
        event.over(engine.options().name(), changed, engine.image().reach());
      }
    } catch (RuntimeException | Error e) {
      if (e instanceof PoolException && engine.isUsable()) {
        throw e;
      }
      throw engine.breakDown(e);
    } finally {
      engine.gate().reopen();
    }
  }

  private void replaceMapping(long reach) {
    Mappings before = mappings;
    Arena closing = arena;
    if (before == null || closing == null) {
      throw new IllegalStateException("pool has no mapping");
    }
    Image image = engine.image();
    Arena next = engine.storage().arena();
    Mappings replacement;
    try {
      replacement = engine.storage().remap(before, image.limit(), reach, next);
    } catch (RuntimeException | Error e) {
      next.close();
      throw e;
    }
    image.swap(replacement);
    engine.versions().raiseAllAtRest(); // readers that began before read again
    mappings = replacement;
    arena = next;
    closing.close();
  }

  private void closeGate() {
    if (!engine.gate().close(engine.options().lockWaitNanos())) {
      throw new TransactionConflictException(
          "transactions are still open on the pool, pool="
              + engine.options().name()
              + "; end them and try again");
    }
  }

  /** Runs {@code action} while no transaction is open on the pool (E33). */
  public <T> T quiet(java.util.function.Supplier<T> action) {
    StackRoom.require();
    one.lock();
    try {
      engine.requireUsable();
      closeGate();
      try {
        return action.get();
      } finally {
        engine.gate().reopen();
      }
    } finally {
      one.unlock();
    }
  }

  /**
   * Closes the pool: waits for open scopes up to the lock wait limit, then writes everything home.
   */
  public void close() {
    StackRoom.require();
    one.lock();
    try {
      if (!engine.isUsable()) {
        discard();
        return;
      }
      drainAtClose();
      closeGate();
      settleDecisions();
      engine.markClosedAtGate();
      engine.gate().reopen(); // whoever waits there finds the pool closed
      stop();
      try {
        engine.storage().close();
      } finally {
        closeArena();
      }
    } finally {
      one.unlock();
    }
  }

  /**
   * Lets go of a pool without writing: it is broken, or its opening failed. The next opening
   * decides.
   */
  public void discard() {
    engine.markClosed();
    stop();
    engine.storage().abandon();
    closeArena();
  }

  private void drainAtClose() {
    if (!engine.options().readOnly()) {
      try {
        PageSumBlocks.cover(engine);
        engine.drops().drain(BACKGROUND_DROPS);
      } catch (RuntimeException e) {
        engine.requireUsable(); // what cannot be dropped now stays queued for the next opening
      }
    }
  }

  private void settleDecisions() {
    Decisions decisions = engine.decisions();
    if (decisions != null) {
      try {
        decisions.settle();
      } catch (RuntimeException | Error e) {
        engine.gate().reopen();
        if (e instanceof PoolBrokenException) {
          discard(); // its next opening settles them
        }
        throw e;
      }
    }
  }

  private void closeArena() {
    Arena closing = arena;
    arena = null;
    if (closing != null) {
      closing.close();
    }
  }

  private void stop() {
    stopped = true;
    sleep.lock();
    try {
      work.signal();
    } finally {
      sleep.unlock();
    }
  }
}
