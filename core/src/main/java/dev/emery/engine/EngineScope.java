package dev.emery.engine;

import dev.emery.JournalEndedException;
import dev.emery.WrongPoolException;
import dev.emery.WrongThreadException;
import dev.emery.isolation.LockOwner;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of time in which one thread holds locks of one pool: a transaction, or a read scope.
 * Scopes are reused, and a serial number tells the tokens of one use from those of the next.
 */
public class EngineScope extends LockOwner {
  private static final ThreadLocal<@Nullable EngineScope> CURRENT = new ThreadLocal<>();

  final Engine engine;
  private @Nullable Thread user;
  private long serial;

  EngineScope(Engine engine) {
    this.engine = engine;
  }

  /** The scope that this thread is in, of whichever pool, or null. */
  static @Nullable EngineScope current() {
    return CURRENT.get();
  }

  /** Begins a use by the calling thread, which has begun or restarted it as an owner of locks. */
  void open() {
    user = Thread.currentThread();
    serial++;
    CURRENT.set(this);
  }

  /** Ends this use: its tokens are dead from here on. Locks are released by the caller. */
  void end() {
    serial++;
    user = null;
    CURRENT.remove();
  }

  /** The serial number of the present use, which its token remembers. */
  public final long serial() {
    return serial;
  }

  /** Whether the use that {@code token} was given for still runs. */
  public final boolean isOpen(long token) {
    return serial == token;
  }

  /**
   * Checks that a token is alive and on its own thread, and that the scope is not doomed by a
   * conflict (E25).
   */
  public final void check(long token) {
    if (serial != token) {
      throw new JournalEndedException(
          "journal or read scope used after its end; use it only inside the body it was given to");
    }
    if (user != Thread.currentThread()) {
      throw new WrongThreadException(
          "journal or read scope used on another thread, thread="
              + Thread.currentThread().getName()
              + "; start a transaction of its own there");
    }
    requireNotDoomed();
  }

  /** Checks as {@link #check(long)} does, and that the scope is of {@code pool}. */
  public final void check(long token, Engine pool) {
    if (engine != pool) {
      throw new WrongPoolException(
          "journal of another pool; use the journal of the pool that the object belongs to");
    }
    check(token);
  }

  /** Locks an object shared to the end of the scope (E24). */
  public void lockShared(long block) {
    engine.locks().lockShared(this, block);
  }
}
