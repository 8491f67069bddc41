package dev.emery;

/** A handle to an object that has been freed, or whose placement was rolled back. */
public final class StaleReferenceException extends PoolException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception with a message. */
  public StaleReferenceException(String message) {
    super(message);
  }

  /** Creates an exception with a message and the failure that led to it. */
  public StaleReferenceException(String message, Throwable cause) {
    super(message, cause);
  }
}
