package dev.emery.cell;

import dev.emery.TxScoped;
import dev.emery.schema.Persistent;
import dev.emery.structure.CellPlace;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.Objects;
import java.util.function.LongUnaryOperator;

/**
 * A {@code long} at a place in a pool that can be changed inside a transaction. As a component of a
 * record it makes the record an entity, and lies unboxed in the entity's block: eight bytes.
 *
 * {@snippet :
 * record Account(String owner, PLong<Bank> cents) {}
 *
 * pool.transaction(j -> {
 *   from.cents().add(j, -100);
 *   to.cents().add(j, 100);
 * });
 * }
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
public final class PLong<P> extends PrimitiveCell<P> {
  PLong(CellPlace place) {
    super(place, 0);
  }

  private PLong(long value) {
    super(new CellPlace(), value);
  }

  /**
   * Makes a cell that is not in a pool yet: storing a record that contains it gives it its place.
   */
  public static <P> PLong<P> of(long value) {
    return new PLong<>(value);
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
  public long get() {
    return bits();
  }

  /** Sets the value. */
  public void set(Journal<P> j, long value) {
    bits(j, value);
  }

  /**
   * Adds {@code delta}, which may be negative, and returns the new value. Overflow wraps, as in
   * {@code AtomicLong}.
   */
  public long add(Journal<P> j, long delta) {
    long value = own(j) + delta;
    set(j, value);
    return value;
  }

  /** Adds one and returns the new value. */
  public long increment(Journal<P> j) {
    return add(j, 1);
  }

  /** Takes one away and returns the new value. */
  public long decrement(Journal<P> j) {
    return add(j, -1);
  }

  /** Sets the value and returns the one before. */
  public long getAndSet(Journal<P> j, long value) {
    return exchange(j, value);
  }

  /** Adds {@code delta} and returns the value before. */
  public long getAndAdd(Journal<P> j, long delta) {
    long old = own(j);
    set(j, old + delta);
    return old;
  }

  /** Sets the value to what {@code function} makes of it, and returns the new value. */
  public long update(Journal<P> j, @TxScoped LongUnaryOperator function) {
    Objects.requireNonNull(function, "function");
    long value = function.applyAsLong(own(j));
    set(j, value);
    return value;
  }

  /** Exchanges the values of two cells. */
  public void swap(Journal<P> j, PLong<P> other) {
    bits(j, other.exchange(j, own(j)));
  }

  @Override
  public String toString() {
    return Long.toString(get());
  }
}
