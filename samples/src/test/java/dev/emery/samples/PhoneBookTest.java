package dev.emery.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.pool.Pool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The phone book, whose every command is a process of its own, or one that is killed. */
@Timeout(180)
final class PhoneBookTest {
  @TempDir private Path folder;

  private String run(String... arguments) throws IOException, InterruptedException {
    try (Child child = Child.start(folder, PhoneBook.class, arguments)) {
      return child.toTheEnd();
    }
  }

  @Test
  void book_ofSeveralRuns_remembersNumbersInOrder() throws Exception {
    assertThat(run("add", "Grace", "1906")).contains("added Grace");
    assertThat(run("add", "Ada", "1815")).contains("added Ada");
    assertThat(run("add", "Ada", "1852")).contains("Ada had 1815");
    assertThat(run("find")).contains("2 found\nAda 1852\nGrace 1906\n");
    assertThat(run("find", "G")).contains("1 found\nGrace 1906\n");
    assertThat(run("remove", "Grace")).contains("removed Grace");
    assertThat(run("remove", "Grace")).contains("not in the book: Grace");
  }

  @Test
  void book_killedAfterItsAnswer_hasTheNumber() throws Exception {
    try (Child child = Child.start(folder, PhoneBook.class)) {
      String answer = child.ask("add Ada 1815");
      while (!answer.contains("added Ada")) {
        answer = child.hear();
        assertThat(answer).isNotNull();
      }
      child.kill();
    }
    try (var pool = Pool.open(folder.resolve("phone-book.pool"), PhoneBook.Book.class)) {
      assertThat(pool.root().numbers()).containsExactlyEntriesOf(Map.of("Ada", "1815"));
      assertThat(pool.check().problems()).isEmpty();
    }
  }
}
