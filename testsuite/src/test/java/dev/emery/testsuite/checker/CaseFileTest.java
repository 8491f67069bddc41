package dev.emery.testsuite.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Whether the tests of the checker can fail: by javac alone, which needs no checker to report. */
final class CaseFileTest {
  private static final String CASE =
      """
      # About nothing.
      # options: strict
      === number [body]
      String a = "";
      int b = a; // ! compiler
      --- good
      int b = 1;

      === names
      static int a; // ! one|two, three
      static int b; // ? four
      --- good
      static int a;
      """;

  private static CaseFile parsed() {
    return CaseFile.parse("some", CASE.lines().toList());
  }

  private static List<Report> compile(Unit unit) {
    return Javac.compile(List.of(unit), Javac.PLAIN);
  }

  @Test
  void case_withItsError_hasNoDifferences() {
    Case number = parsed().cases().getFirst();
    assertThat(Differences.between(number.bad().marks(), compile(number.badUnit()))).isEmpty();
    assertThat(compile(number.goodUnit())).isEmpty();
  }

  @Test
  void case_withoutItsError_isDifferent() {
    Case number = parsed().cases().getFirst();
    assertThat(Differences.between(number.bad().marks(), List.of()))
        .containsExactly("not reported: line 5: error compiler");
  }

  @Test
  void report_withoutAMark_isDifferent() {
    List<Report> reports = compile(parsed().cases().getFirst().badUnit());
    assertThat(Differences.between(List.of(), reports))
        .singleElement()
        .asString()
        .startsWith("not expected: some/bad1/Case.java line 5: error compiler: incompatible types");
  }

  @Test
  void marks_withAlternatives_areReadFromTheEndsOfLines() {
    Case names = parsed().cases().getLast();
    assertThat(names.bad().marks())
        .containsExactly(
            new Mark(10, true, List.of("one", "two")),
            new Mark(10, true, List.of("three")),
            new Mark(11, false, List.of("four")));
    assertThat(names.good().marks()).isEmpty();
  }

  @Test
  void mark_ofAnotherKind_doesNotMatch() {
    var mark = new Mark(3, true, List.of("escape"));
    assertThat(mark.matches(new Report("", 3, true, "escape", ""))).isTrue();
    assertThat(mark.matches(new Report("", 4, true, "escape", ""))).isFalse();
    assertThat(mark.matches(new Report("", 3, false, "escape", ""))).isFalse();
    assertThat(mark.matches(new Report("", 3, true, "capture", ""))).isFalse();
  }

  @Test
  void options_inTheFile_followTheChecker() {
    assertThat(parsed().options()).containsExactly("-Xplugin:Emery strict");
  }

  @Test
  void file_withoutATwin_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CaseFile.parse("some", List.of("=== a", "int x; // ! escape")))
        .withMessage("no case, file=some, line=1");
  }
}
