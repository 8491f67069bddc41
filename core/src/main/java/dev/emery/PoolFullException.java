package dev.emery;

/**
 * Space that a pool could not get: the maximum size is reached, or the disk is full. The
 * transaction was rolled back; frees and small transactions still work.
 */
public final class PoolFullException extends PoolException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception with a message. */
  public PoolFullException(String message) {
    super(message);
  }

  /** Creates an exception with a message and the failure that led to it. */
  public PoolFullException(String message, Throwable cause) {
    super(message, cause);
  }
}
