package dev.emery.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads tables of docs/file-format.md, so that tests can hold it against the code. */
public final class DocTable {
  private DocTable() {}

  /** The rows of the first such table behind a heading, each as its cells. */
  public static List<List<String>> rows(String heading, String header) {
    List<String> lines = lines();
    int first = lines.indexOf(heading);
    while (first >= 0 && first < lines.size() && !lines.get(first).startsWith(header)) {
      first++;
    }
    List<List<String>> rows = new ArrayList<>();
    for (int i = Math.max(first, 0) + 2; i < lines.size() && lines.get(i).startsWith("|"); i++) {
      String[] cells = lines.get(i).split("\\|");
      rows.add(Arrays.stream(cells).skip(1).map(String::strip).toList());
    }
    if (rows.isEmpty()) {
      throw new IllegalArgumentException(
          "no table in docs/file-format.md begins with " + header + " under " + heading);
    }
    return rows;
  }

  private static List<String> lines() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("docs/file-format.md"))) {
      folder = folder.getParent();
    }
    try {
      return Files.readAllLines(folder.resolve("docs/file-format.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A number as the page writes it. */
  public static long number(String text) {
    return Long.decode(text.replace(",", ""));
  }
}
