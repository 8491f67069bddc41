package dev.emery.transaction;

import dev.emery.TxScoped;

/**
 * The body of a transaction that is run for its effects. It may be run again after a conflict, so
 * it changes nothing but the pool.
 *
 * @param <P> the root record of the pool
 * @param <X> what the body throws; any exception rolls back and is rethrown unchanged
 */
@FunctionalInterface
@TxScoped
public interface TransactionBody<P, X extends Throwable> {
  /** Runs the body. */
  void run(Journal<P> j) throws X;
}
