package dev.emery.cell;

import dev.emery.structure.CellPlace;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;

/** How {@link TCell} lies in a pool. Found as a service. */
public final class TCellKind extends VolatileCellKind<TCell<?, ?>> {
  /** Made by the service loader. */
  public TCellKind() {
    super("TCell", TCell.class);
  }

  @Override
  TCell<?, ?> at(CellPlace place) {
    return new TCell<>(place);
  }

  @Override
  CellPlace place(TCell<?, ?> cell) {
    return cell.place();
  }

  @Override
  void bind(TCell<?, ?> cell, Memory m, Journal<?> j, long block, long at) {
    cell.bind(m, j, block, at);
  }
}
