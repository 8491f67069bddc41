package dev.emery.testsuite.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/guarantees.md names only tests that exist, and each of its rows names one. */
class GuaranteesTest {
  private static final Path DOCUMENT = NamedTests.ROOT.resolve("docs/guarantees.md");
  private static final Pattern TEST = Pattern.compile("`[A-Z]\\w+(#\\w+)?`");
  private static final Pattern RULER = Pattern.compile("\\|[ :|-]+\\|");

  @Test
  void guarantees_nameOnlyTestsThatExist() throws IOException {
    var names = new NamedTests(List.of("core", "collections", "samples", "testsuite"));
    names.read(Files.readString(DOCUMENT));
    assertThat(names.missing()).isEmpty();
    assertThat(names.named()).isGreaterThan(50);
  }

  @Test
  void everyRow_namesATest() throws IOException {
    List<String> lines = Files.readAllLines(DOCUMENT);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      boolean head = i + 1 < lines.size() && RULER.matcher(lines.get(i + 1)).matches();
      if (line.startsWith("|") && !head && !RULER.matcher(line).matches()) {
        assertThat(line).containsPattern(TEST);
      }
    }
  }
}
