package dev.emery;

/**
 * A borrow of a {@code PRefCell} that its rules do not allow now: many may read, or one may change.
 * Close the borrow that is in the way, or ask by {@code tryBorrow} and {@code tryBorrowMut}.
 */
public final class BorrowException extends PoolException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception with a message. */
  public BorrowException(String message) {
    super(message);
  }
}
