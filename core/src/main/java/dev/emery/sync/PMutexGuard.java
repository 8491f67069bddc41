package dev.emery.sync;

import dev.emery.TxLocal;
import dev.emery.TxScoped;
import dev.emery.transaction.Journal;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * The right of one transaction to read and change what a {@link PMutex} guards. It lasts to the end
 * of the transaction, and using it later throws {@link dev.emery.JournalEndedException}; on another
 * thread it throws {@link dev.emery.WrongThreadException}.
 *
 * {@snippet :
 * pool.transaction(j -> {
 *   var stock = shelf.stock().lock(j);
 *   if (stock.get() > 0) {
 *     stock.set(stock.get() - 1);
 *   }
 * });
 * }
 *
 * <p>After a rollback to a savepoint a guard from before it goes on, with the value from then. One
 * for a mutex which that rollback has removed throws {@link dev.emery.StaleReferenceException}.
 *
 * @param <T> the type of the value
 * @param <P> the root record of the pool
 */
@TxLocal
public final class PMutexGuard<T, P> {
  private final PMutex<T, P> mutex;
  private final Journal<P> journal;

  PMutexGuard(PMutex<T, P> mutex, Journal<P> journal) {
    this.mutex = mutex;
    this.journal = journal;
  }

  /** The value. */
  public T get() {
    return mutex.get(journal);
  }

  /** Sets the value. The one before is dropped where the mutex owned it. */
  public void set(T value) {
    mutex.set(journal, value);
  }

  /**
   * Sets the value and returns the one before; what the mutex owned may be stored elsewhere in this
   * transaction.
   */
  public T getAndSet(T value) {
    T old = get();
    set(value);
    return old;
  }

  /** Sets the value to what {@code function} makes of it, and returns the new value. */
  public T update(@TxScoped UnaryOperator<T> function) {
    Objects.requireNonNull(function, "function");
    T value = Objects.requireNonNull(function.apply(get()), "result of the function");
    set(value);
    return value;
  }

  @Override
  public String toString() {
    return journal.isOpen() ? "PMutexGuard[" + mutex + "]" : "PMutexGuard[over]";
  }
}
