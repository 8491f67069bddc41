package dev.emery.cell;

import dev.emery.structure.CellPlace;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;

/**
 * What the cells of primitives have in common: the place, the value while it is a prototype, and
 * the ways to read and to change it. Values go through here as 64 bits, of which a cell stores as
 * many as it has.
 *
 * <p>Two cells are equal if and only if they are the same place (E20); made by {@code of} and not
 * stored yet, a cell equals only itself.
 *
 * @param <P> the root record of the pool
 */
abstract sealed class PrimitiveCell<P> permits PBool, PDouble, PInt, PLong {
  private final CellPlace place;
  private long prototype;

  PrimitiveCell(CellPlace place, long prototype) {
    this.place = place;
    this.prototype = prototype;
  }

  /** Loads the bits at the cell's place. */
  abstract long load(Memory m, long at);

  /** Stores the bits at the cell's place. */
  abstract void store(Memory m, Journal<?> j, long block, long at, long bits);

  final CellPlace place() {
    return place;
  }

  /** Stores the value of this prototype, and ties it to the place. */
  final void place(Memory m, Journal<?> j, long block, long at) {
    store(m, j, block, at, prototype);
    place.bind(m, j, block, at);
  }

  final long bits() {
    Memory m = place.memory();
    if (m == null) {
      return prototype;
    }
    long block = place.block();
    for (; ; ) {
      long stamp = m.enter(block, true);
      try {
        m.require(block, place.id());
        long bits = load(m, place.at());
        if (m.exit(block, stamp)) {
          return bits;
        }
      } catch (RuntimeException | Error e) {
        m.failed(block, stamp, e);
      }
    }
  }

  final void bits(Journal<P> j, long bits) {
    if (place.memory() == null) {
      long old = prototype;
      Memory.onRollback(j, () -> prototype = old);
      prototype = bits;
    } else {
      store(place.anchor().write(j), j, place.block(), place.at(), bits);
    }
  }

  /**
   * The value as this transaction sees it, which may go on to change it: nobody else can meanwhile.
   */
  final long own(Journal<P> j) {
    return place.memory() == null ? prototype : load(place.anchor().write(j), place.at());
  }

  /** Sets the value and returns the one before. */
  final long exchange(Journal<P> j, long bits) {
    long old = own(j);
    bits(j, bits);
    return old;
  }

  @Override
  public final boolean equals(Object o) {
    return o instanceof PrimitiveCell<?> other && place.isSame(other.place);
  }

  @Override
  public final int hashCode() {
    return place.hash();
  }
}
