package dev.emery.medium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class FileMediumTest {
  private static final Medium medium = Medium.files();

  @TempDir private Path directory;

  private Path file(String name) throws IOException {
    Path path = directory.resolve(name);
    medium.open(path, Access.CREATE_NEW).close();
    return path;
  }

  @Test
  void open_createNew_isForTheOwnerAlone() throws IOException {
    Path path = file("pool");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
  }

  @Test
  void open_createNewOverExisting_isRefused() throws IOException {
    Path path = file("pool");

    assertThatThrownBy(() -> medium.open(path, Access.CREATE_NEW))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void open_missing_isRefusedAndNotCreated() {
    Path path = directory.resolve("missing");

    assertThatThrownBy(() -> medium.open(path, Access.WRITE))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> medium.open(path, Access.READ))
        .isInstanceOf(NoSuchFileException.class);
    assertThat(medium.exists(path)).isFalse();
  }

  @Test
  void open_directory_isRefused() {
    assertThatThrownBy(() -> medium.open(directory, Access.READ))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("not a regular file");
  }

  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void open_fifo_isRefusedWithoutWaiting() throws Exception {
    Path fifo = directory.resolve("fifo");
    Process maker = new ProcessBuilder("mkfifo", fifo.toString()).start();
    assertThat(maker.waitFor(10, TimeUnit.SECONDS)).isTrue();

    assertThatThrownBy(() -> medium.open(fifo, Access.READ))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("not a regular file");
  }

  @Test
  void open_symbolicLinkToItself_isRefused() throws IOException {
    Path loop = directory.resolve("loop");
    Files.createSymbolicLink(loop, loop);

    assertThatThrownBy(() -> medium.open(loop, Access.READ))
        .isInstanceOf(FileSystemException.class);
  }

  @Test
  void open_pathThatEndsInAFile_isRefused() throws IOException {
    Path below = file("pool").resolve("below");

    assertThatThrownBy(() -> medium.open(below, Access.CREATE_NEW))
        .isInstanceOf(FileSystemException.class);
  }

  @Test
  void open_forReading_refusesWrites() throws IOException {
    try (MediumFile file = medium.open(file("pool"), Access.READ)) {
      assertThatThrownBy(() -> file.write(0, new byte[1], 0, 1)).isInstanceOf(IOException.class);
      assertThat(file.size()).isZero();
    }
  }

  @Test
  void open_runningProgram_isDeniedForWriting() throws Exception {
    // Permissions do not stop the superuser, this does.
    Path program = directory.resolve("program");
    Files.copy(Path.of("/bin/sleep"), program);
    assertThat(program.toFile().setExecutable(true)).isTrue();
    Process process = new ProcessBuilder(program.toString(), "100").start();
    try {
      assertThatThrownBy(() -> medium.open(program, Access.WRITE))
          .isInstanceOf(AccessDeniedException.class)
          .hasMessageContaining(program.toString());
    } finally {
      process.destroyForcibly().onExit().join();
    }
  }

  @Test
  void key_ofAllNamesOfAFile_isEqual() throws IOException {
    Path path = file("pool");
    Path other = file("other");
    Path symbolic = Files.createSymbolicLink(directory.resolve("symbolic"), path);
    Path hard = Files.createLink(directory.resolve("hard"), path);

    assertThat(medium.key(symbolic)).isEqualTo(medium.key(path)).isEqualTo(medium.key(hard));
    assertThat(medium.key(other)).isNotEqualTo(medium.key(path));
    assertThat(medium.realPath(symbolic)).isEqualTo(path.toRealPath());
  }

  @Test
  void rename_ontoExisting_replacesIt() throws IOException {
    Path from = file("from");
    Path to = file("to");
    Object key = medium.key(from);

    medium.rename(from, to);

    assertThat(medium.exists(from)).isFalse();
    assertThat(medium.key(to)).isEqualTo(key);
  }

  @Test
  void delete_missing_doesNothing() throws IOException {
    Path path = file("pool");
    medium.delete(path);
    medium.delete(path);

    assertThat(medium.exists(path)).isFalse();
  }

  @Test
  void syncDirectory_interruptedThread_succeedsAndStaysInterrupted() throws IOException {
    Thread.currentThread().interrupt();

    medium.syncDirectory(directory);

    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void syncDirectory_missing_isReported() {
    assertThatThrownBy(() -> medium.syncDirectory(directory.resolve("missing")))
        .isInstanceOf(IOException.class);
  }
}
