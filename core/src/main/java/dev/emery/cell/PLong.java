package dev.emery.cell;

import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.Objects;
import java.util.function.LongUnaryOperator;

/**
 * A {@code long} at a place in a pool that can be changed inside a transaction. As a component of a
 * record it makes the record an entity, and lies unboxed in the entity's block.
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
public final class PLong<P> {
  private final CellPlace place;
  private long prototype;

  private PLong(CellPlace place, long prototype) {
    this.place = place;
    this.prototype = prototype;
  }

  PLong(Memory memory, long block, long at) {
    this(new CellPlace(memory, block, at), 0);
  }

  /**
   * Makes a cell that is not in a pool yet: storing a record that contains it gives it its place.
   */
  public static <P> PLong<P> of(long value) {
    return new PLong<>(new CellPlace(), value);
  }

  CellPlace place() {
    return place;
  }

  /** Ties this prototype to the place where its value has just been stored. */
  void bind(Memory memory, Journal<?> j, long block, long at) {
    place.bind(memory, j, block, at);
  }

  /** The present value. */
  public long get() {
    Memory m = place.memory();
    if (m == null) {
      return prototype;
    }
    long block = place.block();
    for (; ; ) {
      long stamp = m.enter(block, true);
      try {
        m.require(block, place.id());
        long value = m.getLong(place.at());
        if (m.exit(block, stamp)) {
          return value;
        }
      } catch (RuntimeException | Error e) {
        m.failed(block, stamp, e);
      }
    }
  }

  /** Sets the value. */
  public void set(Journal<P> j, long value) {
    if (place.memory() == null) {
      long old = prototype;
      Memory.onRollback(j, () -> prototype = old);
      prototype = value;
    } else {
      Memory m = place.anchor().write(j);
      m.setLong(j, place.block(), place.at(), value);
    }
  }

  /**
   * The value as this transaction sees it, which may go on to change it: nobody else can meanwhile.
   */
  private long own(Journal<P> j) {
    return place.memory() == null ? prototype : place.anchor().write(j).getLong(place.at());
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
    long old = own(j);
    set(j, value);
    return old;
  }

  /** Adds {@code delta} and returns the value before. */
  public long getAndAdd(Journal<P> j, long delta) {
    return add(j, delta) - delta;
  }

  /** Sets the value to what {@code function} makes of it, and returns the new value. */
  public long update(Journal<P> j, LongUnaryOperator function) {
    Objects.requireNonNull(function, "function");
    long value = function.applyAsLong(own(j));
    set(j, value);
    return value;
  }

  /** Exchanges the values of two cells. */
  public void swap(Journal<P> j, PLong<P> other) {
    long mine = own(j);
    set(j, other.getAndSet(j, mine));
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof PLong<?> other && place.isSame(other.place);
  }

  @Override
  public int hashCode() {
    return place.hash();
  }

  @Override
  public String toString() {
    return Long.toString(get());
  }
}
