package dev.emery.cell;

import dev.emery.schema.Codec;
import dev.emery.structure.CellPlace;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

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
public final class PCell<T, P> {
  private final CellPlace place;
  private @Nullable Codec<T> codec; // with a place
  private T prototype; // without

  private PCell(T prototype) {
    this.place = new CellPlace();
    this.prototype = prototype;
  }

  @SuppressWarnings("NullAway") // the prototype is not read while the cell has a place
  PCell(Memory memory, long block, long at, Codec<T> codec) {
    this.place = new CellPlace(memory, block, at);
    this.codec = codec;
    this.prototype = (T) null;
  }

  /**
   * Makes a cell that is not in a pool yet: storing a record that contains it gives it its place.
   */
  public static <T, P> PCell<T, P> of(T value) {
    return new PCell<>(Objects.requireNonNull(value, "value"));
  }

  CellPlace place() {
    return place;
  }

  /** Ties this prototype to the place where its value has just been stored. */
  void bind(Memory memory, Journal<?> j, long block, long at, Codec<T> stored) {
    codec = stored;
    place.bind(memory, j, block, at);
  }

  private Codec<T> codec() {
    return Objects.requireNonNull(codec, "codec");
  }

  /** The present value. */
  public T get() {
    Memory m = place.memory();
    if (m == null) {
      return prototype;
    }
    Codec<T> stored = codec();
    return place
        .anchor()
        .read(stored.pure(), memory -> stored.load(memory, place.block(), place.at()));
  }

  /** Sets the value. The one before is dropped where the cell owned it. */
  public void set(Journal<P> j, T value) {
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
  private T own(Journal<P> j) {
    if (place.memory() == null) {
      return prototype;
    }
    Memory m = place.anchor().write(j);
    return codec().load(m, place.block(), place.at());
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
  public T update(Journal<P> j, UnaryOperator<T> function) {
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

  @Override
  public boolean equals(Object o) {
    return o instanceof PCell<?, ?> other && place.isSame(other.place);
  }

  @Override
  public int hashCode() {
    return place.hash();
  }

  @Override
  public String toString() {
    return String.valueOf(get());
  }
}
