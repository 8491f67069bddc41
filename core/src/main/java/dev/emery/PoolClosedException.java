package dev.emery;

/** A call on a pool, or on an object of a pool, that has been closed. */
public final class PoolClosedException extends PoolException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception with a message. */
  public PoolClosedException(String message) {
    super(message);
  }

  /** Creates an exception with a message and the failure that led to it. */
  public PoolClosedException(String message, Throwable cause) {
    super(message, cause);
  }
}
