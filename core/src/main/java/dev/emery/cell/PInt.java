package dev.emery.cell;

import dev.emery.TxScoped;
import dev.emery.schema.Persistent;
import dev.emery.structure.CellPlace;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.Objects;
import java.util.function.IntUnaryOperator;

/**
 * An {@code int} at a place in a pool that can be changed inside a transaction. As a component of a
 * record it makes the record an entity, and lies unboxed in the entity's block: four bytes.
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
public final class PInt<P> extends PrimitiveCell<P> {
  PInt(CellPlace place) {
    super(place, 0);
  }

  private PInt(int value) {
    super(new CellPlace(), value);
  }

  /**
   * Makes a cell that is not in a pool yet: storing a record that contains it gives it its place.
   */
  public static <P> PInt<P> of(int value) {
    return new PInt<>(value);
  }

  @Override
  long load(Memory m, long at) {
    return m.getInt(at);
  }

  @Override
  void store(Memory m, Journal<?> j, long block, long at, long bits) {
    m.setInt(j, block, at, (int) bits);
  }

  /** The present value. */
  public int get() {
    return (int) bits();
  }

  /** Sets the value. */
  public void set(Journal<P> j, int value) {
    bits(j, value);
  }

  /**
   * Adds {@code delta}, which may be negative, and returns the new value. Overflow wraps, as in
   * {@code AtomicInteger}.
   */
  public int add(Journal<P> j, int delta) {
    int value = (int) own(j) + delta;
    set(j, value);
    return value;
  }

  /** Adds one and returns the new value. */
  public int increment(Journal<P> j) {
    return add(j, 1);
  }

  /** Takes one away and returns the new value. */
  public int decrement(Journal<P> j) {
    return add(j, -1);
  }

  /** Sets the value and returns the one before. */
  public int getAndSet(Journal<P> j, int value) {
    return (int) exchange(j, value);
  }

  /** Adds {@code delta} and returns the value before. */
  public int getAndAdd(Journal<P> j, int delta) {
    int old = (int) own(j);
    set(j, old + delta);
    return old;
  }

  /** Sets the value to what {@code function} makes of it, and returns the new value. */
  public int update(Journal<P> j, @TxScoped IntUnaryOperator function) {
    Objects.requireNonNull(function, "function");
    int value = function.applyAsInt((int) own(j));
    set(j, value);
    return value;
  }

  /** Exchanges the values of two cells. */
  public void swap(Journal<P> j, PInt<P> other) {
    bits(j, other.exchange(j, own(j)));
  }

  @Override
  public String toString() {
    return Integer.toString(get());
  }
}
