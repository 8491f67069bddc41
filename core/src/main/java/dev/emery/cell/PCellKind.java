package dev.emery.cell;

import dev.emery.schema.Codec;
import dev.emery.transaction.Memory;

/**
 * How {@link PCell} lies in a pool: the slot of its value in its entity's block. Found as a
 * service.
 */
public final class PCellKind extends ValueCellKind {
  /** Made by the service loader. */
  public PCellKind() {
    super("PCell", PCell.class, "get");
  }

  @Override
  <T> PCell<T, ?> of(T value) {
    return PCell.of(value);
  }

  @Override
  <T> PCell<T, ?> at(Memory m, long block, long at, Codec<T> value) {
    return new PCell<>(m, block, at, value);
  }
}
