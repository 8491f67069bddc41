package dev.emery.testsuite.fault;

import dev.emery.PoolException;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * A program that commits steps in a small heap while another of its threads fills the rest of it
 * again and again. At its end it says how often memory ran out, and that all is well.
 */
final class LittleMemory {
  private static final int MOST_TRIES = 3;

  private final Path file = Path.of("little.pool");
  private final Doubt doubt = new Doubt();
  private final long seed;
  private final long millis;
  private volatile boolean stopped;
  private volatile boolean relieved; // while the pressure pauses
  private Pool<Books> pool;
  private int steps;
  private int errors;
  private int broken;

  private LittleMemory(long seed, long millis) {
    this.seed = seed;
    this.millis = millis;
  }

  /** Arguments: seed, milliseconds. */
  public static void main(String[] arguments) throws InterruptedException, IOException {
    var program = new LittleMemory(Long.parseLong(arguments[0]), Long.parseLong(arguments[1]));
    program.open();
    program.warmUp();
    Thread pressure = Thread.ofPlatform().daemon().start(program::press);
    program.run();
    program.stopped = true;
    pressure.join();
    program.end();
  }

  private void open() {
    pool =
        Pool.open(
            file,
            Books.class,
            Books::initial,
            PoolOptions.defaults()
                .checkpointThreshold(1 << 18)
                .memoryLimit(4 << 20)
                .lockWaitLimit(Duration.ofSeconds(10)));
  }

  /** What is linked at its first use would fail there for good. */
  private void warmUp() throws IOException {
    for (int i = 0; i < 30; i++) {
      long step = doubt.next();
      pool.transaction(j -> pool.root().take(j, step));
      doubt.acknowledged(step);
    }
    for (String end : List.of("", ".journal")) { // a recovery, too
      Files.copy(Path.of(file + end), Path.of("warm.pool" + end));
    }
    Pool.open(Path.of("warm.pool"), Books.class, Books::initial).close();
    pool.close();
    open();
    doubt.settle(pool);
    pool.checkpoint();
  }

  private void run() {
    long deadline = System.nanoTime() + millis * 1_000_000;
    while (System.nanoTime() < deadline) {
      long step = doubt.next();
      try {
        pool.transaction(j -> pool.root().take(j, step));
        doubt.acknowledged(step);
        steps++;
        if (step % 50 == 0) {
          pool.checkpoint();
        }
        if (step % 200 == 0) {
          pool.close();
          reopen();
        }
      } catch (OutOfMemoryError | BootstrapMethodError e) {
        errors++; // or it ran out while a lambda was linked
        doubt.failed(step);
        settle();
      } catch (PoolException e) {
        doubt.failed(step);
        settle();
      }
    }
  }

  /** Memory may run out while the pool is looked at, too. */
  private void settle() {
    for (int tries = 0; ; tries++) {
      relieved = tries >= MOST_TRIES;
      try {
        if (!pool.isOpen()) {
          broken++;
          pool.close();
          reopen();
        }
        doubt.settle(pool);
        relieved = false;
        return;
      } catch (OutOfMemoryError | BootstrapMethodError e) {
        errors++;
      } catch (PoolException e) {
        if (pool.isOpen()) {
          throw e;
        }
      }
    }
  }

  private void reopen() {
    for (int tries = 0; ; tries++) {
      relieved |= tries >= MOST_TRIES;
      try {
        open();
        return;
      } catch (OutOfMemoryError | BootstrapMethodError e) {
        errors++;
      }
    }
  }

  /** Fills the heap to a random part or until nothing more fits, and lets go of it. */
  private void press() {
    var own = new SplittableRandom(seed);
    List<byte[]> taken = new ArrayList<>();
    while (!stopped) {
      while (relieved && !stopped) {
        LockSupport.parkNanos(1_000_000);
      }
      try {
        long target = own.nextLong(3 * Runtime.getRuntime().maxMemory());
        for (long bytes = 0; bytes < target && !stopped; ) {
          byte[] more = new byte[own.nextInt(1, 1 << own.nextInt(6, 20))];
          bytes += more.length;
          taken.add(more);
        }
      } catch (OutOfMemoryError e) {
        fillUp(taken, 1 << own.nextInt(9, 16)); // what this is for
      }
      LockSupport.parkNanos(own.nextLong(3_000_000)); // others run out of memory meanwhile
      taken.clear();
      LockSupport.parkNanos(own.nextLong(20_000_000));
    }
  }

  private static void fillUp(List<byte[]> taken, int bytes) {
    try {
      while (true) {
        taken.add(new byte[bytes]);
      }
    } catch (OutOfMemoryError e) {
      // as full as it gets
    }
  }

  private void end() {
    settle();
    List<String> problems = pool.check().problems();
    pool.close();
    open();
    doubt.settle(pool);
    System.out.printf(
        "steps=%d, out of memory=%d, broken=%d, problems=%s, problems after reopening=%s%n",
        steps, errors, broken, problems, pool.check().problems());
    pool.close();
  }
}
