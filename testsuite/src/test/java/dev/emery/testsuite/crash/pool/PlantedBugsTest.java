package dev.emery.testsuite.crash.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each planted bug is found by the explorer. {@code -Demery.planted} sets how many are tried, drawn
 * by the seed; {@code -Demery.planted.only=TEXT} those whose name contains a text.
 */
class PlantedBugsTest {
  private static final long SEED = Long.getLong("emery.seed", System.nanoTime());
  private static final int TRIED = Integer.getInteger("emery.planted", 5);
  private static final String ONLY = System.getProperty("emery.planted.only", "");
  private static final int IMAGES = Integer.getInteger("emery.crash.images", 64);

  @TempDir private Path folder;

  static List<PlantedBug> drawn() {
    List<PlantedBug> bugs = new ArrayList<>(PlantedBugs.ALL);
    bugs.removeIf(bug -> !bug.name().contains(ONLY));
    Collections.shuffle(bugs, new Random(SEED));
    System.out.println("seed=" + SEED);
    return bugs.subList(0, Math.min(TRIED, bugs.size()));
  }

  @ParameterizedTest
  @MethodSource("drawn")
  @Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void plantedBug_isFound(PlantedBug bug) throws ReflectiveOperationException {
    long start = System.nanoTime();
    bug.compileInto(folder);
    Object failure =
        new PlantedLoader(folder)
            .loadClass(FirstFailure.class.getName())
            .getMethod("find", String.class, int.class)
            .invoke(null, bug.workload(), IMAGES);
    long millis = (System.nanoTime() - start) / 1_000_000;
    System.out.printf("%s, %d ms: %s%n", bug.name(), millis, failure);
    assertThat(failure).as(bug.name()).isNotNull();
  }
}
