package dev.emery.testsuite.kill;

import java.util.random.RandomGenerator;

/**
 * When a child is killed, and what it does until then.
 *
 * @param phase the notice after which the clock starts
 * @param occurrence which of these notices: the third checkpoint, say
 * @param delayNanos how long after it the child is killed
 * @param threads how many threads commit
 * @param durability what the commits wait for
 * @param threshold bytes of journal that start a checkpoint in the background
 * @param memoryLimit bytes of changed memory from which on the file is mapped anew
 * @param checksums whether the pool has checksums of its pages from here on
 * @param runMillis when the child closes the pool by itself
 * @param recoverByChild whether the next child recovers the pool, before anyone has checked it
 */
record KillPlan(
    Notice.Kind phase,
    int occurrence,
    long delayNanos,
    int threads,
    String durability,
    long threshold,
    long memoryLimit,
    boolean checksums,
    long runMillis,
    boolean recoverByChild) {
  private static final long MILLI = 1_000_000;
  private static final String[] DURABILITIES = {"SYNC", "RELAXED", "MIXED"};
  private static final long FOREVER = 60_000;

  /** How many milliseconds a child commits at most. */
  private static final long LONGEST = Long.getLong("emery.kills.longest", 700);

  static KillPlan random(RandomGenerator random) {
    Notice.Kind phase =
        switch (random.nextInt(8)) {
          case 0 -> Notice.Kind.OPENING;
          case 1, 2 -> Notice.Kind.CLOSING;
          case 3, 4 -> Notice.Kind.CHECKPOINT;
          default -> Notice.Kind.COMMITTED;
        };
    boolean closes = phase == Notice.Kind.CLOSING;
    return new KillPlan(
        phase,
        phase == Notice.Kind.CHECKPOINT ? random.nextInt(1, 8) : 1,
        delay(phase, random),
        random.nextBoolean() ? 1 : 8,
        DURABILITIES[random.nextInt(DURABILITIES.length)],
        random.nextBoolean() ? 64 << 20 : 1L << random.nextInt(14, 20),
        random.nextBoolean() ? 1 << 30 : 1 << 20,
        random.nextInt(8) == 0,
        closes ? random.nextLong(20, 400) : FOREVER,
        random.nextInt(3) == 0);
  }

  private static long delay(Notice.Kind phase, RandomGenerator random) {
    return switch (phase) {
      case OPENING -> random.nextLong(250 * MILLI); // also the first commits
      case CLOSING -> random.nextLong(20 * MILLI);
      case CHECKPOINT -> random.nextLong(15 * MILLI);
      case COMMITTED, OPENED, CLOSED -> random.nextLong(LONGEST * MILLI);
    };
  }

  String[] arguments(String pools, long seed) {
    return new String[] {
      pools,
      Long.toString(seed),
      Integer.toString(threads),
      durability,
      Long.toString(threshold),
      Long.toString(memoryLimit),
      checksums ? "FULL" : "JOURNAL",
      Long.toString(runMillis)
    };
  }
}
