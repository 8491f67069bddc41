package dev.emery.testsuite.fault;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.emery.testsuite.process.ChildJvm;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An ext4 in a file, mounted through a loop device, which can be switched off: from that moment on
 * nothing more reaches it, and what was in the page cache alone is lost. Only root can do that.
 */
final class LoopDisk {
  private final Path image;
  private final Path folder;
  private boolean mounted;

  private LoopDisk(Path image, Path folder) {
    this.image = image;
    this.folder = folder;
  }

  /** Makes and mounts one, or skips the test with a message where that is not allowed. */
  static LoopDisk make(Path beside, int mebibytes) throws IOException, InterruptedException {
    var disk = new LoopDisk(beside.resolve("disk.img"), beside.resolve("disk"));
    Files.createDirectories(disk.folder);
    try (var file = new RandomAccessFile(disk.image.toFile(), "rw")) {
      file.setLength((long) mebibytes << 20);
    }
    int code = run("mkfs.ext4", "-q", "-F", "-b", "4096", disk.image.toString());
    if (code == 0) {
      code = disk.mountCode();
    }
    if (code != 0) {
      System.out.println(
          "power cuts: skipped, since only root may mount an ext4 from a file; exit code=" + code);
    }
    assumeTrue(code == 0, "an ext4 can be mounted from a file");
    return disk;
  }

  private int mountCode() throws InterruptedException {
    int code = run("mount", "-o", "loop", image.toString(), folder.toString());
    mounted = code == 0;
    return code;
  }

  private static int run(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      return -1; // there is no such program
    }
  }

  Path folder() {
    return folder;
  }

  /** A switch that is ready to be turned. */
  PowerSwitch.Handle powerSwitch(Path workFolder, boolean flushLog) throws IOException {
    ChildJvm child =
        ChildJvm.start(
            workFolder,
            List.of("--enable-native-access=ALL-UNNAMED"),
            PowerSwitch.class,
            folder.toString(),
            flushLog ? "1" : "2");
    return new PowerSwitch.Handle(child);
  }

  /** What a reboot does: the file system recovers itself by its journal. */
  void mountAgain() throws InterruptedException {
    unmount();
    int code = mountCode();
    if (code != 0) {
      throw new AssertionError("ext4 cannot be mounted again, exit code=" + code);
    }
  }

  /** Ends the mount; a second call does nothing. */
  void unmount() throws InterruptedException {
    for (int i = 0; mounted && i < 100; i++) {
      mounted = run("umount", folder.toString()) != 0;
      if (mounted) {
        TimeUnit.MILLISECONDS.sleep(50); // a process that was killed may not be gone yet
      }
    }
    if (mounted) {
      throw new AssertionError("ext4 cannot be unmounted, folder=" + folder);
    }
  }
}
