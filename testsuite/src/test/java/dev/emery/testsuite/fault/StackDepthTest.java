package dev.emery.testsuite.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.Durability;
import dev.emery.PoolBrokenException;
import dev.emery.PoolException;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import dev.emery.pool.Pools;
import dev.emery.testsuite.crash.CrashMedium;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Transactions that begin with ever less stack left, so that the stack overflows at each place in
 * body, commit, rollback and checkpoint: content is always whole, and the pool goes on or is
 * broken.
 */
@Timeout(300)
final class StackDepthTest {
  private static final long STACK = 256 << 10;
  private static final long MILLIS = Long.getLong("emery.faults.millis", 1500);

  private final long seed = Long.getLong("emery.seed", System.nanoTime());
  private final SplittableRandom random = new SplittableRandom(seed);
  private final CrashMedium disk = new CrashMedium();
  private final List<Long> possible = new ArrayList<>();
  private Pool<Books> pool;
  private Pool<Books> other;
  private long step;
  private int overflows;
  private int broken;

  /** What is linked at its first use would fail there for good. */
  @BeforeAll
  static void linkEverything() {
    try (Pool<Books> warm = Pool.inMemory(Books.class, Books::initial)) {
      for (long step = 1; step < 25; step++) {
        long number = step;
        warm.transaction(j -> warm.root().take(j, number));
        assertThat(Books.stepsOf(warm)).hasSize((int) step);
      }
    }
  }

  private Pool<Books> open(String name) {
    PoolOptions options =
        PoolOptions.defaults()
            .medium(disk)
            .initialSize(1 << 18)
            .maximumSize(8 << 20)
            .lockWaitLimit(Duration.ofSeconds(5))
            .checkpointThreshold(1 << 18);
    return Pool.open(Path.of(name), Books.class, Books::initial, options);
  }

  /** What runs at the end of the stack. */
  private interface Action {
    void run(long number);
  }

  private record Kind(String name, Action action) {}

  private List<Kind> kinds() {
    return List.of(
        new Kind("commit", n -> pool.transaction(j -> pool.root().take(j, n))),
        new Kind(
            "relaxed",
            n -> pool.transaction(Durability.RELAXED, j -> pool.root().last().set(j, step))),
        new Kind(
            "rollback",
            n ->
                pool.transaction(j -> {
                  pool.root().take(j, n);
                  throw new IllegalStateException("rolled back");
                })),
        new Kind("read", _ -> pool.query(_ -> pool.root().texts().size())),
        new Kind("read outside", _ -> pool.root().texts().get(1L)),
        new Kind("checkpoint", _ -> pool.checkpoint()),
        new Kind("sync", _ -> pool.sync()),
        new Kind("statistics", _ -> pool.statistics()),
        new Kind("check", _ -> pool.check()),
        new Kind(
            "joint",
            n ->
                Pools.transaction(
                    pool,
                    other,
                    (j, k) -> {
                      pool.root().take(j, n);
                      other.root().take(k, n);
                    })));
  }

  @Test
  void body_thatOverflowsInsideOfEmery_isRolledBack() throws InterruptedException {
    pool = open("/one.pool");
    other = open("/other.pool");
    long end = System.nanoTime() + MILLIS * 1_000_000;
    do {
      for (int left = random.nextInt(8); ; left += random.nextInt(1, 64)) {
        long number = step + 1;
        Throwable thrown = inABody(left, number, false);
        judge(new Kind("body", null), left, number, thrown);
        if (thrown == null) {
          break;
        }
      }
    } while (System.nanoTime() < end);
    System.out.printf("stack in a body: overflows=%d, seed=%d%n", overflows, seed);
    pool.close();
    other.close();
    assertThat(overflows).isGreaterThan(20);
  }

  /** What the body has done before it is kept, but no structure is left half changed. */
  @Test
  void body_thatSwallowsAnOverflow_leavesNoStructureHalfChanged() throws InterruptedException {
    pool = open("/one.pool");
    long end = System.nanoTime() + MILLIS * 1_000_000;
    do {
      for (int left = random.nextInt(8); left < 2000; left += random.nextInt(1, 64)) {
        Throwable thrown = inABody(left, ++step, true);
        assertThat(pool.isOpen()).isTrue();
        assertThat(pool.check().problems())
            .as("with %d frames left, then %s, seed=%d", left, thrown, seed)
            .isEmpty();
      }
    } while (System.nanoTime() < end);
    pool.close();
  }

