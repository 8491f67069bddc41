package dev.emery;

import org.jspecify.annotations.Nullable;

/**
 * A pool object that can no longer vouch for its medium: a write or a sync failed, or memory ran
 * out where nothing may fail. Every later call throws it again; what was acknowledged is safe, and
 * opening the pool anew decides about the rest.
 */
public final class PoolBrokenException extends PoolException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception with a message. */
  public PoolBrokenException(String message) {
    super(message);
  }

  /** Creates an exception with a message and the failure that led to it. */
  public PoolBrokenException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
