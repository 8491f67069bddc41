package dev.emery.testsuite.crash;

import java.util.List;

/**
 * What an exploration has looked at and found.
 *
 * @param workload the name of the workload
 * @param points crash points, those inside recoveries included
 * @param images images that were made at all points
 * @param distinctByDepth images that differ from all others, each of which was recovered: first
 *     those of crashes in the workload, then in a recovery, then in a recovery after such a crash
 * @param contents different contents that were recovered
 * @param failures failures, no more than were asked for
 */
public record CrashReport(
    String workload,
    long points,
    long images,
    List<Long> distinctByDepth,
    long contents,
    List<CrashFailure> failures) {

  /** Returns how many images differ from all others. */
  public long distinct() {
    return distinctByDepth.stream().mapToLong(Long::longValue).sum();
  }

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
            "%s: %d crash points, %d images, %d distinct %s, %d contents, %d failures"
                .formatted(
                    workload,
                    points,
                    images,
                    distinct(),
                    distinctByDepth,
                    contents,
                    failures.size()));
    failures.forEach(failure -> text.append(System.lineSeparator()).append(failure));
    return text.toString();
  }
}
