package dev.emery.testsuite.checker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The cases of a rule.
 *
 * <pre>
 * # Lines before the first case say what the file is about.
 * # options: strict
 * === name of a case [body]
 * kept.add(pointer); // ! escape
 * --- good
 * kept.add(pointer.demote());
 * </pre>
 *
 * @param options what the checker is told
 */
record CaseFile(String name, List<String> options, List<Case> cases) {
  private static final Pattern HEADER = Pattern.compile("=== ([^\\[]+?)(?: \\[(\\w+)])?");
  private static final String TWIN = "--- good";
  private static final String OPTIONS = "# options: ";

  /** Reads all files of a folder. */
  static List<CaseFile> in(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().map(CaseFile::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CaseFile read(Path file) {
    try {
      String name = file.getFileName().toString().replace(".txt", "");
      return parse(name, Files.readAllLines(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static CaseFile parse(String name, List<String> lines) {
    List<String> options = Javac.CHECKER;
    var cases = new ArrayList<Case>();
    int at = 0;
    for (; at < lines.size() && !lines.get(at).startsWith("==="); at++) {
      if (lines.get(at).startsWith(OPTIONS)) {
        options =
            List.of(Javac.CHECKER.getFirst() + " " + lines.get(at).substring(OPTIONS.length()));
      }
    }
    while (at < lines.size()) {
      Matcher header = HEADER.matcher(lines.get(at));
      int twin = next(lines, at + 1, TWIN);
      int end = next(lines, at + 1, "===");
      if (!header.matches() || twin >= end) {
        throw new IllegalArgumentException("no case, file=%s, line=%d".formatted(name, at + 1));
      }
      cases.add(
          new Case(
              name,
              cases.size() + 1,
              header.group(1),
              form(header.group(2)),
              new Case.Snippet(at + 2, lines.subList(at + 1, twin)),
              new Case.Snippet(twin + 2, lines.subList(twin + 1, end))));
      at = end;
    }
    return new CaseFile(name, options, List.copyOf(cases));
  }

  private static Case.Form form(String name) {
    return name == null ? Case.Form.MEMBERS : Case.Form.valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** The next line that begins so, or the end. */
  private static int next(List<String> lines, int from, String beginning) {
    int at = from;
    while (at < lines.size() && !lines.get(at).startsWith(beginning)) {
      at++;
    }
    return at;
  }
}
