package dev.emery.engine;

import dev.emery.PoolBrokenException;
import dev.emery.PoolClosedException;
import dev.emery.PoolException;

/** Makes the exceptions of a pool that can no longer be used. */
final class Broken {
  private Broken() {}

  static PoolException by(String name, Throwable cause) {
    if (cause instanceof PoolBrokenException broken) {
      return broken;
    }
    return new PoolBrokenException(
        "pool is broken and must be opened again, pool=" + name + ", cause=" + cause, cause);
  }

  /** The same reason, with the stack of the present call. */
  static PoolException again(PoolException reason) {
    return reason instanceof PoolClosedException
        ? new PoolClosedException(String.valueOf(reason.getMessage()))
        : new PoolBrokenException(String.valueOf(reason.getMessage()), reason);
  }

  /** Throws any throwable as it is. */
  @SuppressWarnings("unchecked")
  static <X extends Throwable> void sneak(Throwable failure) throws X {
    throw (X) failure;
  }
}
