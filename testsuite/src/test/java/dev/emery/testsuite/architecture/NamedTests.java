package dev.emery.testsuite.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The classes and methods of the sources that documents name in backquotes. */
final class NamedTests {
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w+)(?:#(\\w+))?`");

  private final Map<String, String> sources = new TreeMap<>();
  private final List<String> missing = new ArrayList<>();
  private int named;

  NamedTests(List<String> modules) throws IOException {
    for (String module : modules) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src"))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
          sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
        }
      }
    }
  }

  /** Looks up each {@code Class} and {@code Class#method} of a text. */
  void read(String text) {
    Matcher matcher = NAMED.matcher(text);
    while (matcher.find()) {
      named++;
      String source = sources.get(matcher.group(1));
      if (source == null
          || matcher.group(2) != null && !source.contains(" " + matcher.group(2) + "(")) {
        missing.add(matcher.group());
      }
    }
  }

  /** What was named and does not exist. */
  List<String> missing() {
    return missing;
  }

  /** How many names were looked up. */
  int named() {
    return named;
  }
}
