package dev.emery.engine;

import dev.emery.TransactionConflictException;
import dev.emery.isolation.ConflictSignal;
import dev.emery.isolation.LockOwner;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A reader outside any scope that holds the shared lock of one object for the length of one read:
 * because a writer is active there, or because the read calls user code (E27).
 */
final class MomentaryReader extends LockOwner {
  /** The stamp of a read under a scope's lock. */
  static final long SCOPED = -1;

  /** The stamp of a read under a momentary lock. */
  static final long LOCKED = -2;

  private static final ThreadLocal<@Nullable MomentaryReader> CURRENT = new ThreadLocal<>();

  private @Nullable MomentaryReader
      outer; // a read within a read: user code called by the outer one

  static long lock(Engine engine, long block) {
    StackRoom.require();
    MomentaryReader reader = engine.readers().take();
    reader.begin(engine.options().lockWaitNanos());
    engine.gate().enter(reader);
    try {
      engine.requireUsable();
      engine.locks().lockShared(reader, block);
    } catch (ConflictSignal e) {
      leave(engine, reader);
      throw new TransactionConflictException(
          "read outside a transaction met a deadlock; use pool.read for nested reads", e);
    } catch (RuntimeException | Error e) {
      leave(engine, reader);
      throw e;
    }
    reader.outer = CURRENT.get();
    CURRENT.set(reader);
    return LOCKED;
  }

  /** Runs an action inside the gate, with no lock. */
  static <T> T inside(Engine engine, Supplier<T> action) {
    StackRoom.require();
    MomentaryReader reader = engine.readers().take();
    reader.begin(engine.options().lockWaitNanos());
    engine.gate().enter(reader);
    try {
      engine.requireUsable();
      return action.get();
    } finally {
      leave(engine, reader);
    }
  }

  static void unlock(Engine engine, long block) {
    MomentaryReader reader = CURRENT.get();
    if (reader == null) {
      throw new IllegalStateException("no read is open, object=0x" + Long.toHexString(block));
    }
    CURRENT.set(reader.outer);
    reader.outer = null;
    leave(engine, reader);
  }

  /**
   * Checks that the calling thread may wait without a limit: it is in no read that holds a lock.
   */
  static void requireNone() {
    if (CURRENT.get() != null) {
      throw new IllegalStateException(
          "retry would wait inside a read of an object, which holds its lock;"
              + " run the transaction outside of code that reads call");
    }
  }

  private static void leave(Engine engine, MomentaryReader reader) {
    engine.locks().releaseAll(reader);
    engine.gate().exit(reader);
    engine.readers().give(reader);
  }
}
