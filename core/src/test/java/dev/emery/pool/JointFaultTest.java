package dev.emery.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.PoolException;
import dev.emery.medium.Medium;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fails the n-th call of two pools with commits over both, for every n, and opens them again. */
class JointFaultTest {
  private static final int TRANSACTIONS = 3;

  /** How many commits were acknowledged, and how many attempted. */
  private record Done(int acknowledged, int attempted) {}

  @TempDir private Path folder;
  private int acknowledged;
  private int attempted;

  @ParameterizedTest
  @CsvSource({"false, true", "true, false"})
  void e30_failingCall_leavesBothPoolsInOneState(boolean forGood, boolean firstOpenedFirst) {
    int call = 1;
    for (; ; call++) {
      String names = "pool" + call + (forGood ? "g" : "o");
      open("a" + names, Medium.files()).close();
      open("b" + names, Medium.files()).close();
      FaultyMedium medium = new FaultyMedium(call, forGood);
      Done done = run(names, medium);
      String first = firstOpenedFirst ? "a" : "b";
      String second = firstOpenedFirst ? "b" : "a";
      try (Pool<Bank> one = open(first + names, Medium.files())) {
        long total = total(one);
        try (Pool<Bank> other = open(second + names, Medium.files())) {
          assertThat(total)
              .as("commits after failing call %d", call)
              .isEqualTo(total(other))
              .isBetween((long) done.acknowledged, (long) done.attempted);
          change(one, other);
          assertThat(total(one)).isEqualTo(total(other)).isEqualTo(total + 1);
        }
      }
      if (!medium.hasFailed()) {
        break;
      }
    }
    assertThat(call).as("calls of the workload").isGreaterThan(40);
  }

  private Pool<Bank> open(String name, Medium medium) {
    PoolOptions options =
        PoolOptions.defaults()
            .medium(medium)
            .maximumSize(8 << 20)
            .initialSize(1 << 18)
            .checkpointThreshold(16 << 10);
    return Pool.open(folder.resolve(name), Bank.class, Bank::initial, options);
  }

  private static long total(Pool<Bank> pool) {
    long total = pool.root().total().get();
    assertThat(pool.root().note().get()).isEqualTo(total == 0 ? "" : note(total));
    assertThat(pool.check().problems()).isEmpty();
    return total;
  }

  private static String note(long number) {
    return "note number " + number + " is long enough for a block";
  }

  private static void change(Pool<Bank> first, Pool<Bank> second) {
    Pools.transaction(
        first,
        second,
        (j, k) -> {
          first.root().note().set(j, note(first.root().total().add(j, 1)));
          second.root().note().set(k, note(second.root().total().add(k, 1)));
        });
  }

  private Done run(String names, Medium medium) {
    acknowledged = 0;
    attempted = 0;
    try (Pool<Bank> a = open("a" + names, medium);
        Pool<Bank> b = open("b" + names, medium)) {
      return run(a, b);
    } catch (PoolException e) {
      return new Done(acknowledged, attempted); // at open or close
    }
  }

  private Done run(Pool<Bank> a, Pool<Bank> b) {
    for (int i = 0; i < TRANSACTIONS; i++) {
      attempted++;
      try {
        change(i == 2 ? b : a, i == 2 ? a : b);
        acknowledged++;
        if (i == 1) {
          b.checkpoint();
        }
      } catch (PoolException e) {
        if (!a.isOpen() || !b.isOpen()) {
          break;
        }
        attempted = acknowledged; // a clean abort: the pools go on
      }
    }
    return new Done(acknowledged, attempted);
  }
}
