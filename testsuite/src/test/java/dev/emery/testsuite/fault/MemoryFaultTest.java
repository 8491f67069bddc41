package dev.emery.testsuite.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.pool.Pool;
import dev.emery.testsuite.process.ChildJvm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memory runs out: for good or for a body alone. */
final class MemoryFaultTest {
  private static final long MILLIS = 2 * Long.getLong("emery.faults.millis", 1500);

  @TempDir private Path folder;
  private final long seed = Long.getLong("emery.seed", System.nanoTime());

  @Test
  void heap_thatRunsOutAnywhere_leavesWholeSteps() throws Exception {
    try (ChildJvm child =
        ChildJvm.start(
            folder,
            List.of("-Xmx48m", "-XX:+UseSerialGC"),
            LittleMemory.class,
            Long.toString(seed),
            Long.toString(MILLIS))) {
      String said = new String(child.output().readAllBytes(), StandardCharsets.UTF_8);
      System.out.printf("little memory: seed=%d, %s", seed, said);
      int code = child.exitCode();
      // A class that cannot be loaded for want of memory is lost to its process, whatever it is of.
      if (code == 0 || !child.errors().contains("Error")) {
        assertThat(code).as("seed=%d%n%s%s", seed, said, child.errors()).isZero();
        assertThat(said).contains("problems=[], problems after reopening=[]");
        assertThat(said).doesNotContain("steps=0, out of memory=0");
      }
    }
    try (Pool<Books> pool = Pool.open(folder.resolve("little.pool"), Books.class, Books::initial)) {
      assertThat(Books.stepsOf(pool)).hasSizeGreaterThan(29);
      assertThat(pool.check().problems()).isEmpty();
    }
  }

  @Test
  void bodyThatThrowsAnError_afterAnyChange_changesNothing() {
    try (var pool = Pool.inMemory(Books.class, Books::initial)) {
      for (long step = 1; step <= 24; step++) {
        long number = step;
        for (Error error :
            List.of(new OutOfMemoryError("planted"), new AssertionError("planted"))) {
          assertThatThrownBy(() ->
                  pool.transaction(j -> {
                    pool.root().take(j, number);
                    throw error;
                  }))
              .isSameAs(error);
        }
        assertThat(Books.stepsOf(pool)).hasSize((int) step - 1);
        pool.transaction(j -> pool.root().take(j, number));
      }
      assertThat(pool.check().problems()).isEmpty();
    }
  }
}
