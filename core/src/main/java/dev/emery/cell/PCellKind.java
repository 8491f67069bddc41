package dev.emery.cell;

import dev.emery.schema.Codec;
import dev.emery.schema.Kind;
import dev.emery.schema.OwnedVisitor;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How {@link PCell} lies in a pool: the slot of its value in its entity's block. Found as a
 * service.
 */
public final class PCellKind extends Kind {
  /** Made by the service loader. */
  public PCellKind() {
    super("PCell", PCell.class, Form.CELL, new Argument("value", Role.VALUE));
  }

  @Override
  public Codec<?> codec(List<Codec<?>> arguments) {
    return new CellCodec<>(arguments.getFirst());
  }

  private static final class CellCodec<T> extends Codec<PCell<T, ?>> {
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
    public PCell<T, ?> load(Memory m, long block, long at) {
      return new PCell<>(m, block, at, value);
    }

    @Override
    public void store(Memory m, Journal<?> j, long block, long at, PCell<T, ?> cell) {
      cell.place().requirePrototype("PCell.of(cell.get())");
      value.store(m, j, block, at, cell.get());
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
    public boolean equalsStored(Memory m, long block, long at, PCell<T, ?> cell) {
      return cell.place().isAt(m, at);
    }

    @Override
    public long container(Memory m, PCell<T, ?> cell) {
      return cell.place().anchor().containerIn(m);
    }

    @Override
    public PCell<T, ?> detach(PCell<T, ?> cell) {
      return PCell.of(value.detach(cell.get()));
    }

    @Override
    public @Nullable PCell<T, ?> empty() {
      T none = value.empty();
      return none == null ? null : PCell.of(none);
    }
  }
}
