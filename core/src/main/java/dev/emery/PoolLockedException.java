package dev.emery;

/** A pool that is already open, in another process or in this one. Close it there first. */
public final class PoolLockedException extends PoolException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception with a message. */
  public PoolLockedException(String message) {
    super(message);
  }

  /** Creates an exception with a message and the failure that led to it. */
  public PoolLockedException(String message, Throwable cause) {
    super(message, cause);
  }
}
