package dev.emery.testsuite.conformance;

import java.util.Map;
import java.util.TreeMap;

/** How many cases of a collection ran, and how many failed. */
final class Tally {
  private final String name;
  private final long seed;
  private final Map<String, Integer> expected = new TreeMap<>();
  private final Map<String, Integer> passed = new TreeMap<>();
  private int leftOut;
  private int postponed;

  Tally(String name, long seed) {
    this.name = name;
    this.seed = seed;
  }

  private static String key(Door door, Ground ground) {
    return door + " " + ground;
  }

  /** Counts cases that only run where all of them do. */
  void postpone(int cases) {
    postponed += cases;
  }

  /** Announces how many cases are to run. */
  void expect(Door door, Ground ground, int cases) {
    expected.merge(key(door, ground), cases, Integer::sum);
  }

  /** Counts known deviations. */
  void leaveOut(Door door, int cases) {
    leftOut += cases * door.grounds().size();
  }

  /** Counts cases that have passed. */
  void pass(Door door, Ground ground, int cases) {
    passed.merge(key(door, ground), cases, Integer::sum);
  }

  /** Prints the numbers, and fails where they are not what was announced, or nothing was. */
  void report() {
    int all = passed.values().stream().mapToInt(Integer::intValue).sum();
    System.out.printf(
        "%s: %,d cases passed, %d deviate, %,d only with -Plong, seed=%d: %s%n",
        name, all, leftOut, postponed, seed, passed);
    if (expected.isEmpty() || expected.containsValue(0) || !expected.equals(passed)) {
      throw new AssertionError(
          "cases did not run or failed, collection=%s, expected=%s, passed=%s"
              .formatted(name, expected, passed));
    }
  }
}
