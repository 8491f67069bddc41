package dev.emery.testsuite.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged and hostile files: whatever a pool file and its journal contain, opening, checking,
 * reading, changing and closing end in a result or a {@code PoolException}, in bounded time and
 * memory, and no process dies.
 *
 * <p>{@code -Demery.fuzz.files=10000} sets how many files, {@code -Demery.seed=…} repeats a run,
 * and {@code -Demery.fuzz.first=N -Demery.fuzz.files=1} with it a single file.
 */
final class FuzzTest {
  private static final int FILES = Integer.getInteger("emery.fuzz.files", 200);
  private static final int FIRST = Integer.getInteger("emery.fuzz.first", 0);
  private static final int MOST_FAILURES = Integer.getInteger("emery.fuzz.failures", 10);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  private final long seed = Long.getLong("emery.seed", System.nanoTime());
  private final Map<String, Integer> endings = new TreeMap<>();
  private final List<String> failures = new ArrayList<>();

  @Test
  void mutatedFiles_endInAResultOrAPoolException() throws Exception {
    List<Base> bases = Base.all(folder);
    System.out.printf("fuzz test: files=%d, seed=%d, folder=%s%n", FILES, seed, folder);
    try (var visitor = new Visitor(folder)) {
      for (Base base : bases) {
        visitUnchanged(visitor, base);
      }
      for (int number = FIRST; number < FIRST + FILES; number++) {
        visit(visitor, bases, number);
        if (failures.size() >= MOST_FAILURES) {
          break;
        }
      }
    }
    System.out.printf("fuzz test: files=%d, steps by their end: %s%n", FILES, endings);
    assertThat(failures).isEmpty();
  }

  /** What is not damaged is found whole: the tour itself is right. */
  private void visitUnchanged(Visitor visitor, Base base) throws Exception {
    Path file = folder.resolve("unchanged-" + base.name() + ".pool");
    Files.write(file, base.pool());
    if (base.journal() != null) {
      Files.write(Base.journal(file), base.journal());
    }
    assertThat(visitor.visit(file, false)).as(base.name()).isEqualTo("done {clean=1, opened=1}");
    assertThat(visitor.visit(file, true)).as(base.name()).isEqualTo("done {clean=1, opened=1}");
  }

  private void visit(Visitor visitor, List<Base> bases, int number) throws Exception {
    Path file = folder.resolve("mutant.pool");
    Mutant mutant = Mutant.of(bases, seed, number);
    mutant.save(file);
    boolean readOnly = number % 4 == 0;
    String answer = visitor.visit(file, readOnly);
    if (answer.startsWith("done")) {
      count(answer);
      return;
    }
    mutant.save(file); // the visit has changed it
    Path kept = folder.resolve("failure-" + number + ".pool");
    Files.move(file, kept, StandardCopyOption.REPLACE_EXISTING);
    if (Files.exists(Base.journal(file))) {
      Files.move(Base.journal(file), Base.journal(kept), StandardCopyOption.REPLACE_EXISTING);
    }
    Files.deleteIfExists(file.resolveSibling("mutant.pool.lock"));
    String failure =
        "-Demery.seed=%d -Demery.fuzz.first=%d -Demery.fuzz.files=1, readOnly=%s, file=%s, %s%n%s"
            .formatted(seed, number, readOnly, kept, mutant.describe(), answer);
    System.out.println(failure);
    failures.add(failure);
  }

  private void count(String answer) {
    String list = answer.substring(answer.indexOf('{') + 1, answer.lastIndexOf('}'));
    for (String ending : list.isEmpty() ? new String[0] : list.split(", ")) {
      int equals = ending.indexOf('=');
      endings.merge(
          ending.substring(0, equals),
          Integer.parseInt(ending.substring(equals + 1)),
          Integer::sum);
    }
  }
}
