package dev.emery.testsuite.conformance;

import java.util.random.RandomGenerator;

/** The number that random tests depend on: {@code -Demery.seed}, or any. */
final class Seed {
  private Seed() {}

  static long chosen() {
    return Long.getLong("emery.seed", RandomGenerator.getDefault().nextLong() >>> 32);
  }
}
