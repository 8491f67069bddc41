package dev.emery.transaction;

import dev.emery.TxLocal;

/**
 * A stretch of time in which one thread sees one state of a pool: a transaction's {@link Journal},
 * or a {@link ReadScope}. What needs only a look at persistent data takes a scope; what changes it
 * takes a journal.
 *
 * @param <P> the root record of the pool
 */
@TxLocal
public sealed interface Scope<P> permits Journal, ReadScope {

  /** Whether the scope still runs. After its end every use throws {@code JournalEndedException}. */
  boolean isOpen();
}
