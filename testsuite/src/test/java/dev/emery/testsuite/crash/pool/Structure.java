package dev.emery.testsuite.crash.pool;

import dev.emery.Durability;
import dev.emery.pool.PoolOptions;
import dev.emery.testsuite.crash.CrashScript;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * A structure that has a pool of its own, and an alphabet of operations, from which scripts are
 * made.
 *
 * @param <P> the root record
 */
record Structure<P extends Record>(
    Class<P> root,
    Supplier<P> initial,
    CrashScript.Description<P> content,
    List<Operation<P>> operations) {
  private static final int LONGEST = 3;
  private static final int LEAST_RANDOM = 20;
  private static final int MOST_RANDOM = 60;

  String name() {
    return root.getSimpleName();
  }

  @Override
  public String toString() {
    return name();
  }

  private CrashScript<P> script(String kind) {
    return CrashScript.of(name() + " " + kind, root)
        .initially(initial)
        .describedBy(content)
        .afterwards((p, j) -> operations.getFirst().action().run(p, j, 99))
        .afterCreation();
  }

  /** All sequences of one, two and three operations, by their numbers. */
  List<int[]> sequences() {
    List<int[]> all = new ArrayList<>();
    List<int[]> before = List.of(new int[0]);
    for (int length = 1; length <= LONGEST; length++) {
      List<int[]> longer = new ArrayList<>();
      for (int[] sequence : before) {
        for (int next = 0; next < operations.size(); next++) {
          int[] more = Arrays.copyOf(sequence, length);
          more[length - 1] = next;
          longer.add(more);
        }
      }
      all.addAll(longer);
      before = longer;
    }
    return all;
  }

  /** A script of a sequence, of which each operation but the last may be relaxed. */
  CrashScript<P> script(int[] sequence) {
    CrashScript<P> script = script(Arrays.toString(sequence));
    Random random = new Random(Arrays.hashCode(sequence));
    for (int i = 0; i < sequence.length; i++) {
      boolean sync = i == sequence.length - 1 || random.nextBoolean();
      change(script, operations.get(sequence[i]), i, sync ? Durability.SYNC : Durability.RELAXED);
    }
    return script;
  }

  private static <P extends Record> void change(
      CrashScript<P> script, Operation<P> operation, int number, Durability durability) {
    String name = operation.name() + " " + number;
    CrashScript.Body<P> body = (p, j) -> operation.action().run(p, j, number);
    switch (durability) {
      case SYNC -> script.sync(name, body);
      case RELAXED -> script.relaxed(name, body);
    }
  }

  /** A script of many operations, some of which are rolled back, and all that is done to a pool. */
  CrashScript<P> random(long seed) {
    Random random = new Random(seed);
    CrashScript<P> script = script("random " + seed);
    script.options(
        PoolOptions.defaults()
            .initialSize(0)
            .maximumSize(1 << 20)
            .checkpointThreshold(16L << 10 << random.nextInt(3))
            .zeroOnFree(random.nextInt(4) == 0));
    int steps = LEAST_RANDOM + random.nextInt(MOST_RANDOM - LEAST_RANDOM + 1);
    for (int i = 0; i < steps; i++) {
      Operation<P> operation = operations.get(random.nextInt(operations.size()));
      int number = random.nextInt(12);
      switch (random.nextInt(20)) {
        case 0 -> script.checkpoint();
        case 1 -> script.reopen();
        case 2 -> script.sync();
        case 3 -> script.collectCycles();
        case 4, 5 -> script.abort(operation.name(), (p, j) -> operation.action().run(p, j, number));
        case 6, 7, 8, 9, 10 -> change(script, operation, number, Durability.RELAXED);
        default -> change(script, operation, number, Durability.SYNC);
      }
    }
    return script;
  }
}
