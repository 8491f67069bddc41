package dev.emery.testsuite.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The main sources of all modules, each with its number of lines. */
record SourceTree(List<SourceFile> files) {

  /** One source file. */
  record SourceFile(Path path, int lines) {}

  /** Reads the sources of the modules beside the one whose tests run. */
  static SourceTree ofModules(Path root, String... modules) {
    return new SourceTree(
        Stream.of(modules)
            .map(module -> root.resolve(module).resolve("src/main/java"))
            .flatMap(SourceTree::javaFiles)
            .map(path -> new SourceFile(root.relativize(path), lines(path)))
            .toList());
  }

  /**
   * The number of lines that this share of the files does not exceed, such as 0.5 for the median.
   */
  int quantile(double share) {
    int[] sorted = files.stream().mapToInt(SourceFile::lines).sorted().toArray();
    return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }

  private static Stream<Path> javaFiles(Path folder) {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(path -> path.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int lines(Path path) {
    try {
      return Files.readAllLines(path).size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
