package dev.emery.collections.sequence;

import dev.emery.transaction.Journal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds a journal where an element or a key belongs. Methods that take {@code Object} compile with
 * their arguments in the wrong order, and would quietly find nothing.
 */
public final class Swapped {
  private Swapped() {}

  /**
   * Checks an argument that is looked up.
   *
   * @throws NullPointerException if it is null
   * @throws IllegalArgumentException if it is a journal
   */
  public static void refused(@Nullable Object argument) {
    check(Objects.requireNonNull(argument));
  }

  /**
   * Checks an argument that may be anything but a journal.
   *
   * @throws IllegalArgumentException if it is a journal
   */
  public static void check(@Nullable Object argument) {
    if (argument instanceof Journal) {
      throw new IllegalArgumentException(
          "arguments swapped: a journal stands where an element or key belongs;"
              + " the journal comes first, and methods that only read take none");
    }
  }

  /**
   * Refuses a journal as the first argument of a method without one, which is called only where the
   * journal is of another pool: with the right one the compiler finds the method that takes it.
   *
   * @throws IllegalArgumentException if it is a journal
   */
  public static void refusedFirst(@Nullable Object argument) {
    if (argument instanceof Journal) {
      throw new IllegalArgumentException(
          "journal of another pool: its brand is not that of this collection");
    }
  }
}
