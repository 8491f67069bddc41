package dev.emery.cell;

import dev.emery.TxScoped;
import dev.emery.schema.Kind;
import dev.emery.schema.Persistent;
import dev.emery.structure.CellPlace;
import dev.emery.structure.PlaceValues;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value on the Java heap that is attached to a place in a pool: all handles of the entity see it,
 * and it is gone when the entity is removed and when the pool is opened again. It is for what can
 * be made anew, such as a connection, a compiled pattern or a cache.
 *
 * {@snippet :
 * record Rule(String text, VCell<Pattern, Filter> compiled) {
 *   Pattern pattern() {
 *     return compiled.getOrInit(() -> Pattern.compile(text));
 *   }
 * }
 * }
 *
 * <p>The value may be of any type without a persistent pointer in it. It takes no part in
 * isolation: no lock is taken, every thread sees at once what another has set, and several threads
 * may use the cell at any time. Only {@link #set(Journal, Object)} is undone by a rollback.
 *
 * <p>Two cells are equal if and only if they are the same place; made by {@link #of} and not stored
 * yet, a cell equals only itself and is confined to one thread. A rollback of what has stored it
 * gives it the value from before. Methods of a cell whose entity was removed throw {@link
 * dev.emery.StaleReferenceException}.
 *
 * @param <T> the type of the value
 * @param <P> the root record of the pool
 */
@Persistent(Kind.Role.VOLATILE)
public final class VCell<T, P> {
  private final CellPlace place;
  private @Nullable T prototype; // without a place

  VCell(CellPlace place, @Nullable T prototype) {
    this.place = place;
    this.prototype = prototype;
  }

  /** Makes an empty cell that is not in a pool yet. */
  public static <T, P> VCell<T, P> empty() {
    return new VCell<>(new CellPlace(), null);
  }

  /** Makes a cell with a value that is not in a pool yet. */
  public static <T, P> VCell<T, P> of(T value) {
    return new VCell<>(new CellPlace(), Objects.requireNonNull(value, "value"));
  }

  CellPlace place() {
    return place;
  }

  /** Ties this prototype to its place, to which its value goes. */
  void bind(Memory m, Journal<?> j, long block, long at) {
    place.bind(m, j, block, at);
    PlaceValues values = PlaceValues.of(m);
    values.forgetAtRollback(j, place);
    if (prototype != null) {
      values.replace(place, null, prototype);
    }
  }

  /** The value, or nothing where none was set since the pool was opened. */
  public Optional<T> get() {
    return Optional.ofNullable(present());
  }

  @SuppressWarnings("unchecked") // what was put there was a T
  private @Nullable T present() {
    Memory m = place.memory();
    return m == null ? prototype : (T) PlaceValues.of(m).get(place);
  }

  /**
   * The value, or what {@code supplier} makes where there is none. Several threads may be making
   * one at the same time; all of them get the first that is set.
   */
  public T getOrInit(@TxScoped Supplier<? extends T> supplier) {
    Objects.requireNonNull(supplier, "supplier");
    T value = present();
    if (value != null) {
      return value;
    }
    T made = Objects.requireNonNull(supplier.get(), "result of the supplier");
    do {
      if (exchange(null, made)) {
        return made;
      }
      value = present();
    } while (value == null);
    return value;
  }

  /** Sets the value at once, for everybody and for good: no rollback undoes it. */
  public void set(T value) {
    replace(Objects.requireNonNull(value, "value"));
  }

  /**
   * Sets the value at once, and undoes that when the transaction or savepoint is rolled back,
   * unless somebody has set another value meanwhile.
   */
  public void set(Journal<P> j, T value) {
    Objects.requireNonNull(value, "value");
    Memory m = place.memory();
    if (m == null) {
      T old = prototype;
      Memory.onRollback(j, () -> prototype = old);
      prototype = value;
    } else {
      m.requireJournal(j);
      T old = replace(value);
      PlaceValues.of(m).restoreAtRollback(j, place, value, old);
    }
  }

  /** Takes the value away, at once and for good. */
  public void invalidate() {
    replace(null);
  }

  private @Nullable T replace(@Nullable T value) {
    for (; ; ) {
      T old = present();
      if (exchange(old, value)) {
        return old;
      }
    }
  }

  @SuppressWarnings("ReferenceEquality") // the very value that was seen
  private boolean exchange(@Nullable T expected, @Nullable T value) {
    Memory m = place.memory();
    if (m != null) {
      return PlaceValues.of(m).replace(place, expected, value);
    }
    boolean same = prototype == expected;
    if (same) {
      prototype = value;
    }
    return same;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof VCell<?, ?> other && place.isSame(other.place);
  }

  @Override
  public int hashCode() {
    return place.hash();
  }

  @Override
  public String toString() {
    return get().map(String::valueOf).orElse("empty");
  }
}
