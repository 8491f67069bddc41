package dev.emery.testsuite.conformance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import junit.framework.Test;
import junit.framework.TestCase;
import junit.framework.TestSuite;
import org.jspecify.annotations.Nullable;

/**
 * A test of a suite, and the collections that it asks for when it runs. It asks for the same each
 * time, so that they can be made before.
 *
 * @param <X> the type of elements or entries
 */
final class Case<X> {
  private final String name;
  private final TestCase test;
  private @Nullable List<List<X>> asked;

  private Case(String name, TestCase test) {
    this.name = name;
    this.test = test;
  }

  /** All tests of a suite and those in it. */
  static <X> List<Case<X>> of(TestSuite suite) {
    List<Case<X>> cases = new ArrayList<>();
    collect(suite, "", cases);
    return cases;
  }

  private static <X> void collect(Test test, String path, List<Case<X>> cases) {
    switch (test) {
      case TestSuite suite -> {
        String below = path.isEmpty() ? suite.getName() : path + " / " + suite.getName();
        for (Test each : Collections.list(suite.tests())) {
          collect(each, below, cases);
        }
      }
      case TestCase single ->
          cases.add(
              new Case<>(
                  path + " / " + single.getClass().getSimpleName() + "." + single.getName(),
                  single));
      default -> throw new IllegalArgumentException("neither a suite nor a test, test=" + test);
    }
  }

  String name() {
    return name;
  }

  void run() throws Throwable {
    test.runBare();
  }

  /** Whether it is known yet what it asks for. */
  boolean isKnown() {
    return asked != null;
  }

  /** What it asks for, in this order. */
  List<List<X>> asked() {
    if (asked == null) {
      throw new IllegalStateException("test has not run yet, test=" + name);
    }
    return asked;
  }

  void asked(List<List<X>> contents) {
    asked = contents;
  }

  @Override
  public String toString() {
    return name;
  }
}
