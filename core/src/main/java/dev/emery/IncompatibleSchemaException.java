package dev.emery;

/**
 * Root types that differ from those a pool was written with. The message has one line for each
 * difference.
 */
public final class IncompatibleSchemaException extends PoolException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception with a message. */
  public IncompatibleSchemaException(String message) {
    super(message);
  }

  /** Creates an exception with a message and the failure that led to it. */
  public IncompatibleSchemaException(String message, Throwable cause) {
    super(message, cause);
  }
}
