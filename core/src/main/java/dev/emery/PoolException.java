package dev.emery;

import org.jspecify.annotations.Nullable;

/**
 * The root of all exceptions that Emery throws about pools. Each subclass names one situation, and
 * each message says what was found and what to do.
 */
public class PoolException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception with a message. */
  public PoolException(String message) {
    super(message);
  }

  /** Creates an exception with a message and the failure that led to it. */
  public PoolException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
