package dev.emery;

/**
 * A value of another type than its place, which raw types or an unchecked cast have got past the
 * compiler: a pointer to something else, a collection of other elements, a constant of another
 * enum. Also a tree whose comparator compares other keys. Where already the Java class is another
 * one, such as a string among numbers, it is a {@link ClassCastException}, as in {@code java.util}.
 */
public final class WrongTypeException extends PoolException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception with a message. */
  public WrongTypeException(String message) {
    super(message);
  }

  /** Creates an exception with a message and the failure that led to it. */
  public WrongTypeException(String message, Throwable cause) {
    super(message, cause);
  }
}
