package dev.emery.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.pool.Pool;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The word index as a user meets it on the command line. */
final class WordIndexTest {
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final StringWriter complained = new StringWriter();
  private final PrintStream before = System.out;

  @TempDir private Path folder;
  private Path texts;
  private Path pool;

  @BeforeEach
  void listen() throws IOException {
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    pool = folder.resolve("index.pool");
    texts = Files.createDirectory(folder.resolve("texts"));
    Files.writeString(texts.resolve("a.txt"), "To be, or not to be:\nthat is the question.\n");
    Files.writeString(texts.resolve("b.txt"), "Über O'Brien’s\n\nTHE end, without a line's end");
  }

  @AfterEach
  void check() {
    System.setOut(before);
    if (Files.exists(pool)) {
      try (var index = Pool.open(pool, WordIndex.Index.class)) {
        assertThat(index.check().problems()).isEmpty();
      }
    }
  }

  private int run(String... arguments) {
    said.reset();
    complained.getBuffer().setLength(0);
    return WordIndex.commandLine().setErr(new PrintWriter(complained, true)).execute(arguments);
  }

  @Test
  void run_folder_countsItsWords() {
    assertThat(run(texts.toString(), "--pool=" + pool, "--top=2")).isZero();
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("run 1: ")
        .contains("        2 be\n        2 end\n")
        .contains("18 words, 14 different, 5 lines of 2 texts, runs=1");
  }

  @Test
  void run_again_countsOnlyWhatIsNew() throws IOException {
    run(texts.toString(), "--pool=" + pool);
    assertThat(run(texts.toString(), "--pool=" + pool)).isZero();
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("nothing to count")
        .contains("18 words")
        .contains("runs=1");
    Files.writeString(texts.resolve("aa.txt"), "be quick");
    run(texts.toString(), "--pool=" + pool, "--top=1");
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("carries on after 5 lines")
        .contains("3 be")
        .contains("20 words, 15 different, 6 lines of 3 texts, runs=2");
  }

  @Test
  void run_reset_beginsAgain() {
    run(texts.toString(), "--pool=" + pool);
    run(texts.toString(), "--pool=" + pool, "--reset", "--batch=1");
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("from the beginning")
        .contains("18 words, 14 different, 5 lines of 2 texts, runs=1");
  }

  @Test
  void run_withoutFolder_countsTheShippedTexts() {
    assertThat(run("--pool=" + pool, "--top=3", "--batch=5000")).isZero();
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains(" the\n", " to\n", " and\n")
        .contains("lines of 3 texts");
  }

  @Test
  void run_folderMissing_saysSo() {
    assertThat(run(folder.resolve("nowhere").toString(), "--pool=" + pool)).isEqualTo(1);
    assertThat(complained.toString()).startsWith("no such folder, path=").hasLineCount(1);
    assertThat(pool).doesNotExist();
  }

  @Test
  void run_poolLocked_saysSo() {
    try (var open = Pool.open(pool, WordIndex.Index.class)) {
      assertThat(run(texts.toString(), "--pool=" + pool)).isEqualTo(1);
      assertThat(complained.toString()).contains("locked by this process").hasLineCount(1);
      assertThat(open.root().runs().get()).isZero();
    }
  }

  @Test
  void run_otherFolder_isRefused() {
    run(texts.toString(), "--pool=" + pool);
    assertThat(run(folder.toString(), "--pool=" + pool)).isEqualTo(2);
    assertThat(complained.toString()).contains("index is of another folder");
  }

  @Test
  void run_optionOutOfRange_isRefused() {
    assertThat(run(texts.toString(), "--pool=" + pool, "--batch=0")).isEqualTo(2);
    assertThat(complained.toString()).contains("--batch=0");
  }
}
