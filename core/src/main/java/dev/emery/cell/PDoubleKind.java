package dev.emery.cell;

import dev.emery.structure.CellPlace;

/** How {@link PDouble} lies in a pool. Found as a service. */
public final class PDoubleKind extends PrimitiveCellKind<PDouble<?>> {
  /** Made by the service loader. */
  public PDoubleKind() {
    super("PDouble", PDouble.class, Double.BYTES);
  }

  @Override
  PDouble<?> cell(CellPlace place) {
    return new PDouble<>(place);
  }

  @Override
  PDouble<?> copy(PDouble<?> cell) {
    return PDouble.of(cell.get());
  }
}
