package dev.emery.medium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.PoolLockedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OpenFilesTest {
  @TempDir private Path directory;

  private Path pool() throws IOException {
    return Files.createFile(directory.resolve("pool"));
  }

  private static OpenFiles.Entry enter(Path path, boolean shared) throws IOException {
    return OpenFiles.enter(Medium.files().key(path), path, shared);
  }

  @Test
  void enter_bySymbolicOrHardLink_isRefused() throws IOException {
    Path path = pool();
    Path symbolic = Files.createSymbolicLink(directory.resolve("symbolic"), path);
    Path hard = Files.createLink(directory.resolve("hard"), path);

    try (OpenFiles.Entry entry = enter(path, false)) {
      assertThat(entry).isNotNull();
      for (Path name : new Path[] {path, symbolic, hard}) {
        assertThatThrownBy(() -> enter(name, false))
            .isInstanceOf(PoolLockedException.class)
            .hasMessage(
                "cannot open pool: open in this process, path=%s, opened as=%s; close it there first"
                    .formatted(name, path));
        assertThatThrownBy(() -> enter(name, true)).isInstanceOf(PoolLockedException.class);
      }
    }
    enter(hard, false).close();
  }

  @Test
  void enter_sharedTwice_lastsUntilBothAreClosed() throws IOException {
    Path path = pool();
    OpenFiles.Entry first = enter(path, true);
    OpenFiles.Entry second = enter(path, true);

    first.close();
    first.close();

    assertThatThrownBy(() -> enter(path, false)).isInstanceOf(PoolLockedException.class);
    second.close();
    enter(path, false).close();
  }
}
