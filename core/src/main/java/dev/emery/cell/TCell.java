package dev.emery.cell;

import dev.emery.TxScoped;
import dev.emery.schema.Kind;
import dev.emery.schema.Persistent;
import dev.emery.structure.CellPlace;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value on the Java heap that one transaction attaches to a place in a pool, for itself and to
 * its end: the next transaction finds the cell empty, and others that run at the same time each
 * have their own. It is for what a body wants to know of an entity that it comes across again, such
 * as that it was visited.
 *
 * {@snippet :
 * record Node(PVec<Node, Graph> next, TCell<Boolean, Graph> visited) {}
 *
 * void visit(Node node, Journal<Graph> j) {
 *   if (node.visited().get(j).isEmpty()) {
 *     node.visited().set(j, true);
 *     node.next().forEach(n -> visit(n, j));
 *   }
 * }
 * }
 *
 * <p>The value may be of any type without a persistent pointer in it. No lock is taken. A rollback
 * to a savepoint gives back the value from then, and a body that is run again begins with empty
 * cells.
 *
 * <p>Two cells are equal if and only if they are the same place; made by the constructor and not
 * stored yet, a cell equals only itself, and what was set goes with it to its place. Methods throw
 * {@link dev.emery.StaleReferenceException} where the entity was removed, {@link
 * dev.emery.WrongPoolException}, {@link dev.emery.WrongThreadException} and {@link
 * dev.emery.JournalEndedException}.
 *
 * @param <T> the type of the value
 * @param <P> the root record of the pool
 */
@Persistent(Kind.Role.VOLATILE)
public final class TCell<T, P> {
  private final CellPlace place;

  /** Makes a cell that is not in a pool yet. */
  public TCell() {
    this(new CellPlace());
  }

  TCell(CellPlace place) {
    this.place = place;
  }

  /** What one transaction has set, by the keys of places. */
  private static final class Values {
    final Map<Object, Object> byKey = new HashMap<>();

    static Values of(Journal<?> j) {
      return Memory.local(j, Values.class, Values::new);
    }

    @Nullable Object set(Journal<?> j, Object key, @Nullable Object value) {
      Object old = put(key, value);
      Memory.onRollback(j, () -> put(key, old));
      return old;
    }

    private @Nullable Object put(Object key, @Nullable Object value) {
      return value == null ? byKey.remove(key) : byKey.put(key, value);
    }
  }

  CellPlace place() {
    return place;
  }

  /** Ties this prototype to its place, to which its value goes. */
  void bind(Memory m, Journal<?> j, long block, long at) {
    Values values = Values.of(j);
    Object value = values.set(j, place.key(), null);
    place.bind(m, j, block, at);
    if (value != null) {
      values.set(j, place.key(), value);
    }
  }

  private Values values(Journal<?> j) {
    Memory m = place.memory();
    if (m != null) {
      m.requireJournal(j);
      m.requireNow(place.block(), place.id());
    }
    return Values.of(j);
  }

  /** The value that this transaction has set, or nothing. */
  @SuppressWarnings("unchecked") // what was put there was a T
  public Optional<T> get(Journal<P> j) {
    return Optional.ofNullable((T) values(j).byKey.get(place.key()));
  }

  /** The value that this transaction has set, or else what {@code supplier} makes, which is set. */
  public T getOrInit(Journal<P> j, @TxScoped Supplier<? extends T> supplier) {
    Objects.requireNonNull(supplier, "supplier");
    return get(j)
        .orElseGet(() -> {
          T made = Objects.requireNonNull(supplier.get(), "result of the supplier");
          set(j, made);
          return made;
        });
  }

  /** Sets the value for the rest of this transaction. */
  public void set(Journal<P> j, T value) {
    Objects.requireNonNull(value, "value");
    values(j).set(j, place.key(), value);
  }

  /** Takes the value away. */
  public void invalidate(Journal<P> j) {
    values(j).set(j, place.key(), null);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof TCell<?, ?> other && place.isSame(other.place);
  }

  @Override
  public int hashCode() {
    return place.hash();
  }

  @Override
  public String toString() {
    return place.memory() == null
        ? "TCell[prototype]"
        : "TCell[0x" + Long.toHexString(place.at()) + "]";
  }
}
