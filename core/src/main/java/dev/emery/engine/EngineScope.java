package dev.emery.engine;

import dev.emery.JournalEndedException;
import dev.emery.PoolException;
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

  /** The scope of another pool that this thread was in when this one began beside it, or null. */
  private @Nullable EngineScope beside;

  /** How many constructors of the user's run inside of the operation at hand. */
  private int userCode;

  EngineScope(Engine engine) {
    this.engine = engine;
  }

  /**
   * The scope that this thread is in, of whichever pool, or null. Where it is in several, of a
   * transaction over several pools, it is the one that began last; {@link #of} finds the others.
   */
  static @Nullable EngineScope current() {
    return CURRENT.get();
  }

  /** Of the scopes that this one began beside, and itself, the one of a pool; else itself. */
  final EngineScope of(Engine pool) {
    if (engine == pool || beside == null) {
      return this;
    }
    for (EngineScope scope = beside; scope != null; scope = scope.beside) {
      if (scope.engine == pool) {
        return scope;
      }
    }
    return this;
  }

  /** Says that this use has begun beside a scope of the same thread, and will end before it. */
  final void standBeside(@Nullable EngineScope earlier) {
    beside = earlier;
  }

  /** Says that code of the user begins inside of an operation of this thread. */
  public static void beginUserCode() {
    for (EngineScope scope = CURRENT.get(); scope != null; scope = scope.beside) {
      scope.userCode++;
    }
  }

  /** Says that the code which began last has ended. */
  public static void endUserCode() {
    for (EngineScope scope = CURRENT.get(); scope != null; scope = scope.beside) {
      scope.userCode--;
    }
  }

  /** Requires that no operation of this scope is half done: nothing may change the pool then. */
  public final void requireNoUserCode() {
    if (userCode != 0) {
      throw new PoolException(
          "the constructor of a record changes the pool while the record is loaded; "
              + "change it in the transaction's body");
    }
  }

  /** Begins a use by the calling thread, which has begun or restarted it as an owner of locks. */
  void open() {
    user = Thread.currentThread();
    userCode = 0;
    serial++;
    CURRENT.set(this);
  }

  /** Ends this use: its tokens are dead from here on. Locks are released by the caller. */
  void end() {
    serial++;
    user = null;
    CURRENT.set(beside); // null, too, is kept: taking the entry out costs more than all else here
    beside = null;
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
