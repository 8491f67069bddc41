package dev.emery.testsuite.checker;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;

/**
 * An error or warning that the compiler has printed.
 *
 * @param source the name of the unit that it is about, or an empty string
 * @param rule the rule of the checker that was broken, or {@link Mark#COMPILER}
 */
record Report(String source, int line, boolean isError, String rule, String message) {
  private static final Pattern RULE = Pattern.compile("\\[emery\\.(\\w+)] ");

  static Report of(Diagnostic<? extends JavaFileObject> diagnostic) {
    String message = diagnostic.getMessage(Locale.ROOT);
    Matcher rule = RULE.matcher(message);
    JavaFileObject source = diagnostic.getSource();
    return new Report(
        source == null ? "" : source.getName(),
        (int) diagnostic.getLineNumber(),
        diagnostic.getKind() == Diagnostic.Kind.ERROR,
        rule.lookingAt() ? rule.group(1) : Mark.COMPILER,
        message);
  }

  /** Whether this is something that a case has to expect: any error, a warning of the checker. */
  boolean counts() {
    return isError || !rule.equals(Mark.COMPILER);
  }

  @Override
  public String toString() {
    return "%s line %d: %s %s: %s"
        .formatted(source, line, isError ? "error" : "warning", rule, message);
  }
}
