package dev.emery.testsuite.checker;

import java.util.List;
import java.util.stream.Stream;

/** Compares what a case expects with what the compiler has reported. */
final class Differences {
  private Differences() {}

  /** Each mark without a report, and each report without a mark. */
  static List<String> between(List<Mark> marks, List<Report> reports) {
    Stream<String> missing =
        marks.stream()
            .filter(mark -> reports.stream().noneMatch(mark::matches))
            .map(mark -> "not reported: " + mark);
    Stream<String> unexpected =
        reports.stream()
            .filter(report -> marks.stream().noneMatch(mark -> mark.matches(report)))
            .map(report -> "not expected: " + report);
    return Stream.concat(missing, unexpected).toList();
  }
}
