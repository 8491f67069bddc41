package dev.emery.testsuite.crash.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.journal.DecisionFormat;
import dev.emery.testsuite.crash.CrashExplorer;
import dev.emery.testsuite.crash.CrashReport;
import dev.emery.testsuite.crash.pool.RoundWorkload.Reopening;
import dev.emery.testsuite.crash.pool.TransferWorkload.Order;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * All images that a crash can leave of two or three pools with transfers between them reopen, in
 * any order, to contents that agree. {@code -Demery.crash.images} sets how many images of one crash
 * point are looked at.
 */
class PoolsCrashTest {
  private static final int IMAGES = Integer.getInteger("emery.crash.images", 8);

  @ParameterizedTest
  @EnumSource
  void e30_allImagesOfTransfers_reopenToOneDecision(Order order) throws Exception {
    CrashReport report =
        CrashExplorer.of(new TransferWorkload(order))
            .imagesPerPoint(IMAGES)
            .imagesPerInnerPoint(4)
            .descend(4, 1)
            .explore();
    System.out.println(report);
    report.requireClean();
  }

  @ParameterizedTest
  @EnumSource
  void e30_allImagesOfTransfersOfThree_reopenToOneDecision(Reopening reopening) throws Exception {
    CrashReport report =
        CrashExplorer.of(new RoundWorkload(reopening))
            .imagesPerPoint(Math.ceilDiv(IMAGES, 2))
            .imagesPerInnerPoint(2)
            .descend(2, 1)
            .explore();
    System.out.println(report);
    report.requireClean();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, DecisionFormat.ENTRIES + 1})
  void e30_allImagesOfOneThatDecidesForMany_keepEachDecision(int others) throws Exception {
    CrashReport report =
        CrashExplorer.of(new StarWorkload(others))
            .imagesPerPoint(Math.ceilDiv(IMAGES, 2))
            .imagesPerInnerPoint(2)
            .descend(1)
            .explore();
    System.out.println(report);
    report.requireClean();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.pool.journal", "c.pool.journal"})
  void e30_leftOutSyncOfThree_isFound(String file) throws Exception {
    var workload = new RoundWorkload(Reopening.ONE_BY_ONE).withoutSyncOf(file);
    CrashReport report = CrashExplorer.of(workload).imagesPerPoint(IMAGES).failures(1).explore();
    assertThat(report.failures()).as(workload.name()).isNotEmpty();
  }

  static List<TransferWorkload> plantedBugs() {
    return List.of(
        bug(Order.SECOND_WITH_FIRST, "no sync of the prepare record", "b.pool.journal"),
        bug(Order.FIRST_THEN_SECOND, "no sync of the decision", "a.pool.journal"));
  }

  private static TransferWorkload bug(Order order, String name, String file) {
    return new TransferWorkload(order)
        .with(name, m -> new ForgetfulMedium(m, path -> path.toString().endsWith(file)));
  }

  @ParameterizedTest
  @MethodSource("plantedBugs")
  void e30_plantedBug_isFound(TransferWorkload workload) throws Exception {
    CrashReport report = CrashExplorer.of(workload).imagesPerPoint(IMAGES).failures(1).explore();
    assertThat(report.failures()).as(workload.name()).isNotEmpty();
  }
}
