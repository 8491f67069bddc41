package dev.emery.testsuite.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.PoolLockedException;
import dev.emery.RecoveryNeededException;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes and one pool. */
final class TwoProcessesTest {
  private static final PoolOptions READ_ONLY = PoolOptions.defaults().readOnly(true);

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("shelf.pool");
  }

  @Test
  void open_heldByAnotherProcess_isRefusedWithItsPid() throws Exception {
    try (PoolHolder holder = PoolHolder.start(file, false)) {
      assertThat(holder.answer()).isEqualTo("open");
      assertThatThrownBy(() -> Pool.open(file, Shelf.class))
          .isInstanceOf(PoolLockedException.class)
          .hasMessageContaining("locked by another process")
          .hasMessageContaining("pid=" + holder.pid());
      assertThat(holder.order("put 1 one")).isEqualTo("done");
      assertThat(holder.order("close")).isEqualTo("closed");
      try (var pool = Pool.open(file, Shelf.class)) {
        assertThat(pool.root().texts()).containsEntry(1L, "one").hasSize(1);
        assertThat(pool.check().problems()).isEmpty();
      }
    }
  }

  @Test
  void open_linkToHeldPool_isRefused() throws Exception {
    try (PoolHolder holder = PoolHolder.start(file, false)) {
      assertThat(holder.answer()).isEqualTo("open");
      Path link = Files.createSymbolicLink(folder.resolve("link.pool"), file);
      assertThatThrownBy(() -> Pool.open(link, Shelf.class))
          .isInstanceOf(PoolLockedException.class)
          .hasMessageContaining("pid=" + holder.pid());
    }
  }

  @Test
  void open_holderWasKilled_recovers() throws Exception {
    try (PoolHolder holder = PoolHolder.start(file, false)) {
      assertThat(holder.answer()).isEqualTo("open");
      assertThat(holder.order("put 1 one")).isEqualTo("done");
      holder.kill();
      assertThatThrownBy(() -> Pool.open(file, Shelf.class, READ_ONLY))
          .isInstanceOf(RecoveryNeededException.class);
      try (var pool = Pool.open(file, Shelf.class)) {
        assertThat(pool.root().texts()).containsEntry(1L, "one");
        assertThat(pool.check().problems()).isEmpty();
      }
    }
  }

  @Test
  void open_heldHere_isRefusedElsewhereEvenAfterTheFileWasRead() throws Exception {
    try (var pool = Pool.open(file, Shelf.class)) {
      pool.transaction(j -> pool.root().texts().put(j, 1L, "one"));
      // Closing any channel on a file gives up the locks that the process has on it.
      Files.readAllBytes(file);
      Files.copy(file, folder.resolve("copy"));
      FileChannel.open(file).close();
      try (PoolHolder other = PoolHolder.start(file, false)) {
        assertThat(other.answer())
            .startsWith("PoolLockedException: ")
            .contains("pid=" + ProcessHandle.current().pid());
      }
      pool.transaction(j -> pool.root().texts().put(j, 2L, "two"));
    }
    try (var pool = Pool.open(file, Shelf.class)) {
      assertThat(pool.root().texts()).hasSize(2);
      assertThat(pool.check().problems()).isEmpty();
    }
  }

  @Test
  void openReadOnly_twoProcesses_share() throws Exception {
    try (var pool = Pool.open(file, Shelf.class)) {
      pool.transaction(j -> pool.root().texts().put(j, 1L, "one"));
    }
    try (PoolHolder reader = PoolHolder.start(file, true);
        var pool = Pool.open(file, Shelf.class, READ_ONLY)) {
      assertThat(reader.answer()).isEqualTo("open");
      assertThat(reader.order("get 1")).isEqualTo("one done");
      assertThat(pool.root().texts()).containsEntry(1L, "one");
      try (PoolHolder writer = PoolHolder.start(file, false)) {
        assertThat(writer.answer()).startsWith("PoolLockedException: ");
      }
    }
  }
}
