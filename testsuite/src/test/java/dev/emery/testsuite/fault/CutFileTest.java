package dev.emery.testsuite.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.testsuite.process.ChildJvm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Somebody cuts the file of an open pool: typed exceptions in the program, which lives on. */
final class CutFileTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "-Xint, 0, 1, 0",
    "-Xint, 0, 1, 1",
    "-Xint, 60, 1, 2",
    "-XX:TieredStopAtLevel=1, 10, 300, 3",
    "-XX:-BackgroundCompilation, 0, 2000, 2"
  })
  void fileCutUnderAnOpenPool_endsCallsInATypedException_andTheJvmLives(
      String flag, String percent, String calls, String first) throws Exception {
    try (ChildJvm child =
        ChildJvm.start(folder, List.of(flag), CutFile.class, percent, calls, first)) {
      String said = new String(child.output().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(child.exitCode()).as("%s%n%s", said, child.errors()).isZero();
      assertThat(said).as(child.errors()).endsWith("lives\n").doesNotContain("untyped");
      assertThat(said).contains("typed PoolBrokenException");
      assertThat(said).contains("check typed ").contains("open typed ");
    }
  }
}
