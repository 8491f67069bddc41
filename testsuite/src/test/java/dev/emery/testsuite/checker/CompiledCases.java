package dev.emery.testsuite.checker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the checker reports of the bad cases of a file. They are compiled together, as the classes
 * of a program are; only those that javac itself rejects are compiled one by one, since it could
 * stop there.
 */
final class CompiledCases {
  private final CaseFile file;
  private @Nullable Map<String, List<Report>> reports;

  CompiledCases(CaseFile file) {
    this.file = file;
  }

  /** What of a case is not as it is marked. */
  List<String> differences(Case each) {
    if (reports == null) {
      reports = compile();
    }
    return Differences.between(
        each.bad().marks(), reports.getOrDefault(each.badUnit().getName(), List.of()));
  }

  private Map<String, List<Report>> compile() {
    var together = new ArrayList<Unit>();
    var all = new ArrayList<Report>();
    for (Case each : file.cases()) {
      if (each.isForCompiler()) {
        all.addAll(Javac.compile(List.of(each.badUnit()), file.options()));
      } else {
        together.add(each.badUnit());
      }
    }
    all.addAll(Javac.compile(together, file.options()));
    return bySource(all);
  }

  /** A report that is of no case would be lost. */
  private Map<String, List<Report>> bySource(List<Report> all) {
    Set<String> names =
        file.cases().stream().map(each -> each.badUnit().getName()).collect(Collectors.toSet());
    List<Report> others = all.stream().filter(each -> !names.contains(each.source())).toList();
    if (!others.isEmpty()) {
      throw new AssertionError("reports of no case: " + others);
    }
    return all.stream().collect(Collectors.groupingBy(Report::source));
  }
}
