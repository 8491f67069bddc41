package dev.emery.cell;

import dev.emery.structure.CellPlace;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;

/** How {@link LazyCell} lies in a pool. Found as a service. */
public final class LazyCellKind extends VolatileCellKind<LazyCell<?, ?>> {
  /** Made by the service loader. */
  public LazyCellKind() {
    super("LazyCell", LazyCell.class);
  }

  @Override
  LazyCell<?, ?> at(CellPlace place) {
    return new LazyCell<>(place);
  }

  @Override
  CellPlace place(LazyCell<?, ?> cell) {
    return cell.place();
  }

  @Override
  void bind(LazyCell<?, ?> cell, Memory m, Journal<?> j, long block, long at) {
    cell.bind(m, j, block, at);
  }
}
