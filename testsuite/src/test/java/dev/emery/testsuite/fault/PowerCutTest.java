package dev.emery.testsuite.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.PoolException;
import dev.emery.pool.Pool;
import dev.emery.testsuite.process.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Cuts the power of a real file system at random moments, and looks at the pool after it was
 * mounted again. Needs root. {@code -Demery.powerCuts} says how often.
 */
final class PowerCutTest {
  private static final int CUTS = Integer.getInteger("emery.powerCuts", 4);
  private static final int CONTROLS = 3;

  @TempDir private Path folder;
  private final long seed = Long.getLong("emery.seed", System.nanoTime());
  private final SplittableRandom random = new SplittableRandom(seed);
  private final AtomicLong acknowledged = new AtomicLong();
  private LoopDisk disk;
  private Path file;

  @BeforeEach
  void mount() throws Exception {
    disk = LoopDisk.make(folder, 256);
    file = disk.folder().resolve("books.pool");
  }

  @AfterEach
  void unmount() throws Exception {
    if (disk != null) {
      disk.unmount();
    }
  }

  @Test
  void powerCut_atRandomMoments_losesNothingAcknowledged() throws Exception {
    long beyond = 0;
    for (int cut = 0; cut < CUTS; cut++) {
      live(cut % 2 == 0 ? "SYNC" : "RELAXED");
      try (Pool<Books> pool = Pool.open(file, Books.class, Books::initial)) {
        List<Long> steps = Books.stepsOf(pool);
        assertThat(steps.size())
            .as("steps after cut %d, seed=%d", cut, seed)
            .isGreaterThanOrEqualTo((int) acknowledged.get());
        beyond += steps.size() - acknowledged.get();
        assertThat(pool.check().problems()).isEmpty();
        acknowledged.set(steps.size());
      }
    }
    System.out.printf(
        "power cuts: cuts=%d, acknowledged=%d, lost=0, beyond=%d, seed=%d%n",
        CUTS, acknowledged.get(), beyond, seed);
  }

  /** Without syncs the same cuts lose something: they are real. */
  @Test
  void powerCut_withoutSyncs_losesSomething() throws Exception {
    boolean lost = false;
    int cuts = 0;
    for (; !lost && cuts < CONTROLS; cuts++) {
      live("NONE");
      lost = isLost();
      try (var files = Files.list(disk.folder())) {
        for (Path left : files.filter(Files::isRegularFile).toList()) {
          Files.delete(left);
        }
      }
      acknowledged.set(0);
    }
    assertThat(lost).as("something lost by one of %d cuts", cuts).isTrue();
  }

  private boolean isLost() {
    if (!Files.exists(file)) {
      return true;
    }
    try (Pool<Books> pool = Pool.open(file, Books.class, Books::initial)) {
      return Books.stepsOf(pool).size() < acknowledged.get();
    } catch (PoolException e) {
      return true;
    }
  }

  /** One life of a victim, up to the power cut and the mount after it. */
  private void live(String durability) throws Exception {
    try (PowerSwitch.Handle power = disk.powerSwitch(folder, random.nextBoolean());
        ChildJvm child = ChildJvm.start(folder, PowerVictim.class, file.toString(), durability)) {
      BufferedReader steps = child.process().inputReader(StandardCharsets.UTF_8);
      hear(steps.readLine(), child);
      Thread listener = Thread.ofPlatform().start(() -> listen(steps, child));
      TimeUnit.MICROSECONDS.sleep(random.nextLong(800_000));
      power.turnOff();
      listener.join();
    }
    disk.mountAgain();
  }

  private void listen(BufferedReader steps, ChildJvm child) {
    try {
      for (String line = steps.readLine(); line != null; line = steps.readLine()) {
        hear(line, child);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void hear(String line, ChildJvm child) {
    if (line == null) {
      throw new AssertionError("victim ended early: " + child.errors());
    }
    if (!line.equals("gone")) {
      acknowledged.set(Long.parseLong(line));
    }
  }
}
