package dev.emery.testsuite.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Compiles each case with the checker: what breaks a rule is reported on its line and nothing else
 * is, and neither are the twins that break none and the whole programs.
 */
final class CheckerTest {
  private static final List<CaseFile> FILES = CaseFile.in(folder("cases"));

  @TestFactory
  Stream<DynamicNode> badCase_compiled_isReportedOnItsLines() {
    return FILES.stream()
        .map(file -> {
          var compiled = new CompiledCases(file);
          return dynamicContainer(
              file.name(),
              file.cases().stream()
                  .map(each ->
                      dynamicTest(
                          each.toString(),
                          () ->
                              assertThat(compiled.differences(each))
                                  .as(each.toString())
                                  .isEmpty())));
        });
  }

  @TestFactory
  Stream<DynamicNode> goodCases_compiled_areNotReported() {
    return forEachFile(file ->
        assertThat(
                Javac.compile(file.cases().stream().map(Case::goodUnit).toList(), file.options()))
            .isEmpty());
  }

  @TestFactory
  Stream<DynamicNode> programs_compiled_areNotReported() throws IOException {
    return programs()
        .map(unit ->
            dynamicTest(
                unit.getName(),
                () -> assertThat(Javac.compile(List.of(unit), Javac.CHECKER)).isEmpty()));
  }

  /** Or else a case would prove nothing of the checker. */
  @TestFactory
  Stream<DynamicNode> badCases_withoutTheChecker_compile() {
    return forEachFile(file ->
        assertThat(
                Javac.compile(
                    file.cases().stream()
                        .filter(each -> !each.isForCompiler())
                        .map(Case::badUnit)
                        .toList(),
                    Javac.PLAIN))
            .isEmpty());
  }

  @TestFactory
  Stream<DynamicNode> compilerCase_withoutTheChecker_isRejectedOnItsLines() {
    return FILES.stream()
        .flatMap(file -> file.cases().stream())
        .filter(Case::isForCompiler)
        .map(each ->
            dynamicTest(
                each.toString(),
                () ->
                    assertThat(
                            Differences.between(
                                each.bad().marks(),
                                Javac.compile(List.of(each.badUnit()), Javac.PLAIN)))
                        .isEmpty()));
  }

  @Test
  void cases_all_haveAMark() {
    assertThat(FILES.stream().flatMap(file -> file.cases().stream()))
        .isNotEmpty()
        .allMatch(each -> !each.bad().marks().isEmpty())
        .allMatch(each -> each.good().marks().isEmpty());
  }

  private static Stream<DynamicNode> forEachFile(Consumer<CaseFile> check) {
    return FILES.stream().map(file -> dynamicTest(file.name(), () -> check.accept(file)));
  }

  private static Stream<Unit> programs() throws IOException {
    try (Stream<Path> files = Files.list(folder("programs"))) {
      return files.sorted().map(CheckerTest::program).toList().stream();
    }
  }

  private static Unit program(Path file) {
    try {
      return new Unit(file.getFileName().toString(), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path folder(String name) {
    URL url = Objects.requireNonNull(CheckerTest.class.getResource(name), name);
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
