package dev.emery.testsuite.fault;

import dev.emery.Durability;
import dev.emery.PoolException;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import dev.emery.testsuite.crash.pool.ForgetfulMedium;
import java.nio.file.Path;

/**
 * A program that takes steps and says which of them are durable, until its disk is gone. It closes
 * and opens its pool now and then.
 */
final class PowerVictim {
  private static final int SYNC_EACH = 25;
  private static final int REOPEN_EACH = 400;

  private PowerVictim() {}

  /** Arguments: the pool; {@code SYNC}, {@code RELAXED}, or {@code NONE} for syncs left out. */
  public static void main(String[] arguments) {
    boolean relaxed = arguments[1].equals("RELAXED");
    PoolOptions options =
        PoolOptions.defaults()
            .checkpointThreshold(1 << 17)
            .memoryLimit(4 << 20)
            .durability(relaxed ? Durability.RELAXED : Durability.SYNC);
    if (arguments[1].equals("NONE")) {
      options = options.medium(new ForgetfulMedium(options.medium(), _ -> true));
    }
    try {
      while (true) {
        try (Pool<Books> pool =
            Pool.open(Path.of(arguments[0]), Books.class, Books::initial, options)) {
          run(pool, relaxed);
        }
      }
    } catch (PoolException e) {
      System.out.println("gone"); // the disk
    }
  }

  private static void run(Pool<Books> pool, boolean relaxed) {
    long first = pool.root().last().get() + 1;
    for (long step = first; step < first + REOPEN_EACH; step++) {
      long number = step;
      pool.transaction(j -> pool.root().take(j, number));
      if (!relaxed) {
        System.out.println(step);
      } else if (step % SYNC_EACH == 0) {
        pool.sync();
        System.out.println(step);
      }
    }
  }
}
