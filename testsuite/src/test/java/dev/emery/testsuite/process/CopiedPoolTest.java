package dev.emery.testsuite.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.PoolException;
import dev.emery.pool.Pool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pool files that were copied or renamed while a process had them open (E9). */
final class CopiedPoolTest {
  @TempDir private Path folder;
  private Path file;
  private Path copy;

  @BeforeEach
  void name() throws IOException {
    file = folder.resolve("shelf.pool");
    copy = Files.createDirectory(folder.resolve("backup")).resolve("shelf.pool");
  }

  @Test
  void open_copyOfAnOpenPoolWithoutJournal_isRefused() throws Exception {
    try (PoolHolder holder = PoolHolder.start(file, false)) {
      assertThat(holder.answer()).isEqualTo("open");
      assertThat(holder.order("put 1 one")).isEqualTo("done");
      Files.copy(file, copy);
      assertRefused(copy);
      holder.kill();
    }
    assertRefused(copy);
    assertContent(file, 1);
  }

  @Test
  void open_copyMadeAfterAKillWithoutJournal_isRefused() throws Exception {
    try (PoolHolder holder = PoolHolder.start(file, false)) {
      assertThat(holder.answer()).isEqualTo("open");
      assertThat(holder.order("put 1 one")).isEqualTo("done");
      assertThat(holder.order("checkpoint")).isEqualTo("done");
      assertThat(holder.order("put 2 two")).isEqualTo("done");
      holder.kill();
    }
    Files.copy(file, copy);
    assertRefused(copy);
    Files.copy(folder.resolve("shelf.pool.journal"), copy.resolveSibling("shelf.pool.journal"));
    assertContent(copy, 2);
    assertContent(file, 2);
  }

  @Test
  void open_journalOfAnotherOpening_isRefused() throws Exception {
    try (PoolHolder holder = PoolHolder.start(file, false)) {
      assertThat(holder.answer()).isEqualTo("open");
      assertThat(holder.order("put 1 one")).isEqualTo("done");
      holder.kill();
    }
    Files.copy(file, copy);
    try (PoolHolder holder = PoolHolder.start(file, false)) {
      assertThat(holder.answer()).isEqualTo("open");
      assertThat(holder.order("put 2 two")).isEqualTo("done");
      holder.kill();
    }
    Files.copy(folder.resolve("shelf.pool.journal"), copy.resolveSibling("shelf.pool.journal"));
    assertRefused(copy);
    assertContent(file, 2);
  }

  @Test
  void open_renamedWhileOpen_isRefusedUntilItHasItsNameAgain() throws Exception {
    try (PoolHolder holder = PoolHolder.start(file, false)) {
      assertThat(holder.answer()).isEqualTo("open");
      assertThat(holder.order("put 1 one")).isEqualTo("done");
      Files.move(file, copy);
      holder.kill();
    }
    assertRefused(copy);
    Files.move(copy, file);
    assertContent(file, 1);
  }

  private static void assertRefused(Path file) throws IOException {
    byte[] before = Files.readAllBytes(file);
    assertThatThrownBy(() -> Pool.open(file, Shelf.class))
        .isInstanceOf(PoolException.class)
        .hasMessageContaining("journal");
    assertThat(Files.readAllBytes(file)).as("refused file").isEqualTo(before);
  }

  private static void assertContent(Path file, int size) {
    try (var pool = Pool.open(file, Shelf.class)) {
      assertThat(pool.root().texts()).containsEntry(1L, "one").hasSize(size);
      assertThat(pool.check().problems()).isEmpty();
    }
  }
}
