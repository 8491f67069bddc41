package dev.emery.medium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PositionalFileTest {
  @TempDir private Path directory;
  private Path path;
  private MediumFile file;

  @BeforeEach
  void create() throws IOException {
    path = directory.resolve("pool");
    file = Medium.files().open(path, Access.CREATE_NEW);
  }

  @AfterEach
  void close() throws IOException {
    file.close();
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  @Test
  void read_whatWasWritten_isEqual() throws IOException {
    byte[] written = random(300_000);
    file.write(1_000, written, 7, 290_000);

    byte[] read = new byte[290_010];
    file.read(1_000, read, 10, 290_000);

    assertThat(Arrays.copyOfRange(read, 10, 290_010))
        .isEqualTo(Arrays.copyOfRange(written, 7, 290_007));
    assertThat(file.size()).isEqualTo(291_000);
  }

  @Test
  void read_beyondTheEnd_namesWhatIsMissing() throws IOException {
    file.write(0, new byte[16], 0, 16);

    assertThatThrownBy(() -> file.read(8, new byte[16], 0, 16))
        .isInstanceOf(EOFException.class)
        .hasMessage("file ends too early, path=" + path + ", size=0x10, needed=0x18");
  }

  @Test
  void extend_shorterFile_addsZerosThatTakeSpace() throws IOException {
    file.write(0, random(100), 0, 100);

    file.extend(5_000_000);

    assertThat(file.size()).isEqualTo(5_000_000);
    byte[] all = Files.readAllBytes(path);
    assertThat(Arrays.copyOf(all, 100)).isEqualTo(random(100));
    assertThat(Arrays.copyOfRange(all, 100, all.length)).containsOnly(0);
  }

  @Test
  void extend_longerFile_changesNothing() throws IOException {
    file.extend(100);
    file.extend(50);

    assertThat(file.size()).isEqualTo(100);
  }

  @Test
  void extend_moreThanThereIsSpaceFor_keepsTheLength() throws IOException {
    file.write(0, random(1_000), 0, 1_000);
    try (OtherProcess process =
        OtherProcess.startWithFilesUpTo(2_000, "extend", path.toString(), "5000000")) {
      assertThat(process.line()).isEqualTo("File too large");
    }

    assertThat(Files.readAllBytes(path)).isEqualTo(random(1_000));
  }

  @Test
  void truncate_longerFile_cuts() throws IOException {
    file.extend(100);
    file.truncate(200);
    assertThat(file.size()).isEqualTo(100);

    file.truncate(10);
    assertThat(file.size()).isEqualTo(10);
  }

  @Test
  void everyCall_interruptedThread_succeedsAndStaysInterrupted() throws IOException {
    Thread.currentThread().interrupt();

    Exercise.all(file);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(file.size()).isPositive();
  }

  @Test
  void everyCall_interruptsAtAnyMoment_succeeds() throws Exception {
    var done = new AtomicBoolean();
    Thread worker = Thread.currentThread();
    Thread interrupter =
        Thread.ofPlatform()
            .start(() -> {
              while (!done.get()) {
                worker.interrupt();
                Thread.onSpinWait();
              }
            });
    try {
      for (int i = 0; i < 100; i++) {
        Exercise.all(file);
      }
    } finally {
      done.set(true);
      while (interrupter.isAlive()) {
        Thread.onSpinWait();
      }
      Thread.interrupted();
    }
    assertThat(file.size()).isPositive();
  }

  @Test
  void calls_afterClose_fail() throws IOException {
    file.close();
    file.close();

    assertThatThrownBy(() -> file.size()).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> file.sync()).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> file.write(0, new byte[1], 0, 1)).isInstanceOf(IOException.class);
  }
}
