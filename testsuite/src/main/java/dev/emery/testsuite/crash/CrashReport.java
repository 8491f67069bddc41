package dev.emery.testsuite.crash;

import java.util.List;

/**
 * What an exploration has looked at and found.
 *
 * @param workload the name of the workload
 * @param points crash points, those inside recoveries included
 * @param images images that were made at all points
 * @param distinct images that differ from all others; each was recovered
 * @param contents different contents that were recovered
 * @param failures failures, no more than were asked for
 */
public record CrashReport(
    String workload,
    long points,
    long images,
    long distinct,
    long contents,
    List<CrashFailure> failures) {

  /**
   * Throws if there were failures.
   *
   * @return this report
   * @throws AssertionError with all failures
   */
  public CrashReport requireClean() {
    if (failures.isEmpty()) {
      return this;
    }
    var error = new AssertionError(toString());
    for (CrashFailure failure : failures) {
      if (failure.cause() != null) {
        error.addSuppressed(failure.cause());
      }
    }
    throw error;
  }

  @Override
  public String toString() {
    var text =
        new StringBuilder(
            "%s: %d crash points, %d images, %d distinct, %d contents, %d failures"
                .formatted(workload, points, images, distinct, contents, failures.size()));
    failures.forEach(failure -> text.append(System.lineSeparator()).append(failure));
    return text.toString();
  }
}
