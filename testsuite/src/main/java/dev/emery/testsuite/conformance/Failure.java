package dev.emery.testsuite.conformance;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong.
 *
 * @param name the case, or null where it is not known which one it was
 * @param thrown what it has thrown
 */
record Failure(@Nullable String name, Throwable thrown) {
  private static final int SHOWN = 30;

  boolean isOfBatch() {
    return name == null;
  }

  /** All failures of a batch as one, the stack of each below it. */
  static AssertionError of(List<Failure> failures, int cases, long seed) {
    var message = new StringBuilder();
    message.append("%d of %d cases failed, seed=%d".formatted(failures.size(), cases, seed));
    failures.stream()
        .limit(SHOWN)
        .forEach(each -> message.append("\n  ").append(each.name).append(": ").append(each.thrown));
    var error = new AssertionError(message.toString(), failures.getFirst().thrown);
    failures.stream().skip(1).limit(SHOWN).forEach(each -> error.addSuppressed(each.thrown));
    return error;
  }
}
