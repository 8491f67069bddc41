package dev.emery.testsuite.crash.pool;

import dev.emery.testsuite.crash.CrashExplorer;
import dev.emery.testsuite.crash.CrashFailure;
import dev.emery.testsuite.crash.CrashReport;
import dev.emery.testsuite.crash.CrashScript;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Explores script after script until the time is over: sequences and random scripts of all
 * structures, and sizes.
 */
final class Marathon {
  /*
   * Measured for each image that is recovered, they all cost about the same. So what is set here is
   * the share of each kind: scripts of sizes have many more crash points than sequences, and crashes
   * inside recoveries are to be a quarter of all at least.
   */
  private static final int DEPTHS = 3;
  private static final int EACH_SIZE = 30;
  private static final int EACH_RANDOM = 10;
  private static final int IMAGES = 32;
  private static final int INNER_IMAGES = 12;
  private static final int RECOVERIES = 12;
  private static final int SIZE_IMAGES = 16;
  private static final int SIZE_RECOVERIES = 12;

  private final List<Structure<?>> structures = new ArrayList<>(Structures.collections());
  private final List<Sequence> sequences = new ArrayList<>();
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

  /** Some operations on a structure. */
  private record Sequence(Structure<?> structure, int[] operations) {
    CrashScript<?> script() {
      return structure.script(operations);
    }
  }

  Marathon(long seed, long nanos) {
    this.seed = seed;
    this.end = System.nanoTime() + nanos;
    structures.addAll(Cells.all());
    for (Structure<?> structure : structures) {
      structure.sequences().forEach(each -> sequences.add(new Sequence(structure, each)));
    }
    Collections.shuffle(sequences, new Random(seed));
    Collections.shuffle(sizes, new Random(seed));
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
    return (isOfSizes(number)
            ? SizeScripts.limits(script, explorer, SIZE_IMAGES).descend(SIZE_RECOVERIES, 1)
            : explorer.imagesPerPoint(IMAGES).descend(RECOVERIES, 1))
        .imagesPerInnerPoint(INNER_IMAGES)
        .within(Duration.ofNanos(Math.max(1, end - System.nanoTime())))
        .seed(seed + number);
  }

  private synchronized int take() {
    return next++;
  }

  /** One script of thirty is of sizes, three are random, and the others are sequences. */
  private CrashScript<?> script(int number) {
    if (isOfSizes(number)) {
      return sizes.get(number / EACH_SIZE % sizes.size());
    }
    if (number % EACH_RANDOM == 0) {
      Random random = new Random(seed * 31 + number);
      return structures.get(random.nextInt(structures.size())).random(random.nextInt(1_000_000));
    }
    return sequences.get(number % sequences.size()).script();
  }

  private static boolean isOfSizes(int number) {
    return number % EACH_SIZE == EACH_SIZE - 1;
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
