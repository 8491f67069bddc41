package dev.emery.engine;

import dev.emery.PoolBrokenException;
import dev.emery.PoolClosedException;
import dev.emery.PoolException;

/** Makes the exceptions of a pool that can no longer be used. */
final class Broken {
  /** The reason why a closed pool cannot be used. */
  static final Throwable CLOSED = new PoolClosedException("pool is closed");

  private Broken() {}

  /** The exception of a call on a broken pool. */
  static PoolException by(String name, Throwable cause) {
    return cause instanceof PoolBrokenException
        ? new PoolBrokenException(String.valueOf(cause.getMessage()), cause)
        : new PoolBrokenException(
            "pool is broken, pool=" + name + ", cause=" + cause + "; close it and open it again",
            cause);
  }

  /** The exception of a call on a closed pool. */
  static PoolException closed(String name) {
    return new PoolClosedException("pool is closed, pool=" + name + "; open it again");
  }

  /** Throws any throwable as it is. */
  @SuppressWarnings("unchecked")
  static <X extends Throwable> void sneak(Throwable failure) throws X {
    throw (X) failure;
  }
}
