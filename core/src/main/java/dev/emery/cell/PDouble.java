package dev.emery.cell;

import dev.emery.TxScoped;
import dev.emery.schema.Persistent;
import dev.emery.structure.CellPlace;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;

/**
 * A {@code double} at a place in a pool that can be changed inside a transaction. As a component of
 * a record it makes the record an entity, and lies unboxed in the entity's block: eight bytes, with
 * the bits of a NaN as they are.
 *
 * <p>Reading needs no journal: outside a transaction {@link #get} sees the last committed value.
 * Two cells are equal if and only if they are the same place; made by {@link #of} and not stored
 * yet, a cell equals only itself.
 *
 * <p>Methods of a cell whose entity was removed throw {@link dev.emery.StaleReferenceException},
 * those that take a journal also {@link dev.emery.WrongPoolException}, {@link
 * dev.emery.WrongThreadException} and {@link dev.emery.JournalEndedException}.
 *
 * @param <P> the root record of the pool
 */
@Persistent
public final class PDouble<P> extends PrimitiveCell<P> {
  PDouble(CellPlace place) {
    super(place, 0);
  }

  private PDouble(double value) {
    super(new CellPlace(), Double.doubleToRawLongBits(value));
  }

  /**
   * Makes a cell that is not in a pool yet: storing a record that contains it gives it its place.
   */
  public static <P> PDouble<P> of(double value) {
    return new PDouble<>(value);
  }

  @Override
  long load(Memory m, long at) {
    return m.getLong(at);
  }

  @Override
  void store(Memory m, Journal<?> j, long block, long at, long bits) {
    m.setLong(j, block, at, bits);
  }

  /** The present value. */
  public double get() {
    return Double.longBitsToDouble(bits());
  }

  /** Sets the value. */
  public void set(Journal<P> j, double value) {
    bits(j, Double.doubleToRawLongBits(value));
  }

  /** Adds {@code delta}, which may be negative, and returns the new value. */
  public double add(Journal<P> j, double delta) {
    double value = Double.longBitsToDouble(own(j)) + delta;
    set(j, value);
    return value;
  }

  /** Sets the value and returns the one before. */
  public double getAndSet(Journal<P> j, double value) {
    return Double.longBitsToDouble(exchange(j, Double.doubleToRawLongBits(value)));
  }

  /** Adds {@code delta} and returns the value before. */
  public double getAndAdd(Journal<P> j, double delta) {
    double old = Double.longBitsToDouble(own(j));
    set(j, old + delta);
    return old;
  }

  /** Sets the value to what {@code function} makes of it, and returns the new value. */
  public double update(Journal<P> j, @TxScoped DoubleUnaryOperator function) {
    Objects.requireNonNull(function, "function");
    double value = function.applyAsDouble(Double.longBitsToDouble(own(j)));
    set(j, value);
    return value;
  }

  /** Exchanges the values of two cells. */
  public void swap(Journal<P> j, PDouble<P> other) {
    bits(j, other.exchange(j, own(j)));
  }

  @Override
  public String toString() {
    return Double.toString(get());
  }
}
