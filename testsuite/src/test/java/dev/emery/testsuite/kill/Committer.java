package dev.emery.testsuite.kill;

import dev.emery.Durability;
import dev.emery.pool.Checksums;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import dev.emery.pool.Pools;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The program that is killed: commits steps and says so, until its time is over. With several pools
 * each step changes all of them, and one after the other is the first, which decides.
 */
final class Committer {
  private final List<Pool<Ledger>> pools;
  private final long seed;
  private final String durability;
  private final long deadline;
  private volatile boolean stopped;

  private Committer(List<Pool<Ledger>> pools, long seed, String durability, long deadline) {
    this.pools = pools;
    this.seed = seed;
    this.durability = durability;
    this.deadline = deadline;
  }

  /**
   * Arguments: pool files as in a class path, seed, threads, {@code SYNC}, {@code RELAXED} or
   * {@code MIXED}, checkpoint threshold and memory limit in bytes, {@code JOURNAL} or {@code FULL}
   * checksums, milliseconds until it closes the pools.
   */
  public static void main(String[] arguments) throws InterruptedException {
    var options =
        PoolOptions.defaults()
            .checkpointThreshold(Long.parseLong(arguments[4]))
            .memoryLimit(Long.parseLong(arguments[5]))
            .checksums(Checksums.valueOf(arguments[6]));
    Notice.send(Notice.Kind.OPENING);
    List<Pool<Ledger>> pools = new ArrayList<>();
    for (String file : arguments[0].split(File.pathSeparator)) {
      pools.add(Pool.open(Path.of(file), Ledger.class, options));
    }
    Notice.send(Notice.Kind.OPENED);
    long deadline = System.nanoTime() + Long.parseLong(arguments[7]) * 1_000_000;
    new Committer(pools, Long.parseLong(arguments[1]), arguments[3], deadline)
        .run(Integer.parseInt(arguments[2]));
    Notice.send(Notice.Kind.CLOSING);
    for (Pool<Ledger> pool : pools) {
      pool.close();
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
    var last = pools.getFirst().root().lanes().get(lane);
    long number = last == null ? 0 : last.step().get();
    while (System.nanoTime() < deadline) {
      Step step = Step.of(seed, lane, ++number);
      take(step);
      Notice.send(Notice.Kind.COMMITTED, lane, number);
    }
  }

  private void take(Step step) {
    Pool<Ledger> first = pools.getFirst();
    if (pools.size() == 1) {
      first.transaction(durabilityOf(step.number()), j -> first.root().take(j, step));
      return;
    }
    var order = new ArrayList<>(pools);
    Collections.rotate(order, (int) (step.number() % pools.size()));
    Pools.transaction(
        order,
        journals -> {
          for (int i = 0; i < order.size(); i++) {
            order.get(i).root().take(journals.get(i), step);
          }
        });
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
        pools.forEach(Pool::checkpoint);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts this thread", e);
    }
  }
}
