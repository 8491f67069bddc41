package dev.emery.transaction;

import dev.emery.NoJournalException;
import dev.emery.PoolException;
import dev.emery.TxLocal;
import dev.emery.engine.Engine;
import dev.emery.engine.RetrySignal;
import dev.emery.engine.Transaction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The right to change one pool, handed to the body of a transaction. Every mutator of a persistent
 * type takes it as its first argument, so that an unlogged update cannot be written down.
 *
 * <p>A journal lives as long as its transaction and belongs to the thread that runs the body: use
 * after the end throws {@link dev.emery.JournalEndedException}, use on another thread {@link
 * dev.emery.WrongThreadException}, use with an object of another pool {@link
 * dev.emery.WrongPoolException}.
 *
 * {@snippet :
 * pool.transaction(j -> {
 *   accounts.get("ada").cents().add(j, -100);
 *   accounts.get("bob").cents().add(j, 100);
 *   j.onCommit(() -> IO.println("moved"));
 * });
 * }
 *
 * @param <P> the root record of the pool; {@code Journal<Bank>} cannot touch an object of a {@code
 *     Shop}
 */
@TxLocal
public final class Journal<P> implements Scope<P> {
  private final Transaction transaction;
  private final long serial;

  /** Callable from core only: the parameter's type is not exported. */
  @SuppressWarnings("exports")
  public Journal(Transaction transaction) {
    if (transaction == null) {
      throw new NoJournalException(
          "a journal cannot be made; pool.transaction hands one to its body");
    }
    this.transaction = transaction;
    this.serial = transaction.serial();
  }

  @Override
  public boolean isOpen() {
    return transaction.isOpen(serial);
  }

  /**
   * Runs {@code action} once after this attempt has committed and, under {@code SYNC}, is durable;
   * locks are released by then. What the action throws goes to the thread's uncaught-exception
   * handler and changes no outcome.
   */
  public void onCommit(Runnable action) {
    checked().onCommit(action);
  }

  /**
   * Runs {@code action} after this attempt has been rolled back, also where the body is run again
   * afterwards. What the action throws goes to the thread's uncaught-exception handler and changes
   * no outcome.
   */
  public void onAbort(Runnable action) {
    checked().onAbort(action);
  }

  /** Marks the present state of the transaction, to which {@link #rollbackTo} can return. O(1). */
  public Savepoint savepoint() {
    Transaction t = checked();
    int depth = t.beginInterval();
    return new Savepoint(this, depth, t.serialOf(depth));
  }

  /**
   * Undoes what this transaction has changed since {@code savepoint}, which stays usable. Locks
   * stay held.
   *
   * @throws IllegalArgumentException if the savepoint is of another transaction, or was itself
   *     rolled back
   */
  public void rollbackTo(Savepoint savepoint) {
    Transaction t = checked();
    if (savepoint.journal() != this || t.serialOf(savepoint.depth()) != savepoint.serial()) {
      throw new IllegalArgumentException(
          "savepoint is not of this transaction, or an earlier savepoint was rolled back to");
    }
    t.rollbackTo(savepoint.depth());
  }

  /**
   * Rolls the whole transaction back, waits until another one has committed a change of something
   * that this body has read or locked, and runs the body again. Never returns.
   *
   * {@snippet :
   * String task = pool.compute(j -> {
   *   if (tasks.isEmpty()) {
   *     j.retry();
   *   }
   *   return tasks.removeFirst(j);
   * });
   * }
   *
   * <p>The result type is whatever the place of the call wants, so that {@code return
   * found.orElseGet(j::retry)} and {@code case Empty _ -> j.retry()} can be written.
   *
   * <p>It composes: in a nested transaction too it is the outermost one that is rolled back and
   * waits, for a change of anything that the whole has read. What counts are the objects (entities
   * and collections) that this thread has read in the body up to now, also those that a savepoint
   * has undone the use of. Not watched are objects that this transaction has made, what was read
   * before the body began or on other threads, statistics, and a lock that was tried in vain.
   *
   * <p>While it waits, the transaction holds nothing: no lock, no scope that {@code pool.close()}
   * or growth would wait for, no carrier thread. Its {@code onAbort} actions have run. There is no
   * limit to the waiting, and retries do not count for the limit of re-runs. A change of an object
   * wakes all that wait for it, whether or not the change is of interest to them.
   *
   * <p>{@code retry} leaves the body by an exception; where the body catches it, or ends otherwise
   * afterwards, the transaction waits all the same. Locks of the program's own that the body was
   * called under stay held.
   *
   * <p>What ends the waiting otherwise is thrown by the call that began the transaction: {@link
   * dev.emery.TransactionInterruptedException} if the thread is interrupted while it waits, or was
   * before (it stays marked as such), {@link dev.emery.PoolClosedException} and {@link
   * dev.emery.PoolBrokenException} when the pool is closed or breaks, {@link IllegalStateException}
   * if the transaction was begun by code that a read called, such as the constructor of a record.
   *
   * @throws IllegalStateException if the body has read nothing in the pool, and so would wait for
   *     ever; the transaction can go on
   */
  public <T extends @Nullable Object> T retry() {
    throw RetrySignal.doom(checked());
  }

  <T> T local(Class<T> type, Supplier<T> maker) {
    return checked().local(type, maker);
  }

  void requireOpen() {
    checked();
  }

  void doom(Throwable failure) {
    transaction.doom(
        failure instanceof RuntimeException e
            ? e
            : new PoolException("a change of the pool failed half-way: " + failure, failure));
  }

  void onRollbackOnce(Object key, Runnable undo) {
    checked().onRollbackOnce(key, undo);
  }

  void onRollback(Runnable undo) {
    checked().onRollback(undo);
  }

  /**
   * The transaction behind this journal, checked to be open, on this thread and of this pool.
   * Callable from core only: the types are not exported.
   */
  @SuppressWarnings("exports")
  public Transaction on(Engine engine) {
    transaction.check(serial, engine);
    transaction.requireNoUserCode();
    transaction.requireStack();
    return transaction;
  }

  /** A journal that is there: callers may have got a null past the compiler. */
  static <P> Journal<P> present(Journal<P> j) {
    if (j == null) {
      throw new NoJournalException(
          "journal is null; change the pool in the body of pool.transaction, with its journal");
    }
    return j;
  }

  private Transaction checked() {
    transaction.check(serial);
    return transaction;
  }
}
