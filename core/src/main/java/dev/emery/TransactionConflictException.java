package dev.emery;

/**
 * A transaction that could not get its locks: its lock wait limit passed, or it was re-run as often
 * as allowed and was a deadlock victim each time. It was rolled back.
 */
public final class TransactionConflictException extends PoolException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception with a message. */
  public TransactionConflictException(String message) {
    super(message);
  }

  /** Creates an exception with a message and the failure that led to it. */
  public TransactionConflictException(String message, Throwable cause) {
    super(message, cause);
  }
}
