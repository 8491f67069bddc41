package dev.emery.cell;

import dev.emery.schema.Codec;
import dev.emery.transaction.Memory;

/**
 * How {@link PRefCell} lies in a pool: the slot of its value in its entity's block. What is
 * borrowed is never written down. Found as a service.
 */
public final class PRefCellKind extends ValueCellKind {
  /** Made by the service loader. */
  public PRefCellKind() {
    super("PRefCell", PRefCell.class, "read");
  }

  @Override
  <T> PRefCell<T, ?> of(T value) {
    return PRefCell.of(value);
  }

  @Override
  <T> PRefCell<T, ?> at(Memory m, long block, long at, Codec<T> value) {
    return new PRefCell<>(m, block, at, value);
  }
}
