package dev.emery.testsuite.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for the files of one benchmark. */
final class Scratch implements AutoCloseable {
  private static final Path TMPFS = Path.of("/dev/shm");

  private final Path folder;

  /** A folder on the disk of the build. */
  Scratch() throws IOException {
    this(Files.createDirectories(Path.of("target")));
  }

  private Scratch(Path parent) throws IOException {
    folder = Files.createTempDirectory(parent, "emery-bench");
  }

  /** A folder in tmpfs where there is one, else on the disk of the build. */
  static Scratch inMemory() throws IOException {
    return Files.isWritable(TMPFS) ? new Scratch(TMPFS) : new Scratch();
  }

  Path resolve(String name) {
    return folder.resolve(name);
  }

  @Override
  public void close() throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
  }
}
