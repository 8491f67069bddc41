package dev.emery.cell;

import dev.emery.BorrowException;
import dev.emery.TxScoped;
import dev.emery.schema.Codec;
import dev.emery.schema.Kind;
import dev.emery.schema.Persistent;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A value at a place in a pool that is borrowed to be used: many may read it or one may change it,
 * and who breaks that rule inside a transaction is told at once. As a component of a record it
 * makes the record an entity; the value lies inline where it fits.
 *
 * {@snippet :
 * record Person(PRefCell<String, Town> name) {}
 *
 * pool.transaction(j -> {
 *   try (RefMut<String> name = person.name().borrowMut(j)) {
 *     name.set(name.get().strip());
 *     person.name().borrow(j); // BorrowException: already mutably borrowed
 *   }
 * });
 * }
 *
 * <p>Borrows belong to one transaction and are the same for all handles of the cell. A borrow is
 * over when it is closed, when the transaction ends or is run again, or when a savepoint or nested
 * transaction that it was opened in is rolled back. It is never written down, so no cell can be
 * found borrowed. Between transactions the lock of the entity decides: a borrow takes it shared, a
 * mutable one exclusively.
 *
 * <p>{@link #read} needs neither a borrow nor a journal. Two cells are equal if and only if they
 * are the same place; made by {@link #of} and not stored yet, a cell equals only itself, and while
 * it is borrowed it cannot be stored.
 *
 * <p>Methods of a cell whose entity was removed throw {@link dev.emery.StaleReferenceException},
 * those that take a journal also {@link dev.emery.WrongPoolException}, {@link
 * dev.emery.WrongThreadException} and {@link dev.emery.JournalEndedException}.
 *
 * @param <T> the type of the value, which has to be persistent-safe
 * @param <P> the root record of the pool
 */
@Persistent(value = Kind.Role.VALUE, isShareable = false)
public final class PRefCell<T, P> extends ValueCell<T, P> {
  private PRefCell(T prototype) {
    super(prototype);
  }

  PRefCell(Memory memory, long block, long at, Codec<T> codec) {
    super(memory, block, at, codec);
  }

  /**
   * Makes a cell that is not in a pool yet: storing a record that contains it gives it its place.
   */
  public static <T, P> PRefCell<T, P> of(T value) {
    return new PRefCell<>(value);
  }

  /**
   * Borrows the value for reading.
   *
   * @throws BorrowException if it is mutably borrowed
   */
  public Ref<T> borrow(Journal<P> j) {
    return share(j);
  }

  /**
   * Borrows the value for changing it.
   *
   * @throws BorrowException if it is borrowed
   */
  public RefMut<T> borrowMut(Journal<P> j) {
    lock(j, true);
    return new RefMut<>(this, j, Borrows.of(j).open(j, place(), true));
  }

  /** As {@link #borrow}, but empty where the value is mutably borrowed. */
  public Optional<Ref<T>> tryBorrow(Journal<P> j) {
    lock(j, false);
    return isFree(j, false) ? Optional.of(share(j)) : Optional.empty();
  }

  /** As {@link #borrowMut}, but empty where the value is borrowed. */
  public Optional<RefMut<T>> tryBorrowMut(Journal<P> j) {
    lock(j, false);
    return isFree(j, true) ? Optional.of(borrowMut(j)) : Optional.empty();
  }

  /**
   * The present value, whether borrowed or not: outside a transaction the last committed one,
   * inside what the transaction has made of it so far.
   */
  public T read() {
    return value();
  }

  /**
   * Sets the value and returns the one before; what the cell owned may be stored elsewhere in this
   * transaction.
   *
   * @throws BorrowException if the value is borrowed
   */
  public T replace(Journal<P> j, T value) {
    Objects.requireNonNull(value, "value");
    return replaceWith(j, _ -> value);
  }

  /**
   * Sets the value to what {@code function} makes of it, and returns the one before. It is mutably
   * borrowed while the function runs.
   *
   * @throws BorrowException if the value is borrowed
   */
  public T replaceWith(Journal<P> j, @TxScoped UnaryOperator<T> function) {
    Objects.requireNonNull(function, "function");
    try (RefMut<T> borrow = borrowMut(j)) {
      T old = own(j);
      borrow.set(Objects.requireNonNull(function.apply(old), "result of the function"));
      return old;
    }
  }

  /**
   * Exchanges the values of two cells.
   *
   * @throws BorrowException if one of them is borrowed, or both are the same cell
   */
  public void swap(Journal<P> j, PRefCell<T, P> other) {
    try (RefMut<T> mine = borrowMut(j);
        RefMut<T> others = other.borrowMut(j)) {
      T value = own(j);
      mine.set(other.own(j));
      others.set(value);
    }
  }

  /**
   * Empties a cell of an {@code Optional} and returns what was in it.
   *
   * @throws BorrowException if the value is borrowed
   */
  public static <T, P> Optional<T> take(PRefCell<Optional<T>, P> cell, Journal<P> j) {
    return cell.replace(j, Optional.empty());
  }

  // ---- borrows

  Ref<T> share(Journal<?> j) {
    lock(j, false);
    return new Ref<>(this, j, Borrows.of(j).open(j, place(), false));
  }

  private boolean isFree(Journal<?> j, boolean mutable) {
    return Borrows.of(j).hindrance(place(), mutable) == null;
  }

  /** Holds the value as it is for the transaction, or for it alone. */
  private void lock(Journal<?> j, boolean mutable) {
    Memory m = place().memory();
    if (m == null) {
      Memory.requireOpen(j);
    } else if (mutable) {
      place().anchor().write(j);
    } else {
      m.lockShared(j, place().block());
      m.require(place().block(), place().id());
    }
  }

  @Override
  void requireFree(Journal<?> j) {
    Borrows.of(j).require(place(), true);
  }

  void requireOpen(Journal<?> j, Borrows.Guard guard) {
    Memory.requireOpen(j);
    if (!guard.isOpen()) {
      throw new BorrowException(
          "borrow is over: it was closed, or what it was opened in was rolled back; borrow again");
    }
  }

  /** The value, for the holder of an open borrow. */
  T borrowed(Journal<?> j, Borrows.Guard guard) {
    requireOpen(j, guard);
    return value();
  }
}
