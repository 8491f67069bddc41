package dev.emery;

/**
 * A type that cannot be stored in a pool. The message has the path of components that leads to it.
 */
public final class NotPersistentSafeException extends PoolException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception with a message. */
  public NotPersistentSafeException(String message) {
    super(message);
  }

  /** Creates an exception with a message and the failure that led to it. */
  public NotPersistentSafeException(String message, Throwable cause) {
    super(message, cause);
  }
}
