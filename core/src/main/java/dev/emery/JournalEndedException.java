package dev.emery;

/** A journal or read scope used after its transaction ended. */
public final class JournalEndedException extends PoolException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception with a message. */
  public JournalEndedException(String message) {
    super(message);
  }

  /** Creates an exception with a message and the failure that led to it. */
  public JournalEndedException(String message, Throwable cause) {
    super(message, cause);
  }
}
