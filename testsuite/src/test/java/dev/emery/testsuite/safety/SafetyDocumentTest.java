package dev.emery.testsuite.safety;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compiles the examples of docs/safety.md with the plugin: a block of Java gives the messages of
 * the block without a language that follows it at once, and none where there is no such block. Of
 * each message it is the first line, without the names of packages.
 */
class SafetyDocumentTest {
  private static final Path DOCUMENT = Path.of("../docs/safety.md");
  private static final String FENCE = "```";
  private static final String IMPORTS =
      """
      import dev.emery.*;
      import dev.emery.cell.*;
      import dev.emery.collections.*;
      import dev.emery.pointer.*;
      import dev.emery.pool.*;
      import dev.emery.sync.*;
      import dev.emery.transaction.*;
      import java.util.*;
      import java.util.concurrent.locks.*;
      """;

  @TempDir Path classes;

  /** A block of Java, and what javac says of it. */
  private record Example(int line, String code, List<String> messages) {}

  private static List<Example> examples() throws IOException {
    List<String> lines = Files.readAllLines(DOCUMENT);
    var examples = new ArrayList<Example>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).equals(FENCE + "java")) {
        int end = i + 1 + lines.subList(i + 1, lines.size()).indexOf(FENCE);
        String code = String.join("\n", lines.subList(i + 1, end));
        examples.add(new Example(i + 2, code, messages(lines, end + 1)));
        i = end;
      }
    }
    return examples;
  }

  private static List<String> messages(List<String> lines, int from) {
    int begin = from < lines.size() && lines.get(from).isEmpty() ? from + 1 : from;
    if (begin >= lines.size() || !lines.get(begin).equals(FENCE)) {
      return List.of();
    }
    List<String> rest = lines.subList(begin + 1, lines.size());
    return List.copyOf(rest.subList(0, rest.indexOf(FENCE)));
  }

  @TestFactory
  List<DynamicTest> example_compiled_givesTheMessagesBelowIt() throws IOException {
    List<Example> examples = examples();
    String types = examples.getFirst().code();
    return examples.stream()
        .map(example ->
            DynamicTest.dynamicTest(
                "line " + example.line(),
                () ->
                    assertThat(compile(example == examples.getFirst() ? "" : types, example))
                        .isEqualTo(example.messages())))
        .toList();
  }

  @Test
  void document_hasAnExampleOfEachRule() throws IOException {
    List<String> messages = examples().stream().flatMap(e -> e.messages().stream()).toList();
    for (String rule : BackstopTest.RULES) {
      assertThat(messages).as(rule).anyMatch(message -> message.contains("[emery." + rule + "]"));
    }
  }

  private List<String> compile(String types, Example example) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    var found = new DiagnosticCollector<JavaFileObject>();
    String path = System.getProperty("java.class.path");
    List<String> options =
        List.of(
            "-Xplugin:Emery", "-processorpath", path, "-classpath", path, "-d", classes.toString());
    String source = IMPORTS + types + "\nclass Example {\n" + example.code() + "\n}\n";
    compiler
        .getTask(new StringWriter(), null, found, options, null, List.of(new Source(source)))
        .call();
    return found.getDiagnostics().stream()
        .filter(d -> d.getKind() == Diagnostic.Kind.ERROR || d.getMessage(null).contains("[emery"))
        .map(d -> d.getMessage(Locale.ENGLISH).lines().findFirst().orElse(""))
        .map(message -> message.replaceAll("\\b([a-z]+\\.)+(?=[A-Z])|\\bExample\\.", ""))
        .toList();
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String text) {
      super(URI.create("memory:///Example.java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
