package dev.emery.transaction;

import dev.emery.TxLocal;

/**
 * A state of a running transaction to which {@link Journal#rollbackTo} can return. It is of use
 * until the transaction ends, or until a rollback to an earlier savepoint passes it.
 */
@TxLocal
public final class Savepoint {
  private final Journal<?> journal;
  private final int depth;
  private final long serial;

  Savepoint(Journal<?> journal, int depth, long serial) {
    this.journal = journal;
    this.depth = depth;
    this.serial = serial;
  }

  Journal<?> journal() {
    return journal;
  }

  int depth() {
    return depth;
  }

  long serial() {
    return serial;
  }
}
