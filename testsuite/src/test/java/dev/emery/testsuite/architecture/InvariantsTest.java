package dev.emery.testsuite.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** docs/invariants.md names only classes and tests that exist. */
class InvariantsTest {

  @Test
  void invariants_nameOnlyWhatExists() throws IOException {
    var names = new NamedTests(List.of("core", "collections", "testsuite"));
    for (String line : Files.readAllLines(NamedTests.ROOT.resolve("docs/invariants.md"))) {
      if (line.startsWith("| E")) {
        String[] cells = line.split("\\|");
        names.read(cells[cells.length - 2] + cells[cells.length - 1]);
      }
    }
    assertThat(names.missing()).isEmpty();
    assertThat(names.named()).isGreaterThan(80);
  }
}
