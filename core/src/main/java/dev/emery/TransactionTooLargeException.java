package dev.emery;

/**
 * A transaction that outgrew what the pool's address space can hold even after enlarging it. It was
 * rolled back.
 */
public final class TransactionTooLargeException extends PoolException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception with a message. */
  public TransactionTooLargeException(String message) {
    super(message);
  }

  /** Creates an exception with a message and the failure that led to it. */
  public TransactionTooLargeException(String message, Throwable cause) {
    super(message, cause);
  }
}
