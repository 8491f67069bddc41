package dev.emery.testsuite.crash.pool;

import dev.emery.testsuite.crash.CrashExplorer;
import dev.emery.testsuite.crash.CrashFailure;
import dev.emery.testsuite.crash.CrashReport;
import dev.emery.testsuite.crash.CrashScript;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Explores script after script until the time is over: sequences and random scripts of all
 * structures, and sizes.
 */
final class Marathon {
  private static final int DEPTHS = 3;

  private final List<Structure<?>> structures = new ArrayList<>(Structures.collections());
  private final List<CrashScript<?>> sizes = SizeScripts.all();
  private final long seed;
  private final long end;
  private @Nullable AssertionError error;
  private int next;
  private long scripts;
  private long points;
  private long images;
  private final long[] distinct = new long[DEPTHS];
  private final List<CrashFailure> failures = new ArrayList<>();

  Marathon(long seed, long nanos) {
    this.seed = seed;
    this.end = System.nanoTime() + nanos;
    structures.addAll(Cells.all());
  }

  /** Runs on some threads, and returns when all have seen that the time is over. */
  void run(int threads) throws InterruptedException {
    List<Thread> running = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      running.add(Thread.ofPlatform().name("marathon " + i).start(this::explore));
    }
    for (Thread thread : running) {
      thread.join();
    }
    if (error != null) {
      throw error;
    }
  }

  private void explore() {
    while (System.nanoTime() - end < 0 && !isOver()) {
      int number = take();
      CrashScript<?> script = script(number);
      try {
        add(script.explore(explorer -> limits(explorer, script, number)));
      } catch (Exception | Error e) {
        fail(new AssertionError("script fails without a crash, script=" + script, e));
      }
    }
  }

  private synchronized boolean isOver() {
    return error != null || !failures.isEmpty();
  }

  private synchronized void fail(AssertionError found) {
    error = found;
  }

  private CrashExplorer<Object> limits(
      CrashExplorer<Object> explorer, CrashScript<?> script, int number) {
    CrashExplorer<Object> limited =
        sizes.contains(script)
            ? SizeScripts.limits(script, explorer).imagesPerInnerPoint(1).descend(2, 1)
            : explorer.imagesPerPoint(32).imagesPerInnerPoint(12).descend(12, 1);
    return limited
        .within(Duration.ofNanos(Math.max(1, end - System.nanoTime())))
        .seed(seed + number);
  }

  private synchronized int take() {
    return next++;
  }

  /** Of ten scripts eight are sequences, one is random, and one is of sizes. */
  private CrashScript<?> script(int number) {
    Random random = new Random(seed * 31 + number);
    Structure<?> structure = structures.get(random.nextInt(structures.size()));
    return switch (number % 10) {
      case 8 -> structure.random(random.nextInt(1_000_000));
      case 9 -> sizes.get(random.nextInt(sizes.size()));
      default -> {
        List<int[]> sequences = structure.sequences();
        yield structure.script(sequences.get(random.nextInt(sequences.size())));
      }
    };
  }

  private synchronized void add(CrashReport report) {
    scripts++;
    points += report.points();
    images += report.images();
    for (int depth = 0; depth < report.distinctByDepth().size(); depth++) {
      distinct[depth] += report.distinctByDepth().get(depth);
    }
    failures.addAll(report.failures());
  }

  synchronized List<CrashFailure> failures() {
    return List.copyOf(failures);
  }

  synchronized long distinct() {
    return distinct[0] + insideRecovery();
  }

  synchronized long insideRecovery() {
    return distinct[1] + distinct[2];
  }

  @Override
  public synchronized String toString() {
    return ("%d scripts, %d crash points, %d images, %d distinct, of them %d inside a recovery and"
            + " %d inside the recovery from that, %d violations")
        .formatted(scripts, points, images, distinct(), distinct[1], distinct[2], failures.size());
  }
}
