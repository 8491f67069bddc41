package dev.emery;

/** A journal or read scope used on another thread than the one it was given to. */
public final class WrongThreadException extends PoolException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception with a message. */
  public WrongThreadException(String message) {
    super(message);
  }

  /** Creates an exception with a message and the failure that led to it. */
  public WrongThreadException(String message, Throwable cause) {
    super(message, cause);
  }
}
