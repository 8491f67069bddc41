package dev.emery.cell;

import dev.emery.structure.CellPlace;

/** How {@link PInt} lies in a pool. Found as a service. */
public final class PIntKind extends PrimitiveCellKind<PInt<?>> {
  /** Made by the service loader. */
  public PIntKind() {
    super("PInt", PInt.class, Integer.BYTES);
  }

  @Override
  PInt<?> cell(CellPlace place) {
    return new PInt<>(place);
  }

  @Override
  PInt<?> copy(PInt<?> cell) {
    return PInt.of(cell.get());
  }
}
