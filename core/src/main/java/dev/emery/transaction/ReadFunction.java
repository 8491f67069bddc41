package dev.emery.transaction;

import dev.emery.TxScoped;
import org.jspecify.annotations.Nullable;

/**
 * A consistent look at a pool that has a result. It may be run again after a conflict.
 *
 * @param <P> the root record of the pool
 * @param <T> the result
 * @param <X> what the body throws
 */
@FunctionalInterface
@TxScoped
public interface ReadFunction<P, T extends @Nullable Object, X extends Throwable> {
  /** Runs the body and returns its result. */
  T apply(ReadScope<P> scope) throws X;
}
