package dev.emery;

/**
 * A transaction whose thread was interrupted while it waited for a change, in {@code
 * Journal.retry}. It was rolled back, and the thread is still marked as interrupted.
 */
public final class TransactionInterruptedException extends PoolException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception with a message. */
  public TransactionInterruptedException(String message) {
    super(message);
  }

  /** Creates an exception with a message and the failure that led to it. */
  public TransactionInterruptedException(String message, Throwable cause) {
    super(message, cause);
  }
}
