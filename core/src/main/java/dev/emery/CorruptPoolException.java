package dev.emery;

/**
 * Bytes of a pool or its journal that contradict the format. Nothing was changed by the call that
 * found them.
 */
public final class CorruptPoolException extends PoolException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception with a message. */
  public CorruptPoolException(String message) {
    super(message);
  }

  /** Creates an exception with a message and the failure that led to it. */
  public CorruptPoolException(String message, Throwable cause) {
    super(message, cause);
  }
}
