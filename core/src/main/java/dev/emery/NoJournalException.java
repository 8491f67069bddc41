package dev.emery;

/**
 * A change, or another thing that needs a journal or read scope, without one: null in its place, or
 * a journal that the program has tried to make itself. A pool hands them to the bodies that it
 * runs.
 */
public final class NoJournalException extends PoolException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception with a message. */
  public NoJournalException(String message) {
    super(message);
  }

  /** Creates an exception with a message and the failure that led to it. */
  public NoJournalException(String message, Throwable cause) {
    super(message, cause);
  }
}
