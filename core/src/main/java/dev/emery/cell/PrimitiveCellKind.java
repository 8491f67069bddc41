package dev.emery.cell;

import dev.emery.schema.Codec;
import dev.emery.schema.Kind;
import dev.emery.structure.CellPlace;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.List;

/**
 * How a cell of a primitive lies in a pool: its bytes in its entity's block.
 *
 * @param <C> the type of the cell
 */
abstract sealed class PrimitiveCellKind<C extends PrimitiveCell<?>> extends Kind
    permits PBoolKind, PDoubleKind, PIntKind, PLongKind {
  private final String name;
  private final int width;

  PrimitiveCellKind(String name, Class<?> type, int width) {
    super(name, type, Form.CELL);
    this.name = name;
    this.width = width;
  }

  /** The cell at a place, or a prototype of 0 there. */
  abstract C cell(CellPlace place);

  /** A prototype with the present value of a cell. */
  abstract C copy(C cell);

  @Override
  public final Codec<?> codec(List<Codec<?>> arguments) {
    return new CellCodec();
  }

  private final class CellCodec extends Codec<C> {
    CellCodec() {
      super(width, width);
    }

    @Override
    public C load(Memory m, long block, long at) {
      return cell(new CellPlace(m, block, at));
    }

    @Override
    public void store(Memory m, Journal<?> j, long block, long at, C cell) {
      cell.place().requirePrototype(name + ".of(cell.get())");
      cell.place(m, j, block, at);
    }

    @Override
    public boolean equalsStored(Memory m, long block, long at, C cell) {
      return cell.place().isAt(m, at);
    }

    @Override
    public long container(Memory m, C cell) {
      return cell.place().anchor().containerIn(m);
    }

    @Override
    public C detach(C cell) {
      return copy(cell);
    }

    @Override
    public C empty() {
      return cell(new CellPlace());
    }
  }
}
