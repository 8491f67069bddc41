package dev.emery.testsuite.kill;

import dev.emery.Durability;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import dev.emery.sync.PMutex;
import dev.emery.testsuite.kill.Bank.Purse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Virtual threads that move money between accounts and lock them in random order, and readers of
 * both kinds that add up what they see. Whatever one of them throws ends the storm.
 */
final class TransferStorm {
  private static final int QUERIES = 2;
  private static final int PEEKS = 2;

  private final Pool<Bank> pool;
  private final List<PMutex<Purse, Bank>> purses;
  private final long seed;
  private final long deadline;

  final LongAdder transfers = new LongAdder();
  final LongAdder queries = new LongAdder();
  final LongAdder peeks = new LongAdder();

  TransferStorm(Pool<Bank> pool, long seed, long millis) {
    this.pool = pool;
    this.purses = pool.root().purses();
    this.seed = seed;
    this.deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
  }

  /**
   * The program that is killed. Arguments: pool file, accounts, threads, seed, milliseconds. Says
   * every millisecond how many transfers have committed.
   */
  public static void main(String[] arguments) throws Exception {
    int accounts = Integer.parseInt(arguments[1]);
    Notice.send(Notice.Kind.OPENING);
    var options = PoolOptions.defaults().checkpointThreshold(1 << 20);
    try (Pool<Bank> pool = Bank.open(Path.of(arguments[0]), accounts, options)) {
      Notice.send(Notice.Kind.OPENED);
      var storm =
          new TransferStorm(pool, Long.parseLong(arguments[3]), Long.parseLong(arguments[4]));
      Thread.ofPlatform().daemon().start(storm::report);
      storm.run(Integer.parseInt(arguments[2]));
      Notice.send(Notice.Kind.CLOSING);
    }
    Notice.send(Notice.Kind.CLOSED);
  }

  private void report() {
    try {
      while (isGoingOn()) {
        Notice.send(Notice.Kind.COMMITTED, 0, transfers.sum());
        Thread.sleep(1);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts this thread", e);
    }
  }

  private boolean isGoingOn() {
    return System.nanoTime() < deadline;
  }

  /** Runs until its time is over, and throws what any of the threads has thrown. */
  void run(int threads) throws Exception {
    List<Future<?>> all = new ArrayList<>();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < QUERIES; i++) {
        all.add(executor.submit(this::query));
      }
      for (int i = 0; i < PEEKS; i++) {
        all.add(executor.submit(this::peek));
      }
      for (int i = 0; i < threads; i++) {
        var random = new SplittableRandom(seed + i);
        all.add(executor.submit(() -> transfer(random)));
      }
    }
    for (Future<?> each : all) {
      each.get();
    }
  }

  private void transfer(SplittableRandom random) {
    while (isGoingOn()) {
      var from = purses.get(random.nextInt(purses.size()));
      var to = purses.get(random.nextInt(purses.size()));
      long cents = random.nextLong(100);
      pool.transaction(
          Durability.RELAXED,
          j -> {
            from.lock(j).update(purse -> purse.plus(-cents));
            to.lock(j).update(purse -> purse.plus(cents));
          });
      transfers.increment();
    }
  }

  /**
   * Reads one state of all accounts. Gives its carrier away after each: two threads that never wait
   * would leave no carrier to the others on a machine with two processors.
   */
  private void query() {
    do {
      requireTotal(pool.query(_ -> sum()));
      queries.increment();
      Thread.yield();
    } while (isGoingOn());
  }

  /** Reads one account after the other without a lock: each is whole, but not of one moment. */
  private void peek() {
    do {
      sum();
      peeks.increment();
      Thread.yield();
    } while (isGoingOn());
  }

  private long sum() {
    long sum = 0;
    for (PMutex<Purse, Bank> purse : purses) {
      sum += purse.peek().wholeCents();
    }
    return sum;
  }

  private void requireTotal(long sum) {
    if (sum != Bank.total(purses.size())) {
      throw new AssertionError("sum of all accounts: " + sum);
    }
  }
}
