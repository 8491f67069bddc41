package dev.emery;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The name of a comparator that the pool was not opened with, or was opened with another comparator
 * for. The message says which, and what to do.
 */
public final class UnregisteredComparatorException extends PoolException {
  private static final long serialVersionUID = 1L;

  private final ArrayList<String> names;

  /** Creates an exception with a message and the names that are not registered. */
  public UnregisteredComparatorException(String message, Collection<String> names) {
    super(message);
    this.names = new ArrayList<>(names);
  }

  /** The names that are not registered. */
  public List<String> names() {
    return List.copyOf(names);
  }
}
