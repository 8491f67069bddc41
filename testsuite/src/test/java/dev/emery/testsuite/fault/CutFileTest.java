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
    "-Xint, 0, 1",
    "-Xint, 60, 1",
    "-XX:TieredStopAtLevel=1, 10, 300",
    "-XX:-BackgroundCompilation, 0, 2000"
  })
  void fileCutUnderAnOpenPool_endsCallsInATypedException_andTheJvmLives(
      String flag, int percent, int calls) throws Exception {
    try (ChildJvm child =
        ChildJvm.start(
            folder, List.of(flag), CutFile.class, String.valueOf(percent), String.valueOf(calls))) {
      String said = new String(child.output().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(child.exitCode()).as("%s%n%s", said, child.errors()).isZero();
      assertThat(said).as(child.errors()).endsWith("lives\n").doesNotContain("untyped");
      assertThat(said).contains("typed PoolBrokenException");
      assertThat(said).contains("check typed ").contains("open typed ");
    }
  }
}
