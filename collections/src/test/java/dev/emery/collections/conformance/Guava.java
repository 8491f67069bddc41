package dev.emery.collections.conformance;

import java.util.Collections;
import java.util.stream.Stream;
import junit.framework.Test;
import junit.framework.TestCase;
import junit.framework.TestSuite;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;

/** Turns the suites of Guava's test library, which are of JUnit 3, into dynamic tests. */
final class Guava {
  private Guava() {}

  /** Runs a test in its surroundings, such as a transaction. */
  interface Surroundings {
    void run(Executable test) throws Throwable;
  }

  /** All tests of a suite: the collections deviate in none. */
  static Stream<DynamicTest> tests(Test suite, Surroundings around) {
    if (suite instanceof TestSuite several) {
      return Collections.list(several.tests()).stream().flatMap(test -> tests(test, around));
    }
    TestCase test = (TestCase) suite;
    return Stream.of(
        DynamicTest.dynamicTest(
            test.getClass().getSimpleName() + "." + test.getName(),
            () -> around.run(test::runBare)));
  }
}
