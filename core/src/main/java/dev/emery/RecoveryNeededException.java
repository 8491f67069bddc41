package dev.emery;

/**
 * A pool that was not closed and is opened in a way that may not repair it. Open it for writing
 * once.
 */
public final class RecoveryNeededException extends PoolException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception with a message. */
  public RecoveryNeededException(String message) {
    super(message);
  }

  /** Creates an exception with a message and the failure that led to it. */
  public RecoveryNeededException(String message, Throwable cause) {
    super(message, cause);
  }
}
