package dev.emery.cell;

import dev.emery.schema.Persistent;
import dev.emery.structure.CellPlace;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;

/**
 * A {@code boolean} at a place in a pool that can be changed inside a transaction. As a component
 * of a record it makes the record an entity, and lies unboxed in the entity's block: one byte.
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
public final class PBool<P> extends PrimitiveCell<P> {
  PBool(CellPlace place) {
    super(place, 0);
  }

  private PBool(boolean value) {
    super(new CellPlace(), value ? 1 : 0);
  }

  /**
   * Makes a cell that is not in a pool yet: storing a record that contains it gives it its place.
   */
  public static <P> PBool<P> of(boolean value) {
    return new PBool<>(value);
  }

  @Override
  long load(Memory m, long at) {
    return m.getByte(at);
  }

  @Override
  void store(Memory m, Journal<?> j, long block, long at, long bits) {
    m.setByte(j, block, at, (byte) bits);
  }

  /** The present value. */
  public boolean get() {
    return bits() != 0;
  }

  /** Sets the value. */
  public void set(Journal<P> j, boolean value) {
    bits(j, value ? 1 : 0);
  }

  /** Turns the value into its opposite and returns the new one. */
  public boolean flip(Journal<P> j) {
    boolean value = own(j) == 0;
    set(j, value);
    return value;
  }

  /** Sets the value and returns the one before. */
  public boolean getAndSet(Journal<P> j, boolean value) {
    return exchange(j, value ? 1 : 0) != 0;
  }

  /** Exchanges the values of two cells. */
  public void swap(Journal<P> j, PBool<P> other) {
    bits(j, other.exchange(j, own(j)));
  }

  @Override
  public String toString() {
    return Boolean.toString(get());
  }
}
