package dev.emery.cell;

import dev.emery.structure.CellPlace;

/** How {@link PBool} lies in a pool. Found as a service. */
public final class PBoolKind extends PrimitiveCellKind<PBool<?>> {
  /** Made by the service loader. */
  public PBoolKind() {
    super("PBool", PBool.class, Byte.BYTES);
  }

  @Override
  PBool<?> cell(CellPlace place) {
    return new PBool<>(place);
  }

  @Override
  PBool<?> copy(PBool<?> cell) {
    return PBool.of(cell.get());
  }
}
