package dev.emery.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.pool.Pool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A program with a {@code HashMap}, and what three other lines make of it. */
@Timeout(120)
final class VotesTest {
  private static final Path SOURCES = Path.of("src/main/java/dev/emery/samples");

  @TempDir private Path folder;

  @Test
  void durableVotes_afterAKill_areAllThere() throws Exception {
    try (Child child = Child.start(folder, DurableVotes.class)) {
      assertThat(child.ask("ada")).isEqualTo("{ada=1}");
      child.ask("bob");
      child.ask("ada");
      child.kill();
    }
    try (Child child = Child.start(folder, DurableVotes.class)) {
      assertThat(child.ask("bob")).contains("ada=2", "bob=2");
      child.kill();
    }
    try (var pool = Pool.open(folder.resolve("votes.pool"), DurableVotes.class)) {
      assertThat(pool.root().counts()).isEqualTo(Map.of("ada", 2, "bob", 2));
      assertThat(pool.check().problems()).isEmpty();
    }
  }

  @Test
  void votes_afterAKill_areForgotten() throws Exception {
    for (int run = 0; run < 2; run++) {
      try (Child child = Child.start(folder, Votes.class)) {
        assertThat(child.ask("ada")).isEqualTo("{ada=1}");
      }
    }
  }

  @Test
  void programs_differInThreeLines() throws IOException {
    List<String> before = program("Votes");
    List<String> after = program("DurableVotes");
    assertThat(difference(before, after))
        .containsExactly(
            "-final class Votes {",
            "-    Map<String, Integer> votes = new HashMap<>();",
            "+record DurableVotes(PHashMap<String, Integer, DurableVotes> counts) {",
            "+    var pool = Pool.open(Path.of(\"votes.pool\"), DurableVotes.class);",
            "+    Map<String, Integer> votes = pool.root().counts().autoCommit();");
    List<String> same = new ArrayList<>(after);
    same.retainAll(Set.copyOf(before));
    before.retainAll(Set.copyOf(after));
    assertThat(same).as("what they have in common").isEqualTo(before);
  }

  /** What README.md shows of the two is what they are. */
  @Test
  void readme_difference_isThatOfThePrograms() throws IOException {
    String readme = Files.readString(Path.of("../README.md"));
    List<String> shown = new ArrayList<>();
    for (String line : readme.lines().dropWhile(line -> !line.equals("```diff")).skip(1).toList()) {
      if (line.equals("```")) {
        break;
      }
      shown.add(line);
    }
    assertThat(shown.stream().filter(line -> !line.startsWith("+")).map(VotesTest::text))
        .containsExactlyElementsOf(program("Votes"));
    assertThat(shown.stream().filter(line -> !line.startsWith("-")).map(VotesTest::text))
        .containsExactlyElementsOf(program("DurableVotes"));
  }

  private static String text(String line) {
    return line.isEmpty() ? line : line.substring(1);
  }

  /** A program without what stands before it. */
  private static List<String> program(String name) throws IOException {
    List<String> lines = Files.readAllLines(SOURCES.resolve(name + ".java"));
    return new ArrayList<>(lines.subList(lines.indexOf(" */") + 1, lines.size()));
  }

  private static List<String> difference(List<String> before, List<String> after) {
    List<String> difference = new ArrayList<>();
    before.stream()
        .filter(line -> !after.contains(line))
        .forEach(line -> difference.add("-" + line));
    after.stream()
        .filter(line -> !before.contains(line))
        .forEach(line -> difference.add("+" + line));
    return difference;
  }
}
