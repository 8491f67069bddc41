package dev.emery.medium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.PoolLockedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class LockFilesTest {
  @TempDir private Path directory;
  private Path lockFile;

  @BeforeEach
  void name() {
    lockFile = directory.resolve("pool.lock");
  }

  private FileGuard lock(boolean shared) throws IOException {
    return Medium.files().lock(lockFile, shared);
  }

  private String answer(String kind) throws IOException {
    try (OtherProcess holder = OtherProcess.start(kind, lockFile.toString())) {
      return holder.line();
    }
  }

  private String refusalOfThisProcess() {
    return "cannot open pool: locked by another process, path=%s, pid=%d"
        .formatted(lockFile, ProcessHandle.current().pid());
  }

  @Test
  void lock_fileForTheOwner_isDeletedAtClose() throws IOException {
    FileGuard guard = lock(false);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(lockFile)))
        .isEqualTo("rw-------");

    guard.close();
    guard.close();

    assertThat(lockFile).doesNotExist();
  }

  @Test
  void lock_heldInThisProcess_isRefused() throws IOException {
    try (FileGuard guard = lock(false)) {
      assertThat(guard).isNotNull();
      for (boolean shared : new boolean[] {false, true}) {
        assertThatThrownBy(() -> lock(shared))
            .isInstanceOf(PoolLockedException.class)
            .hasMessage(
                "cannot open pool: locked by this process, path=%s, pid=%d; close it there first"
                    .formatted(lockFile, ProcessHandle.current().pid()));
      }
    }
    lock(false).close();
  }

  @Test
  void lock_sharedTwice_lastsUntilBothAreClosed() throws IOException {
    FileGuard first = lock(true);
    FileGuard second = lock(true);
    first.close();
    first.close();

    assertThatThrownBy(() -> lock(false)).isInstanceOf(PoolLockedException.class);
    second.close();
    lock(false).close();
    assertThat(lockFile).doesNotExist();
  }

  @Test
  void lock_heldByAnotherProcess_namesItsPid() throws IOException {
    try (OtherProcess holder = OtherProcess.start("exclusive", lockFile.toString())) {
      assertThat(holder.line()).isEqualTo("locked");

      assertThatThrownBy(() -> lock(false))
          .isInstanceOf(PoolLockedException.class)
          .hasMessage(
              "cannot open pool: locked by another process, path=%s, pid=%d"
                  .formatted(lockFile, holder.pid()));
      assertThatThrownBy(() -> lock(true)).isInstanceOf(PoolLockedException.class);
    }
    // Its holder was killed and left the file behind.
    assertThat(lockFile).exists();
    lock(false).close();
    assertThat(lockFile).doesNotExist();
  }

  @Test
  void lock_sharedByAnotherProcess_isSharedButNotGivenAway() throws IOException {
    try (OtherProcess holder = OtherProcess.start("shared", lockFile.toString())) {
      assertThat(holder.line()).isEqualTo("locked");

      lock(true).close();
      assertThatThrownBy(() -> lock(false))
          .isInstanceOf(PoolLockedException.class)
          .hasMessageStartingWith("cannot open pool: locked by another process");
    }
  }

  @Test
  void lock_refusedAttemptsAndUserCodeBeside_staysHeld() throws IOException {
    String refusal = refusalOfThisProcess();
    Path pool = Files.write(directory.resolve("pool"), new byte[100]);
    try (MediumFile file = Medium.files().open(pool, Access.WRITE);
        FileGuard guard = lock(false)) {
      assertThat(guard).isNotNull();
      // Each of these closes a channel on the pool; none may take the lock away.
      Files.copy(pool, directory.resolve("copy"));
      assertThat(Files.readAllBytes(pool)).hasSize(100);
      FileChannel.open(pool, StandardOpenOption.READ).close();
      Medium.files().open(pool, Access.READ).close();
      assertThat(file.size()).isEqualTo(100);
      assertThatThrownBy(() -> lock(false)).isInstanceOf(PoolLockedException.class);

      assertThat(answer("exclusive")).isEqualTo(refusal);
      assertThat(answer("shared")).isEqualTo(refusal);
    }
    assertThat(answer("exclusive")).isEqualTo("locked");
  }

  @Test
  void lock_interruptedThread_isHeldAfterwards() throws IOException {
    String refusal = refusalOfThisProcess();
    Thread.currentThread().interrupt();
    FileGuard guard = lock(false);
    assertThat(Thread.interrupted()).isTrue();

    assertThat(answer("exclusive")).isEqualTo(refusal);

    Thread.currentThread().interrupt();
    guard.close();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(lockFile).doesNotExist();
  }

  @Test
  void lock_fileReplacedByAStranger_leavesTheReplacement() throws IOException {
    FileGuard guard = lock(false);
    Files.delete(lockFile);
    Files.createFile(lockFile);

    guard.close();

    assertThat(lockFile).exists();
  }

  @Test
  void lock_missingDirectory_isReported() {
    lockFile = directory.resolve("missing").resolve("pool.lock");

    assertThatThrownBy(() -> lock(false)).isInstanceOf(IOException.class);
  }

  @Test
  void tryLock_fileWithoutNameByNow_isGivenUp() throws IOException {
    FileMedium.create(lockFile);
    FileChannel opened = LockedFile.open(lockFile);
    Files.delete(lockFile);

    assertThatThrownBy(() -> LockedFile.tryLock(opened, lockFile, false))
        .isInstanceOf(NoSuchFileException.class);
    assertThat(opened.isOpen()).isFalse();
  }

  @Test
  void tryLock_nameOfAnotherFileByNow_isGivenUp() throws IOException {
    FileMedium.create(lockFile);
    FileChannel opened = LockedFile.open(lockFile);
    Files.delete(lockFile);
    FileMedium.create(lockFile);

    assertThat(LockedFile.tryLock(opened, lockFile, false)).isNull();
    assertThat(opened.isOpen()).isFalse();
  }

  @Test
  void lock_competingProcesses_neverHaveItTogether() throws IOException {
    try (OtherProcess one = OtherProcess.start("compete", lockFile.toString(), "500");
        OtherProcess two = OtherProcess.start("compete", lockFile.toString(), "500")) {
      assertThat(OtherProcess.compete(lockFile, 500)).isEqualTo("alone");
      assertThat(one.line()).isEqualTo("alone");
      assertThat(two.line()).isEqualTo("alone");
    }
    assertThat(lockFile).doesNotExist();
  }
}
