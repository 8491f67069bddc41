package dev.emery.cell;

import dev.emery.structure.CellPlace;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;

/** How {@link VCell} lies in a pool. Found as a service. */
public final class VCellKind extends VolatileCellKind<VCell<?, ?>> {
  /** Made by the service loader. */
  public VCellKind() {
    super("VCell", VCell.class);
  }

  @Override
  VCell<?, ?> at(CellPlace place) {
    return new VCell<>(place, null);
  }

  @Override
  CellPlace place(VCell<?, ?> cell) {
    return cell.place();
  }

  @Override
  void bind(VCell<?, ?> cell, Memory m, Journal<?> j, long block, long at) {
    cell.bind(m, j, block, at);
  }
}
