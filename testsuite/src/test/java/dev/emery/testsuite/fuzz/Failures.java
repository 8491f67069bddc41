package dev.emery.testsuite.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What went wrong with damaged files that several threads look at, printed at once. */
final class Failures {
  private static final int MOST = 40;

  private final Queue<String> lines = new ConcurrentLinkedQueue<>();

  void add(String what, Throwable e) {
    StackTraceElement[] trace = e.getStackTrace();
    add(what + ": " + e + (trace.length > 0 ? " at " + trace[0] : ""));
  }

  void add(String line) {
    lines.add(line);
    System.out.println(line);
  }

  /** Whether there are so many that nobody needs more. */
  boolean areMany() {
    return lines.size() >= MOST;
  }

  void assertNone(long seed) {
    assertThat(lines).as("seed=%d", seed).isEmpty();
  }
}
