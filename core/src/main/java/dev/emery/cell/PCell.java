package dev.emery.cell;

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
 * A value at a place in a pool that can be replaced inside a transaction. As a component of a
 * record it makes the record an entity; the value lies inline where it fits.
 *
 * {@snippet :
 * record Person(String name, PCell<Optional<String>, Town> street) {}
 *
 * pool.transaction(j -> person.street().set(j, Optional.of("Main Street")));
 * }
 *
 * <p>A cell always has a value; {@code Optional} says "none". Two cells are equal if and only if
 * they are the same place; made by {@link #of} and not stored yet, a cell equals only itself.
 *
 * <p>Methods of a cell whose entity was removed throw {@link dev.emery.StaleReferenceException},
 * those that take a journal also {@link dev.emery.WrongPoolException}, {@link
 * dev.emery.WrongThreadException} and {@link dev.emery.JournalEndedException}.
 *
 * @param <T> the type of the value, which has to be persistent-safe
 * @param <P> the root record of the pool
 */
@Persistent(value = Kind.Role.VALUE, isShareable = false)
public final class PCell<T, P> extends ValueCell<T, P> {
  private PCell(T prototype) {
    super(prototype);
  }

  PCell(Memory memory, long block, long at, Codec<T> codec) {
    super(memory, block, at, codec);
  }

  /**
   * Makes a cell that is not in a pool yet: storing a record that contains it gives it its place.
   */
  public static <T, P> PCell<T, P> of(T value) {
    return new PCell<>(value);
  }

  /** The present value. */
  public T get() {
    return value();
  }

  /** Sets the value. The one before is dropped where the cell owned it. */
  public void set(Journal<P> j, T value) {
    value(j, value);
  }

  /**
   * Sets the value and returns the one before; what the cell owned may be stored elsewhere in this
   * transaction.
   */
  public T getAndSet(Journal<P> j, T value) {
    T old = own(j);
    set(j, value);
    return old;
  }

  /** Sets the value to what {@code function} makes of it, and returns the new value. */
  public T update(Journal<P> j, @TxScoped UnaryOperator<T> function) {
    Objects.requireNonNull(function, "function");
    T value = Objects.requireNonNull(function.apply(own(j)), "result of the function");
    set(j, value);
    return value;
  }

  /** Exchanges the values of two cells. */
  public void swap(Journal<P> j, PCell<T, P> other) {
    T mine = own(j);
    set(j, other.getAndSet(j, mine));
  }

  /** Empties a cell of an {@code Optional} and returns what was in it. */
  public static <T, P> Optional<T> take(PCell<Optional<T>, P> cell, Journal<P> j) {
    return cell.getAndSet(j, Optional.empty());
  }
}
