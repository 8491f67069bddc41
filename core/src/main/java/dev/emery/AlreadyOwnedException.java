package dev.emery;

/**
 * An object that would have two owners at the end of a transaction. Share it with a counted
 * pointer, or copy it.
 */
public final class AlreadyOwnedException extends PoolException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception with a message. */
  public AlreadyOwnedException(String message) {
    super(message);
  }

  /** Creates an exception with a message and the failure that led to it. */
  public AlreadyOwnedException(String message, Throwable cause) {
    super(message, cause);
  }
}
