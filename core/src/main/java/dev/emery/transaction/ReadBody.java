package dev.emery.transaction;

import dev.emery.TxScoped;

/**
 * A consistent look at a pool that is taken for its effects. It may be run again after a conflict.
 *
 * @param <P> the root record of the pool
 * @param <X> what the body throws
 */
@FunctionalInterface
@TxScoped
public interface ReadBody<P, X extends Throwable> {
  /** Runs the body. */
  void run(ReadScope<P> scope) throws X;
}
