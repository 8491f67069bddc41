package dev.emery.testsuite.model;

import java.util.Random;

/**
 * A change that is made to a collection and to its twin alike, and compares what both return. What
 * it does follows from the random numbers and the content alone.
 *
 * @param <V> the interface of {@code java.util} that both have
 */
@FunctionalInterface
public interface Action<V> {
  /** Changes both, and throws an {@link AssertionError} where they differ. */
  void run(V collection, V twin, Random random);

  /** Fails where two results are not equal. */
  static void same(Object found, Object expected) {
    if (!found.equals(expected)) {
      throw new AssertionError("another result, found=%s, expected=%s".formatted(found, expected));
    }
  }
}