  /** Takes a step deep inside of a body, in a thread of its own. */
  private Throwable inABody(int frames, long number, boolean swallows) throws InterruptedException {
    Throwable[] thrown = new Throwable[1];
    Runnable transaction =
        () ->
            pool.transaction(j -> {
              var diver = new Diver(frames, () -> pool.root().take(j, number));
              int unused = diver.dive();
              if (diver.thrown instanceof Error e && !swallows) {
                throw e;
              }
            });
    Thread thread =
        new Thread(
            null,
            () -> {
              try {
                transaction.run();
              } catch (Throwable e) {
                thrown[0] = e;
              }
            },
            "body",
            STACK);
    thread.start();
    thread.join();
    return thrown[0];
  }

  @Test
  void stack_thatEndsAnywhere_leavesWholeSteps() throws InterruptedException {
    pool = open("/one.pool");
    other = open("/other.pool");
    long end = System.nanoTime() + MILLIS * 1_000_000;
    int rounds = 0;
    while (System.nanoTime() < end || rounds == 0) {
      for (Kind kind : kinds()) {
        for (int left = random.nextInt(8); ; left += random.nextInt(1, 64)) {
          long number = step + 1;
          Throwable thrown = new Diver(left, () -> kind.action().run(number)).run();
          judge(kind, left, number, thrown);
          if (thrown == null) {
            break; // there was enough
          }
        }
      }
      rounds++;
    }
    System.out.printf(
        "stack: rounds=%d, overflows=%d, broken=%d, seed=%d%n", rounds, overflows, broken, seed);
    pool.close();
    other.close();
    assertThat(overflows).isGreaterThan(100);
  }

  /** A thread that goes down to the end of its stack, comes back some frames, and acts there. */
  private static final class Diver {
    private static final int DONE = -1;
    private final int frames;
    private final Runnable action;
    private Throwable thrown;

    Diver(int frames, Runnable action) {
      this.frames = frames;
      this.action = action;
    }

    Throwable run() throws InterruptedException {
      Thread thread = new Thread(null, this::dive, "diver", STACK);
      thread.start();
      thread.join();
      return thrown;
    }

    /** Returns how many frames lie below, or that the action was run there. */
    private int dive() {
      int below;
      try {
        below = dive();
      } catch (StackOverflowError e) {
        return 0;
      }
      if (below == frames) {
        try {
          action.run();
        } catch (Throwable e) {
          thrown = e;
        }
        return DONE;
      }
      return below == DONE ? DONE : below + 1;
    }
  }

  private void judge(Kind kind, int depth, long number, Throwable thrown) {
    String what = kind.name() + " with " + depth + " frames left: " + thrown;
    boolean inPrototypes = // which says so in its own words
        thrown instanceof IllegalStateException
            && thrown.getMessage().startsWith("prototypes lead to each other too deep");
    if (thrown instanceof StackOverflowError || inPrototypes) {
      overflows++;
    } else if (thrown != null && !(thrown instanceof PoolException)) {
      assertThat(thrown).as(what).hasMessage("rolled back");
    }
    if (!pool.isOpen() || !other.isOpen()) {
      broken++;
      try {
        List<Long> unused = Books.stepsOf(pool.isOpen() ? other : pool);
        throw new AssertionError("broken pool can be read, " + what);
      } catch (PoolBrokenException e) {
        // as it has to be
      }
      pool.close();
      other.close();
      pool = open("/one.pool");
      other = open("/other.pool");
    }
    List<Long> steps = Books.stepsOf(pool);
    List<Long> before = List.copyOf(possible);
    possible.add(number);
    assertThat(steps).as(what).isIn(before, possible);
    boolean acknowledged = thrown == null && kind.name().matches("commit|joint|body");
    if (acknowledged) {
      assertThat(steps).as(what).isEqualTo(possible);
    }
    if (!steps.contains(number)) {
      possible.removeLast();
    } else {
      step = number;
    }
    List<Long> joint = Books.stepsOf(other);
    assertThat(joint.contains(number))
        .as(what)
        .isEqualTo(kind.name().equals("joint") && steps.contains(number));
    if (depth % 16 == 0) {
      assertThat(pool.check().problems()).as(what).isEmpty();
      assertThat(other.check().problems()).as(what).isEmpty();
    }
  }
}
