package dev.emery.tool;

import dev.emery.pool.CheckReport;
import dev.emery.pool.Pool;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The integrity check. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Checks a whole pool and prints a line for each problem.",
      "Only the program that made the pool knows the order of its sorted collections if that is a comparator's or a record's own; of those the order is not checked."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class CheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "POOL", description = "The pool file. It has to be closed.")
  private Path path;

  @Override
  public Integer call() {
    CheckReport report;
    try (Pool<?> pool = ForeignPool.open(path);
        var bar = new Bar("check", spec.commandLine().getErr())) {
      report = pool.check(bar::at);
    }
    PrintWriter out = spec.commandLine().getOut();
    report.problems().forEach(out::println);
    out.printf(
        "%,d objects, %,d more blocks, %,d problems%n",
        report.objects(), report.parts(), report.problems().size());
    return report.isClean() ? 0 : Emery.PROBLEMS;
  }
}
