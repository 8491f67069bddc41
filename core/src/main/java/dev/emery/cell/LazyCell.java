package dev.emery.cell;

import dev.emery.TxScoped;
import dev.emery.schema.Kind;
import dev.emery.schema.Persistent;
import dev.emery.structure.CellPlace;
import dev.emery.structure.PlaceValues;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value on the Java heap that is computed at the first access after a pool was opened, and then
 * stays until its entity is removed or the pool is opened again.
 *
 * {@snippet :
 * record Rule(String text, LazyCell<Pattern, Filter> compiled) {
 *   Pattern pattern() {
 *     return compiled.get(() -> Pattern.compile(text));
 *   }
 * }
 * }
 *
 * <p>It is computed once, whatever the number of threads: the others wait. So the computation
 * should be short and lock nothing in a pool; it should depend only on what never changes, since no
 * rollback undoes it. What it throws goes to the caller, and the next access computes again. The
 * value may be of any type without a persistent pointer in it.
 *
 * <p>Two cells are equal if and only if they are the same place; made by the constructor and not
 * stored yet, a cell equals only itself, and what it has computed goes with it to its place.
 * Methods of a cell whose entity was removed throw {@link dev.emery.StaleReferenceException}.
 *
 * @param <T> the type of the value
 * @param <P> the root record of the pool
 */
@Persistent(Kind.Role.VOLATILE)
public final class LazyCell<T, P> {
  private final CellPlace place;
  private final Once<T> prototype = new Once<>(); // without a place

  /** Makes a cell that is not in a pool yet. */
  public LazyCell() {
    this(new CellPlace());
  }

  LazyCell(CellPlace place) {
    this.place = place;
  }

  CellPlace place() {
    return place;
  }

  /** Ties this prototype to its place, to which its value goes. */
  void bind(Memory m, Journal<?> j, long block, long at) {
    place.bind(m, j, block, at);
    PlaceValues values = PlaceValues.of(m);
    values.forgetAtRollback(j, place);
    if (prototype.value != null) {
      values.replace(place, null, prototype);
    }
  }

  /**
   * The value; {@code supplier} computes it if nobody has since the pool was opened.
   *
   * @throws IllegalStateException if the supplier itself asks for the value
   */
  public T get(@TxScoped Supplier<? extends T> supplier) {
    Objects.requireNonNull(supplier, "supplier");
    return once().get(supplier);
  }

  /** Whether the value was computed since the pool was opened. */
  public boolean isComputed() {
    Memory m = place.memory();
    return m == null
        ? prototype.value != null
        : PlaceValues.of(m).get(place) instanceof Once<?> once && once.value != null;
  }

  @SuppressWarnings("unchecked") // what was put there was of this cell
  private Once<T> once() {
    Memory m = place.memory();
    if (m == null) {
      return prototype;
    }
    PlaceValues values = PlaceValues.of(m);
    for (; ; ) {
      Object known = values.get(place);
      if (known != null) {
        return (Once<T>) known;
      }
      Once<T> made = new Once<>();
      if (values.replace(place, null, made)) {
        return made;
      }
    }
  }

  /** A value that is computed once. */
  private static final class Once<T> {
    private final ReentrantLock computing = new ReentrantLock();
    private volatile @Nullable T value;

    T get(Supplier<? extends T> supplier) {
      T known = value;
      return known != null ? known : compute(supplier);
    }

    private T compute(Supplier<? extends T> supplier) {
      if (computing.isHeldByCurrentThread()) {
        throw new IllegalStateException(
            "value of a lazy cell asks for itself while it is computed; compute it without the cell");
      }
      computing.lock();
      try {
        T known = value;
        if (known == null) {
          known = Objects.requireNonNull(supplier.get(), "result of the supplier");
          value = known;
        }
        return known;
      } finally {
        computing.unlock();
      }
    }
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof LazyCell<?, ?> other && place.isSame(other.place);
  }

  @Override
  public int hashCode() {
    return place.hash();
  }

  @Override
  public String toString() {
    return isComputed() ? "LazyCell[computed]" : "LazyCell[not computed]";
  }
}
