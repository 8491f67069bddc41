package dev.emery.cell;

import dev.emery.schema.Codec;
import dev.emery.schema.Kind;
import dev.emery.schema.OwnedVisitor;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How a cell of any value lies in a pool: the slot of its value in its entity's block. */
abstract sealed class ValueCellKind extends Kind permits PCellKind, PRefCellKind {
  private final String name;
  private final String reader;

  ValueCellKind(String name, Class<?> type, String reader) {
    super(name, type, Form.CELL, new Argument("value", Role.VALUE));
    this.name = name;
    this.reader = reader;
  }

  /** A prototype. */
  abstract <T> ValueCell<T, ?> of(T value);

  /** The cell at a place. */
  abstract <T> ValueCell<T, ?> at(Memory m, long block, long at, Codec<T> value);

  /**
   * No, as in Corundum: what threads share says by its type how it is changed. A number that they
   * count together is a cell of a primitive, as {@code AtomicLong} is; for the rest there is the
   * mutex.
   */
  @Override
  public final boolean isShareable() {
    return false;
  }

  @Override
  public final Codec<?> codec(List<Codec<?>> arguments) {
    return new CellCodec<>(arguments.getFirst());
  }

  private final class CellCodec<T> extends Codec<ValueCell<T, ?>> {
    private final Codec<T> value;

    CellCodec(Codec<T> value) {
      super(value.width(), value.alignment());
      this.value = value;
    }

    @Override
    public boolean owns() {
      return value.owns();
    }

    @Override
    public ValueCell<T, ?> load(Memory m, long block, long at) {
      return at(m, block, at, value);
    }

    @Override
    public void store(Memory m, Journal<?> j, long block, long at, ValueCell<T, ?> cell) {
      cell.place().requirePrototype(name + ".of(cell." + reader + "())");
      cell.requireFree(j);
      value.store(m, j, block, at, cell.value());
      cell.bind(m, j, block, at, value);
    }

    @Override
    public void drop(Memory m, Journal<?> j, long block, long at) {
      value.drop(m, j, block, at);
    }

    @Override
    public void visit(Memory m, long block, long at, OwnedVisitor visitor) {
      value.visit(m, block, at, visitor);
    }

    @Override
    public void check(Memory m, long block, long at, Consumer<String> problems) {
      value.check(m, block, at, problems);
    }

    @Override
    public boolean equalsStored(Memory m, long block, long at, ValueCell<T, ?> cell) {
      return cell.place().isAt(m, at);
    }

    @Override
    public long container(Memory m, ValueCell<T, ?> cell) {
      return cell.place().anchor().containerIn(m);
    }

    @Override
    public ValueCell<T, ?> detach(ValueCell<T, ?> cell) {
      return of(value.detach(cell.value()));
    }

    @Override
    public @Nullable ValueCell<T, ?> empty() {
      T none = value.empty();
      return none == null ? null : of(none);
    }
  }
}
