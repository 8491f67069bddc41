package dev.emery.cell;

import dev.emery.BorrowException;
import dev.emery.TxLocal;
import dev.emery.TxScoped;
import dev.emery.transaction.Journal;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * The one borrow of a {@link PRefCell} for changing it: while it is open, there is no other. It
 * ends with {@link #close}, and with its transaction or the rollback of what has opened it at the
 * latest; using it later throws {@link BorrowException} or, after the transaction, {@link
 * dev.emery.JournalEndedException}.
 *
 * {@snippet :
 * try (RefMut<String> name = person.name().borrowMut(j)) {
 *   name.update(String::strip);
 * }
 * }
 *
 * <p>A borrow belongs to the thread of its transaction.
 *
 * @param <T> the type of the value
 */
@TxLocal
public final class RefMut<T> implements AutoCloseable {
  private final PRefCell<T, ?> cell;
  private final Journal<?> journal;
  private final Borrows.Guard guard;

  RefMut(PRefCell<T, ?> cell, Journal<?> journal, Borrows.Guard guard) {
    this.cell = cell;
    this.journal = journal;
    this.guard = guard;
  }

  /** The value. */
  public T get() {
    return cell.borrowed(journal, guard);
  }

  /** Sets the value. The one before is dropped where the cell owned it. */
  public void set(T value) {
    cell.requireOpen(journal, guard);
    cell.value(journal, value);
  }

  /** Sets the value to what {@code function} makes of it, and returns the new value. */
  public T update(@TxScoped UnaryOperator<T> function) {
    Objects.requireNonNull(function, "function");
    T value = Objects.requireNonNull(function.apply(get()), "result of the function");
    set(value);
    return value;
  }

  /** Ends the borrow. Doing it twice, or after the transaction, has no effect. */
  @Override
  public void close() {
    guard.close();
  }

  @Override
  public String toString() {
    return journal.isOpen() && guard.isOpen() ? "RefMut[" + cell + "]" : "RefMut[over]";
  }
}
