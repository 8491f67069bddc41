package dev.emery.testsuite.kill;

import dev.emery.Durability;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The program that is killed: commits steps and says so, until its time is over. */
final class Committer {
  private final Pool<Ledger> pool;
  private final long seed;
  private final String durability;
  private final long deadline;
  private volatile boolean stopped;

  private Committer(Pool<Ledger> pool, long seed, String durability, long deadline) {
    this.pool = pool;
    this.seed = seed;
    this.durability = durability;
    this.deadline = deadline;
  }

  /**
   * Arguments: pool file, seed, threads, {@code SYNC}, {@code RELAXED} or {@code MIXED}, checkpoint
   * threshold and memory limit in bytes, milliseconds until it closes the pool.
   */
  public static void main(String[] arguments) throws InterruptedException {
    var options =
        PoolOptions.defaults()
            .checkpointThreshold(Long.parseLong(arguments[4]))
            .memoryLimit(Long.parseLong(arguments[5]));
    Notice.send(Notice.Kind.OPENING);
    try (var pool = Pool.open(Path.of(arguments[0]), Ledger.class, options)) {
      Notice.send(Notice.Kind.OPENED);
      long deadline = System.nanoTime() + Long.parseLong(arguments[6]) * 1_000_000;
      new Committer(pool, Long.parseLong(arguments[1]), arguments[3], deadline)
          .run(Integer.parseInt(arguments[2]));
      Notice.send(Notice.Kind.CLOSING);
    }
    Notice.send(Notice.Kind.CLOSED);
  }

  private void run(int lanes) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int lane = 0; lane < lanes; lane++) {
      long number = lane;
      threads.add(Thread.ofPlatform().start(() -> commit(number)));
    }
    Thread checkpoints = Thread.ofPlatform().start(this::checkpoint);
    for (Thread thread : threads) {
      thread.join();
    }
    stopped = true;
    checkpoints.join();
  }

  private void commit(long lane) {
    var last = pool.root().lanes().get(lane);
    long number = last == null ? 0 : last.step().get();
    while (System.nanoTime() < deadline) {
      Step step = Step.of(seed, lane, ++number);
      pool.transaction(durabilityOf(number), j -> pool.root().take(j, step));
      Notice.send(Notice.Kind.COMMITTED, lane, number);
    }
  }

  private Durability durabilityOf(long number) {
    return durability.equals("MIXED")
        ? number % 20 == 0 ? Durability.SYNC : Durability.RELAXED
        : Durability.valueOf(durability);
  }

  private void checkpoint() {
    try {
      while (!stopped) {
        Thread.sleep(40);
        Notice.send(Notice.Kind.CHECKPOINT);
        pool.checkpoint();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts this thread", e);
    }
  }
}
