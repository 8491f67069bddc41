package dev.emery.testsuite.process;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small file system of its own in memory, which only root can mount. */
final class SmallDisk {
  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /** Mounts, or skips the test with a message where that is not allowed. */
  static SmallDisk mount(Path folder, int mebibytes) throws IOException, InterruptedException {
    int code;
    try {
      code = run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", folder + "");
    } catch (IOException e) {
      code = -1;
    }
    if (code != 0) {
      System.out.println(
          "full disk: skipped, since only root may mount a tmpfs; exit code=" + code);
    }
    assumeTrue(code == 0, "a tmpfs can be mounted");
    return new SmallDisk(folder);
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  Path resolve(String name) {
    return folder.resolve(name);
  }

  /** Fills the disk with a file, up to this many bytes. */
  Path fill(long left) throws IOException {
    Path filler = folder.resolve("filler");
    FileStore store = Files.getFileStore(folder);
    try (var out = Files.newOutputStream(filler)) {
      for (long bytes = store.getUsableSpace() - left; bytes > 0; ) {
        int piece = (int) Math.min(bytes, 1 << 16);
        out.write(new byte[piece]);
        bytes -= piece;
      }
    }
    return filler;
  }

  void unmount() throws IOException, InterruptedException {
    int code = run("umount", folder.toString());
    if (code != 0) {
      throw new IOException("tmpfs cannot be unmounted, exit code=" + code);
    }
  }
}
