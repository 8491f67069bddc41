package dev.emery.testsuite.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.medium.Medium;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** Protocols that are right, and the same with one mistake each. */
final class CrashExplorerTest {

  @Test
  void explore_correctReplacement_findsNothing() throws Exception {
    CrashReport report =
        CrashExplorer.of(new RenameToy(RenameToy.Bug.NONE)).descend(50, 5).explore().requireClean();

    assertThat(report.contents()).isEqualTo(4);
    assertThat(report.distinct()).isGreaterThan(10);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void explore_replacementWithAMistake_findsIt(RenameToy.Bug bug) throws Exception {
    requireFound(new RenameToy(bug), false);
  }

  @Test
  void explore_correctJournal_findsNothing() throws Exception {
    for (boolean relaxed : new boolean[] {false, true}) {
      CrashReport report =
          CrashExplorer.of(new JournalToy(JournalToy.Bug.NONE, relaxed))
              .descend(50, 5)
              .explore()
              .requireClean();

      assertThat(report.contents()).isEqualTo(11);
    }
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"NONE", "CHECKPOINT_BEFORE_JOURNAL_SYNC"})
  void explore_journalWithAMistake_findsIt(JournalToy.Bug bug) throws Exception {
    requireFound(new JournalToy(bug, false), bug.name().startsWith("RECOVERY"));
  }

  @Test
  void explore_relaxedJournalCheckpointedTooEarly_findsIt() throws Exception {
    requireFound(new JournalToy(JournalToy.Bug.CHECKPOINT_BEFORE_JOURNAL_SYNC, true), false);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void explore_partOfAWorkload_playsNoCrashOutsideOfIt(boolean atItsEnd) throws Exception {
    var toy = new JournalToy(JournalToy.Bug.NO_COMMIT_SYNC, false);

    CrashReport report = CrashExplorer.of(new OneMoment(toy, atItsEnd)).explore();

    assertThat(report.points()).isEqualTo(1);
    assertThat(report.failures()).hasSize(atItsEnd ? 1 : 0);
  }

  /** A toy of whose crashes only the last is of interest, or the first. */
  private record OneMoment(JournalToy toy, boolean isLast) implements Workload<List<Long>> {
    @Override
    public String name() {
      return toy.name();
    }

    @Override
    public List<Long> initial() {
      return toy.initial();
    }

    @Override
    public void run(Recording<List<Long>> recording) throws Exception {
      if (!isLast) {
        recording.end();
      }
      toy.run(recording);
      if (isLast) {
        recording.begin();
      }
    }

    @Override
    public List<Long> recover(Medium medium) throws Exception {
      return toy.recover(medium);
    }
  }

  /** The mistake is found, the line of it plays it again, and it is as small as can be. */
  private static <S> void requireFound(Workload<S> workload, boolean insideRecovery)
      throws Exception {
    CrashReport flat = CrashExplorer.of(workload).explore();
    assertThat(flat.failures().isEmpty()).as(flat.toString()).isEqualTo(insideRecovery);
    CrashReport report = CrashExplorer.of(workload).descend(200).explore();
    assertThat(report.failures()).as(report.toString()).hasSize(1);
    CrashFailure failure = report.failures().getFirst();
    assertThat(failure.line()).startsWith("workload=" + workload.name() + " at=");
    assertThat(failure.line().contains(" > ")).isEqualTo(insideRecovery);

    CrashReport again = CrashExplorer.of(workload).reproduce(failure.line());

    assertThat(again.failures()).hasSize(1);
    assertThat(again.failures().getFirst().line()).isEqualTo(failure.line());
    assertThat(again.failures().getFirst().problem()).isEqualTo(failure.problem());
  }

  @Test
  void failure_ofAMissingSync_namesWhatWasLost() throws Exception {
    CrashReport report =
        CrashExplorer.of(new JournalToy(JournalToy.Bug.NO_COMMIT_SYNC, false)).explore();

    CrashFailure failure = report.failures().getFirst();
    assertThat(failure.lost()).isEqualTo("journal [0x0,+4096)");
    assertThat(failure.problem())
        .isEqualTo(
            "wrong content: [0, 0, 0, 0, 0, 0],"
                + " allowed: [[0, 1, 0, 1, 0, 0], [0, 1, 2, 1, 0, 2]]");
    assertThat(failure.before().stream().map(Object::toString))
        .endsWith("put journal 0x0+48", "mark Durable[step=2]", "mark Attempted[step=3]");
    assertThatThrownBy(report::requireClean)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(failure.line());
  }

  @Test
  void explore_severalFailuresWanted_findsDifferentOnes() throws Exception {
    CrashReport report =
        CrashExplorer.of(new RenameToy(RenameToy.Bug.WRITTEN_IN_PLACE)).failures(5).explore();

    List<String> lines = report.failures().stream().map(CrashFailure::line).toList();
    assertThat(lines).hasSize(5);
  }

  @Test
  void explore_twice_isTheSame() throws Exception {
    var workload = new JournalToy(JournalToy.Bug.ONE_HEADER, false);

    assertThat(CrashExplorer.of(workload).explore().toString())
        .isEqualTo(CrashExplorer.of(workload).explore().toString());
  }

  @Test
  void reproduce_lineOfAnotherWorkload_isRefused() {
    CrashExplorer<Integer> explorer = CrashExplorer.of(new RenameToy(RenameToy.Bug.NONE));

    assertThatThrownBy(() -> explorer.reproduce("workload=other at=1 image=page:all"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("line of another workload, line=workload=other at=1 image=page:all");
  }
}
