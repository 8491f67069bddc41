package dev.emery.cell;

import dev.emery.BorrowException;
import dev.emery.TxLocal;
import dev.emery.transaction.Journal;

/**
 * A borrow of a {@link PRefCell} for reading: while it is open, the transaction cannot change the
 * value. It ends with {@link #close}, and with its transaction or the rollback of what has opened
 * it at the latest; reading it later throws {@link BorrowException} or, after the transaction,
 * {@link dev.emery.JournalEndedException}.
 *
 * {@snippet :
 * try (Ref<String> name = person.name().borrow(j)) {
 *   IO.println(name.get());
 * }
 * }
 *
 * <p>A borrow belongs to the thread of its transaction.
 *
 * @param <T> the type of the value
 */
@TxLocal
public final class Ref<T> implements AutoCloseable {
  private final PRefCell<T, ?> cell;
  private final Journal<?> journal;
  private final Borrows.Guard guard;

  Ref(PRefCell<T, ?> cell, Journal<?> journal, Borrows.Guard guard) {
    this.cell = cell;
    this.journal = journal;
    this.guard = guard;
  }

  /** The value. */
  public T get() {
    return cell.borrowed(journal, guard);
  }

  /** Another borrow of the same cell, to be closed apart from this one. */
  public Ref<T> copy() {
    cell.requireOpen(journal, guard);
    return cell.share(journal);
  }

  /** Ends the borrow. Doing it twice, or after the transaction, has no effect. */
  @Override
  public void close() {
    guard.close();
  }

  @Override
  public String toString() {
    return journal.isOpen() && guard.isOpen() ? "Ref[" + cell + "]" : "Ref[over]";
  }
}
