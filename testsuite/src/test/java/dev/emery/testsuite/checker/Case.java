package dev.emery.testsuite.checker;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A little program that breaks a rule, and its twin that does the same and breaks none.
 *
 * @param file the name of the file of cases
 * @param id a number that no other case of the file has
 * @param form what the text is a piece of
 */
record Case(String file, int id, String name, Form form, Snippet bad, Snippet good) {

  /** Lines of a file of cases. */
  record Snippet(int firstLine, List<String> lines) {
    List<Mark> marks() {
      return IntStream.range(0, lines.size())
          .boxed()
          .flatMap(i -> Mark.of(firstLine + i, lines.get(i)))
          .toList();
    }
  }

  /** What stands before and after the text of a case. */
  enum Form {
    /** Members of a class that has the pools and types of the fixture. */
    MEMBERS("class Case extends Fixture {", "}"),
    /** Statements of a method of such a class. */
    METHOD("class Case extends Fixture { void run() throws Exception {", "}}"),
    /** Statements of a transaction, whose journal is {@code j}. */
    BODY(
        "class Case extends Fixture { void run() throws Exception { pool.transaction(j -> {",
        "});}}"),
    /** A whole file. */
    FILE(null, "");

    private static final String IMPORTS =
        """
        import module java.base; import static java.util.Objects.requireNonNull;\
         import static java.util.stream.Collectors.*; import dev.emery.*; import dev.emery.cell.*;\
         import dev.emery.collections.*; import dev.emery.pointer.*; import dev.emery.pool.*;\
         import dev.emery.schema.Persistent; import dev.emery.sync.*; import dev.emery.transaction.*;\
         import dev.emery.testsuite.checker.fixture.*;\
        """;

    private final String before;
    private final String after;

    Form(String before, String after) {
      this.before = before;
      this.after = after;
    }

    String wrap(String packageName, String text) {
      return before == null
          ? text
          : "package " + packageName + "; " + IMPORTS + " " + before + text + after;
    }
  }

  Unit badUnit() {
    return unit("bad", bad);
  }

  Unit goodUnit() {
    return unit("good", good);
  }

  /** Each line has the number that it has in the file of cases. */
  private Unit unit(String kind, Snippet snippet) {
    String packageName = kind + id;
    String text = String.join("\n", snippet.lines()) + "\n";
    String wrapped = form.wrap(packageName, "\n" + text);
    String above = "\n".repeat(snippet.firstLine() - 2);
    return new Unit(file + "/" + packageName + "/Case.java", above + wrapped);
  }

  /** Whether javac itself rejects it. */
  boolean isForCompiler() {
    return bad.marks().stream().anyMatch(mark -> mark.rules().contains(Mark.COMPILER));
  }

  @Override
  public String toString() {
    return "%s (%s.txt:%d)".formatted(name, file, bad.firstLine() - 1);
  }
}
