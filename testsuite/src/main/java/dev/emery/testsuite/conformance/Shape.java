package dev.emery.testsuite.conformance;

import java.util.List;
import java.util.function.Function;
import junit.framework.TestSuite;

/**
 * A kind of collection of {@code java.util}, and the suites that spell out what it promises. {@link
 * Shapes} has them.
 *
 * @param <X> the type of its elements, or of its entries
 * @param <V> the interface of {@code java.util}
 */
public interface Shape<X, V> {

  /**
   * All suites for a door.
   *
   * @param maker makes a collection of elements or entries, and opens the door to it
   */
  List<TestSuite> suites(Door door, Function<List<X>, V> maker);

  /** A copy of the content, equal to that of any collection with the same content. */
  Object content(V view);
}
