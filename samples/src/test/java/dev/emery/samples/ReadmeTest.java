package dev.emery.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The programs that README.md shows are the samples themselves, which the compiler has read. */
final class ReadmeTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Pattern PROGRAM = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @Test
  void readme_firstProgram_isTheCounter() throws IOException {
    String readme = Files.readString(ROOT.resolve("README.md"));
    String counter =
        Files.readString(ROOT.resolve("samples/src/main/java/dev/emery/samples/Counter.java"));
    assertThat(PROGRAM.matcher(readme).results().map(MatchResult::group).toList()).isNotEmpty();
    String shown = PROGRAM.matcher(readme).results().findFirst().orElseThrow().group(1);
    assertThat(counter).endsWith(shown);
  }
}
