package dev.emery.cell;

import dev.emery.schema.Codec;
import dev.emery.structure.CellPlace;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the cells of any value have in common: the place, the value while it is a prototype, and the
 * ways to read and to change it.
 *
 * <p>Two cells are equal if and only if they are the same place (E20); made by {@code of} and not
 * stored yet, a cell equals only itself.
 *
 * @param <T> the type of the value
 * @param <P> the root record of the pool
 */
abstract sealed class ValueCell<T, P> permits PCell, PRefCell {
  private final CellPlace place;
  private @Nullable Codec<T> codec; // with a place
  private T prototype; // without

  ValueCell(T prototype) {
    this.place = new CellPlace();
    this.prototype = Objects.requireNonNull(prototype, "value");
  }

  @SuppressWarnings("NullAway") // the prototype is not read while the cell has a place
  ValueCell(Memory memory, long block, long at, Codec<T> codec) {
    this.place = new CellPlace(memory, block, at);
    this.codec = codec;
    this.prototype = (T) null;
  }

  final CellPlace place() {
    return place;
  }

  /** Refuses to store this prototype where it is in use. */
  void requireFree(Journal<?> j) {}

  /** Ties this prototype to the place where its value has just been stored. */
  final void bind(Memory memory, Journal<?> j, long block, long at, Codec<T> stored) {
    codec = stored;
    place.bind(memory, j, block, at);
  }

  private Codec<T> codec() {
    return Objects.requireNonNull(codec, "codec");
  }

  /** The present value. */
  final T value() {
    Memory m = place.memory();
    if (m == null) {
      return prototype;
    }
    Codec<T> stored = codec();
    return place
        .anchor()
        .read(stored.pure(), memory -> stored.load(memory, place.block(), place.at()));
  }

  /** Sets the value, and drops the one before where the cell owned it. */
  final void value(Journal<?> j, T value) {
    Objects.requireNonNull(value, "value");
    if (place.memory() == null) {
      T old = prototype;
      Memory.onRollback(j, () -> prototype = old);
      prototype = value;
      return;
    }
    Memory m = place.anchor().write(j);
    try {
      codec().drop(m, j, place.block(), place.at());
      codec().store(m, j, place.block(), place.at(), value);
    } catch (RuntimeException | Error e) {
      Memory.doom(j, e);
      throw e;
    }
  }

  /**
   * The value as this transaction sees it, which may go on to change it: nobody else can meanwhile.
   */
  final T own(Journal<?> j) {
    if (place.memory() == null) {
      return prototype;
    }
    Memory m = place.anchor().write(j);
    return codec().load(m, place.block(), place.at());
  }

  @Override
  public final boolean equals(Object o) {
    return o instanceof ValueCell<?, ?> other && place.isSame(other.place);
  }

  @Override
  public final int hashCode() {
    return place.hash();
  }

  @Override
  public final String toString() {
    return String.valueOf(value());
  }
}
