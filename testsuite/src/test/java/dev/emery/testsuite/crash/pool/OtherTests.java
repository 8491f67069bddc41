package dev.emery.testsuite.crash.pool;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Looks which other tests would have found the planted bugs: runs, with each bug in turn in front
 * of the class path, the unit tests of core that see a journal or an engine, up to the first that
 * fails, and the kill test, of one pool or of two, as the workload of the bug is. It prints a
 * table, row by row, after one without a bug, which shows how long the tests take and that they
 * succeed; on standard error it says why a test has failed.
 *
 * <p>The arguments name the bugs, by a part of each name; without any it is all of them. {@code
 * -Demery.other.seconds} is how long the unit tests or the kills of a bug may take, {@code
 * -Demery.kills} how many there are.
 */
final class OtherTests {
  private static final long SECONDS = Long.getLong("emery.other.seconds", 200);
  private static final int KILLS = Integer.getInteger("emery.kills", 5);
  private static final Path CORE = Path.of("../core").toAbsolutePath().normalize();
  private static final Path UNIT_TESTS = CORE.resolve("target/test-classes");
  private static final String ONE =
      "dev.emery.testsuite.kill.KillTest#pool_killedAtRandomMoments_keepsEveryAcknowledgedCommit";
  private static final String TWO =
      "dev.emery.testsuite.kill.KillTest#"
          + "e30_twoPools_killedAtRandomMoments_decideTheSameAndKeepEveryAcknowledgedCommit";

  private final Path folder = Files.createTempDirectory("planted");

  private OtherTests() throws IOException {}

  static void main(String[] args) throws Exception {
    System.out.println("| planted bug | explorer's workload | unit tests of core | kill -9 |");
    System.out.println("| --- | --- | --- | --- |");
    new OtherTests().row("none", "all", packages("journal"), List.of(ONE, TWO));
    for (PlantedBug bug : PlantedBugs.ALL) {
      if (args.length == 0 || Stream.of(args).anyMatch(bug.name()::contains)) {
        var tests = new OtherTests();
        bug.compileInto(tests.folder);
        boolean isOfOne = !bug.workload().matches("(transfer|decisions).*");
        tests.row(bug.name(), bug.workload(), packages(bug.file()), List.of(isOfOne ? ONE : TWO));
      }
    }
  }

  /** The packages of core whose tests see a journal or an engine, those of a changed file first. */
  private static List<String> packages(String file) {
    List<String> names = new ArrayList<>(List.of("engine", "pool", "pointer", "cell", "sync"));
    names.add(file.startsWith("journal") ? 0 : names.size(), "journal");
    return names.stream().map("dev.emery."::concat).toList();
  }

  private void row(String bug, String workload, List<String> units, List<String> kills)
      throws Exception {
    String unit = run(CORE, units);
    String kill = run(folder, kills);
    System.out.printf("| %s | %s | %s | %s |%n", bug, workload, unit, kill);
    delete();
  }

  /** Runs tests in a child, and says what they have found. */
  private String run(Path where, List<String> tests) throws Exception {
    long start = System.nanoTime();
    Path log = folder.resolve("tests.log");
    Path temporary = Files.createDirectories(folder.resolve("tmp"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-ea", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")); // soon over
    command.addAll(List.of("-Demery.kills=" + KILLS, "-Demery.pairKills=" + KILLS));
    command.addAll(List.of("-Djava.io.tmpdir=" + temporary, "-cp", classPath()));
    command.add(TestRun.class.getName());
    command.addAll(tests);
    Process child =
        new ProcessBuilder(command)
            .directory(where.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    boolean ended = child.waitFor(SECONDS, TimeUnit.SECONDS);
    child.descendants().forEach(ProcessHandle::destroyForcibly);
    int code = child.destroyForcibly().waitFor();
    String seconds = " (%d s)".formatted((System.nanoTime() - start) / 1_000_000_000);
    List<String> lines = Files.readAllLines(log);
    String failed = last(lines, TestRun.FAILED);
    if (!failed.isEmpty()) {
      System.err.println(failed + ": " + lines.get(lines.indexOf(TestRun.FAILED + failed) + 1));
      return failed + seconds;
    }
    if (!ended) {
      return "no end, in " + last(lines, TestRun.BEGUN) + seconds;
    }
    return (code == 0
            ? "not found"
            : "exit code %d, in %s".formatted(code, last(lines, TestRun.BEGUN)))
        + seconds;
  }

  private String classPath() {
    String inherited = System.getProperty("java.class.path");
    return String.join(File.pathSeparator, folder.toString(), inherited, UNIT_TESTS.toString());
  }

  private static String last(List<String> lines, String kind) {
    return lines.reversed().stream()
        .filter(line -> line.startsWith(kind))
        .map(line -> line.substring(kind.length()))
        .findFirst()
        .orElse("");
  }

  private void delete() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
