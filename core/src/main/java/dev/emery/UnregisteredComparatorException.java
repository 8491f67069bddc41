package dev.emery;

/**
 * The name of a comparator that the pool was not opened with, or was opened with another comparator
 * for. The message says which, and what to do.
 */
public final class UnregisteredComparatorException extends PoolException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception with a message. */
  public UnregisteredComparatorException(String message) {
    super(message);
  }
}
