package dev.emery.testsuite.crash.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.testsuite.crash.CrashExplorer;
import dev.emery.testsuite.crash.CrashReport;
import dev.emery.testsuite.crash.CrashScript;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Crashes in every sequence of one, two and three operations on each structure, in long random
 * scripts, and where sizes pass a limit. {@code -Demery.crash.sequences}, {@code
 * -Demery.crash.randoms} and {@code -Demery.crash.sizes} say how many are drawn by the seed; 0 is
 * all sequences and sizes, these with more images of each point.
 */
final class StructuresCrashTest {
  private static final long SEED = Long.getLong("emery.seed", System.nanoTime());
  private static final int SEQUENCES = Integer.getInteger("emery.crash.sequences", 25);
  private static final int RANDOMS = Integer.getInteger("emery.crash.randoms", 6);
  private static final int SIZES = Integer.getInteger("emery.crash.sizes", 2);
  private static final int IMAGES = 2;
  private static final int SIZE_IMAGES = SIZES == 0 ? 16 : IMAGES;

  static List<Structure<?>> structures() {
    List<Structure<?>> all = new ArrayList<>(Structures.collections());
    all.addAll(Cells.all());
    return all;
  }

  private static <T> List<T> drawn(List<T> from, int count) {
    System.out.println("seed=" + SEED + ", of=" + from.size());
    if (count == 0) {
      return from;
    }
    List<T> shuffled = new ArrayList<>(from);
    Collections.shuffle(shuffled, new Random(SEED));
    return shuffled.subList(0, Math.min(count, shuffled.size()));
  }

  static List<CrashScript<?>> sequences() {
    List<CrashScript<?>> all = new ArrayList<>();
    for (Structure<?> structure : structures()) {
      for (int[] sequence : structure.sequences()) {
        all.add(structure.script(sequence));
      }
    }
    return drawn(all, SEQUENCES);
  }

  static Stream<CrashScript<?>> randoms() {
    Random random = new Random(SEED);
    List<Structure<?>> structures = structures();
    System.out.println("seed=" + SEED);
    return Stream.generate(
            () -> structures.get(random.nextInt(structures.size())).random(random.nextInt()))
        .<CrashScript<?>>map(script -> script)
        .limit(RANDOMS);
  }

  static List<CrashScript<?>> sizes() {
    return drawn(SizeScripts.all(), SIZES);
  }

  @ParameterizedTest
  @MethodSource("sequences")
  void sequence_ofOperations_survivesEachCrash(CrashScript<?> script) throws Exception {
    CrashReport report =
        script.explore(
            explorer -> explorer.imagesPerPoint(IMAGES).imagesPerInnerPoint(1).descend(1, 1));
    report.requireClean();
  }

  /** The first operation of each structure changes its content, which then depends on a sync. */
  @ParameterizedTest
  @MethodSource("structures")
  void operation_onAMediumThatForgetsSyncs_isFound(Structure<?> structure) throws Exception {
    CrashScript<?> script = structure.script(new int[] {0});
    script.on(medium -> new ForgetfulMedium(medium, path -> path.toString().endsWith(".journal")));
    CrashReport report = CrashExplorer.of(script.workload()).imagesPerPoint(IMAGES).explore();
    assertThat(report.failures()).as(script.name()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("randoms")
  void manyOperations_atRandom_surviveEachCrash(CrashScript<?> script) throws Exception {
    CrashReport report =
        script.explore(
            explorer -> explorer.imagesPerPoint(IMAGES).imagesPerInnerPoint(1).descend(2, 1));
    report.requireClean();
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void sizes_aroundALimit_surviveEachCrash(CrashScript<?> script) throws Exception {
    CrashReport report =
        script.explore(explorer ->
            SizeScripts.limits(script, explorer, SIZE_IMAGES)
                .imagesPerInnerPoint(SIZE_IMAGES / 2)
                .descend(SIZE_IMAGES / 2));
    report.requireClean();
  }

  @Test
  void marathon_forItsTime_findsNothing() throws InterruptedException {
    double minutes = Double.parseDouble(System.getProperty("emery.crash.minutes", "0.05"));
    int threads = Integer.getInteger("emery.crash.threads", 2);
    Marathon marathon = new Marathon(SEED, (long) (minutes * 60e9));

    marathon.run(threads);

    System.out.println("seed=" + SEED + ", minutes=" + minutes + ": " + marathon);
    assertThat(marathon.failures()).isEmpty();
    assertThat(marathon.distinct()).isPositive();
  }
}
