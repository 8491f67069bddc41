package dev.emery.testsuite.checker;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a line of a case expects of the compiler, as a comment at its end: {@code // ! escape} is an
 * error of the rule {@code escape}, {@code // ? psafe} a warning, and {@code // ! compiler} an
 * error of javac itself. {@code // ! escape, capture} expects both, {@code // ! escape|capture} one
 * of them, where it does not matter which.
 *
 * @param rules the rules that would do
 */
record Mark(int line, boolean isError, List<String> rules) {
  static final String COMPILER = "compiler";

  private static final Pattern COMMENT = Pattern.compile("//\\s*([!?])\\s*(.+)$");

  /** The marks at the end of a line. */
  static Stream<Mark> of(int line, String text) {
    Matcher comment = COMMENT.matcher(text);
    if (!comment.find()) {
      return Stream.empty();
    }
    boolean isError = comment.group(1).equals("!");
    return Stream.of(comment.group(2).strip().split("\\s*,\\s*"))
        .map(rules -> new Mark(line, isError, List.of(rules.split("\\|"))));
  }

  boolean matches(Report report) {
    return line == report.line() && isError == report.isError() && rules.contains(report.rule());
  }

  @Override
  public String toString() {
    return "line %d: %s %s".formatted(line, isError ? "error" : "warning", String.join("|", rules));
  }
}
