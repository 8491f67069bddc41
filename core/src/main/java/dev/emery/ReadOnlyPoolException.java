package dev.emery;

/** An attempt to change a pool that was opened read-only. */
public final class ReadOnlyPoolException extends PoolException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception with a message. */
  public ReadOnlyPoolException(String message) {
    super(message);
  }

  /** Creates an exception with a message and the failure that led to it. */
  public ReadOnlyPoolException(String message, Throwable cause) {
    super(message, cause);
  }
}
