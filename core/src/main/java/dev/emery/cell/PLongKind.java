package dev.emery.cell;

import dev.emery.structure.CellPlace;

/** How {@link PLong} lies in a pool. Found as a service. */
public final class PLongKind extends PrimitiveCellKind<PLong<?>> {
  /** Made by the service loader. */
  public PLongKind() {
    super("PLong", PLong.class, Long.BYTES);
  }

  @Override
  PLong<?> cell(CellPlace place) {
    return new PLong<>(place);
  }

  @Override
  PLong<?> copy(PLong<?> cell) {
    return PLong.of(cell.get());
  }
}
