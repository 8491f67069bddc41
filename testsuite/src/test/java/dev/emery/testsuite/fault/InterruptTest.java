package dev.emery.testsuite.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.Durability;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import dev.emery.pool.Pools;
import dev.emery.transaction.Journal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Threads that are interrupted at random moments of body, wait for a lock, commit, abort,
 * checkpoint, sync, opening and close: nothing fails for it, and the interrupt is kept.
 */
@Timeout(300)
final class InterruptTest {
  private static final long MILLIS = Long.getLong("emery.faults.millis", 1500);
  private static final long MOST_MILLIS = Math.max(60_000, 2 * MILLIS);
  private static final int THREADS = 3;
  private static final int ENOUGH = 50;

  @TempDir private Path folder;
  private final long seed = Long.getLong("emery.seed", System.nanoTime());
  private final AtomicLong steps = new AtomicLong();
  private final AtomicInteger kept = new AtomicInteger();
  private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final Set<Thread> sent = ConcurrentHashMap.newKeySet(); // and not yet found
  private volatile boolean stopped;
  private volatile Pool<Books> pool;
  private volatile Pool<Books> other;

  private Pool<Books> open(String name) {
    return Pool.open(
        folder.resolve(name),
        Books.class,
        Books::initial,
        PoolOptions.defaults().checkpointThreshold(1 << 18).memoryLimit(2 << 20));
  }

  @Test
  void interrupts_atAnyMoment_failNothing_andAreKept() throws InterruptedException {
    var random = new SplittableRandom(seed);
    pool = open("one.pool");
    other = open("other.pool");
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      threads.add(Thread.ofPlatform().start(this::commit));
    }
    threads.add(Thread.ofVirtual().start(this::commit));
    threads.add(Thread.ofPlatform().start(this::reopen));
    interrupt(threads, random);
    stopped = true;
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(failures).as("seed=%d", seed).isEmpty();
    int taken = Books.stepsOf(pool).size();
    assertThat(taken).isEqualTo((int) steps.get());
    assertThat(pool.check().problems()).isEmpty();
    assertThat(other.check().problems()).isEmpty();
    pool.close();
    other.close();
    try (Pool<Books> again = open("one.pool")) {
      assertThat(Books.stepsOf(again)).hasSize(taken);
      assertThat(again.check().problems()).isEmpty();
    }
    System.out.printf("interrupts: kept=%d, steps=%d, seed=%d%n", kept.get(), taken, seed);
    assertThat(kept.get()).isGreaterThan(ENOUGH);
  }

  private void interrupt(List<Thread> threads, SplittableRandom random) {
    long start = System.nanoTime();
    while (isGoingOn((System.nanoTime() - start) / 1_000_000)) {
      Thread thread = threads.get(random.nextInt(threads.size()));
      if (!sent.contains(thread)) {
        thread.interrupt();
        sent.add(thread);
      }
      long until = System.nanoTime() + random.nextLong(300_000);
      while (System.nanoTime() < until) {
        Thread.onSpinWait();
      }
    }
  }

  /** Longer than it is told to where the machine has much else to do, and few calls have ended. */
  private boolean isGoingOn(long millis) {
    return millis < MILLIS || kept.get() <= ENOUGH && failures.isEmpty() && millis < MOST_MILLIS;
  }

  private void commit() {
    var own = new SplittableRandom(seed + Thread.currentThread().threadId());
    while (!stopped) {
      boolean before = sent.contains(Thread.currentThread());
      try {
        call(own);
      } catch (Throwable e) {
        failures.add(e);
        return;
      }
      requireKept(before);
    }
  }

  /** An interrupt that was sent before a call is there after it. */
  private void requireKept(boolean before) {
    if (Thread.interrupted()) {
      kept.incrementAndGet();
      while (!sent.remove(Thread.currentThread())) {
        Thread.onSpinWait(); // it is just being noted
      }
    } else if (before) {
      failures.add(new AssertionError("interrupt was lost"));
    }
  }

  private void call(SplittableRandom random) {
    Books root = pool.root();
    switch (random.nextInt(8)) {
      case 0 -> {
        try {
          pool.transaction(j -> {
            root.take(j, steps.get() + 1);
            throw new IllegalStateException("rolled back");
          });
        } catch (IllegalStateException e) {
          // as it has to be
        }
      }
      case 1 -> pool.checkpoint();
      case 2 -> pool.sync();
      case 3 -> Books.stepsOf(pool);
      case 4 ->
          Pools.transaction(
              pool,
              other,
              (j, k) -> {
                take(root, j);
                other.root().last().add(k, 1);
              });
      default ->
          pool.transaction(
              random.nextBoolean() ? Durability.SYNC : Durability.RELAXED, j -> take(root, j));
    }
  }

  /** Takes the next step. All threads do, so that they wait for each other's locks. */
  private void take(Books root, Journal<Books> j) {
    long next = root.last().get() + 1;
    root.take(j, next);
    j.onCommit(steps::incrementAndGet);
  }

  /** Opens and closes a pool of its own. */
  private void reopen() {
    try {
      for (long step = 1; !stopped; step++) {
        long number = step;
        boolean before = sent.contains(Thread.currentThread());
        try (Pool<Books> own = open("own.pool")) {
          assertThat(Books.stepsOf(own)).hasSize((int) number - 1);
          own.transaction(j -> own.root().take(j, number));
        }
        requireKept(before);
      }
    } catch (Throwable e) {
      failures.add(e);
    }
  }
}
