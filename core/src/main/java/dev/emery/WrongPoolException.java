package dev.emery;

/** A journal, pointer or object used with another pool than its own. */
public final class WrongPoolException extends PoolException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception with a message. */
  public WrongPoolException(String message) {
    super(message);
  }

  /** Creates an exception with a message and the failure that led to it. */
  public WrongPoolException(String message, Throwable cause) {
    super(message, cause);
  }
}
