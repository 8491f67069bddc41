package dev.emery.cell;

import dev.emery.schema.Codec;
import dev.emery.schema.Kind;
import dev.emery.structure.CellPlace;
import dev.emery.structure.PlaceValues;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.List;
import java.util.function.Consumer;

/**
 * How a cell lies in a pool whose value stays on the Java heap: one byte, which is 1 while the cell
 * exists, so that its value is forgotten with it.
 *
 * @param <C> the type of the cell
 */
abstract sealed class VolatileCellKind<C> extends Kind permits VCellKind, LazyCellKind, TCellKind {
  private static final byte MARK = 1;

  private final String name;

  VolatileCellKind(String name, Class<?> type) {
    super(name, type, Form.CELL, new Argument("value", Role.VOLATILE));
    this.name = name;
  }

  /** The cell at a place, or an empty prototype. */
  abstract C at(CellPlace place);

  abstract CellPlace place(C cell);

  /** Ties a prototype to its place. */
  abstract void bind(C cell, Memory m, Journal<?> j, long block, long at);

  @Override
  public final Codec<?> codec(List<Codec<?>> arguments) {
    return new CellCodec();
  }

  private final class CellCodec extends Codec<C> {
    CellCodec() {
      super(1, 1);
    }

    /** Nothing in the pool, but the value beside it. */
    @Override
    public boolean owns() {
      return true;
    }

    @Override
    public C load(Memory m, long block, long at) {
      return at(new CellPlace(m, block, at));
    }

    @Override
    public void store(Memory m, Journal<?> j, long block, long at, C cell) {
      place(cell).requirePrototype("a new " + name);
      m.setByte(j, block, at, MARK);
      bind(cell, m, j, block, at);
    }

    @Override
    public void drop(Memory m, Journal<?> j, long block, long at) {
      if (m.getByte(at) != 0) {
        PlaceValues.of(m).forgetAtCommit(j, new CellPlace(m, block, at));
      }
    }

    @Override
    public void check(Memory m, long block, long at, Consumer<String> problems) {
      if (m.getByte(at) != MARK) {
        problems.accept("volatile cell without its mark, at=0x" + Long.toHexString(at));
      }
    }

    @Override
    public boolean equalsStored(Memory m, long block, long at, C cell) {
      return place(cell).isAt(m, at);
    }

    @Override
    public long container(Memory m, C cell) {
      return place(cell).anchor().containerIn(m);
    }

    @Override
    public C detach(C cell) {
      return empty();
    }

    @Override
    public C empty() {
      return at(new CellPlace());
    }
  }
}
