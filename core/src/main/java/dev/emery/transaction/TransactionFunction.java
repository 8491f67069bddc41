package dev.emery.transaction;

import dev.emery.TxScoped;
import org.jspecify.annotations.Nullable;

/**
 * The body of a transaction that has a result. It may be run again after a conflict, so it changes
 * nothing but the pool.
 *
 * @param <P> the root record of the pool
 * @param <T> the result
 * @param <X> what the body throws; any exception rolls back and is rethrown unchanged
 */
@FunctionalInterface
@TxScoped
public interface TransactionFunction<P, T extends @Nullable Object, X extends Throwable> {
  /** Runs the body and returns its result. */
  T apply(Journal<P> j) throws X;
}
