package dev.emery.transaction;

import dev.emery.PoolException;
import dev.emery.engine.Engine;
import dev.emery.engine.Transaction;
import java.util.function.Supplier;

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
public final class Journal<P> implements Scope<P> {
  private final Transaction transaction;
  private final long serial;

  /** Callable from core only: the parameter's type is not exported. */
  @SuppressWarnings("exports")
  public Journal(Transaction transaction) {
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
    return transaction;
  }

  private Transaction checked() {
    transaction.check(serial);
    return transaction;
  }
}
