package dev.emery.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Many threads at few locks: nobody is let in wrongly, nobody is forgotten, nothing stays. */
final class LockStressTest {
  @RegisterExtension final Isolation isolation = new Isolation();

  @Test
  void randomOrders_by64Threads_allFinish() throws InterruptedException {
    Bank bank = new Bank(24);
    run(64, Thread.ofPlatform(), (owner, random) -> bank.transactions(owner, random, 150));
    bank.check(64 * 150);
  }

  @Test
  void randomOrders_by1000VirtualThreads_allFinish() throws InterruptedException {
    Bank bank = new Bank(400);
    run(1000, Thread.ofVirtual(), (owner, random) -> bank.transactions(owner, random, 15));
    bank.check(1000 * 15);
  }

  @Test
  void hotObjects_by32Threads_loseNoWakeUp() throws InterruptedException {
    long[] counters = new long[2];
    AtomicLong waits = new AtomicLong();
    int rounds = 200_000 / 32;
    run(
        32,
        Thread.ofVirtual(),
        (owner, random) -> {
          for (int round = 0; round < rounds; round++) {
            // A lost wake-up would end in a conflict by the time limit.
            owner.begin(TimeUnit.SECONDS.toNanos(4));
            int at = round & 1;
            isolation.table.lockExclusive(owner, 16 + 16 * at);
            counters[at]++;
            if (round % 8 == 0) {
              Thread.yield(); // keeps the lock, so that others have to wait
              waits.incrementAndGet();
            }
            isolation.table.releaseAll(owner);
          }
        });
    assertThat(counters[0] + counters[1]).isEqualTo(32L * rounds);
    assertThat(waits.get()).isPositive();
  }

  @Test
  void optimisticReaders_besideTransactions_seeNoHalf() throws InterruptedException {
    Bank bank = new Bank(4);
    AtomicInteger halves = new AtomicInteger();
    run(
        6,
        Thread.ofPlatform(),
        (owner, random) -> {
          if (owner.number % 2 == 0) {
            bank.transactions(owner, random, 10_000);
          } else {
            for (int round = 0; round < 30_000; round++) {
              owner.begin(Actor.LIMIT);
              halves.addAndGet(bank.readsHalf(owner, random.nextInt(4)) ? 1 : 0);
            }
          }
        });
    assertThat(halves).hasValue(0);
  }

  private interface Work {
    void run(LockOwner owner, Random random);
  }

  private void run(int count, Thread.Builder builder, Work work) throws InterruptedException {
    ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
    List<Thread> threads = new ArrayList<>();
    for (int at = 0; at < count; at++) {
      int seed = at;
      threads.add(
          builder.start(() -> {
            try {
              work.run(new LockOwner(), new Random(seed));
            } catch (Throwable e) {
              failures.add(e);
            }
          }));
    }
    for (Thread thread : threads) {
      assertThat(thread.join(Duration.ofSeconds(120))).as("thread ended").isTrue();
      isolation.assertSound();
    }
    assertThat(failures).isEmpty();
  }

  /** Accounts with two equal values each; every transaction raises one account by 2 and -1, -1. */
  private final class Bank {
    private final long[] first;
    private final long[] second;
    private final AtomicInteger[] readers;
    private final AtomicInteger[] writers;
    private final AtomicInteger violations = new AtomicInteger();
    private final AtomicInteger commits = new AtomicInteger();

    Bank(int accounts) {
      first = new long[accounts];
      second = new long[accounts];
      readers = new AtomicInteger[accounts];
      writers = new AtomicInteger[accounts];
      for (int at = 0; at < accounts; at++) {
        readers[at] = new AtomicInteger();
        writers[at] = new AtomicInteger();
      }
    }

    void transactions(LockOwner owner, Random random, int count) {
      for (int round = 0; round < count; round++) {
        owner.begin(Actor.LIMIT);
        long seed = random.nextLong();
        for (int attempt = 0; !attempt(owner, new Random(seed)); attempt++) {
          assertThat(attempt).as("attempts").isLessThan(10_000);
          owner.restart();
          isolation.table.lockContested(owner);
        }
        commits.incrementAndGet();
      }
    }

    private boolean attempt(LockOwner owner, Random random) {
      List<Integer> read = new ArrayList<>();
      List<Integer> written = new ArrayList<>();
      try {
        noteContested(owner, read, written);
        for (int step = 0; step < 4; step++) {
          int account = random.nextInt(first.length);
          if (random.nextBoolean()) {
            read(owner, account, read, written);
          } else {
            write(owner, account, read, written);
          }
          if (random.nextInt(8) == 0) {
            Thread.yield();
          }
        }
        int account = random.nextInt(first.length);
        write(owner, account, read, written);
        first[account]++;
        second[account]++;
        return true;
      } catch (ConflictSignal e) {
        return false;
      } finally {
        read.forEach(account -> readers[account].decrementAndGet());
        written.forEach(account -> writers[account].decrementAndGet());
        isolation.table.releaseAll(owner);
      }
    }

    /** Counts what a re-run has locked before its body begins. */
    private void noteContested(LockOwner owner, List<Integer> read, List<Integer> written) {
      for (int account = 0; account < first.length && owner.lockCount() > 0; account++) {
        Mode mode = isolation.table.holds(owner, block(account));
        if (mode != Mode.NONE) {
          (mode == Mode.EXCLUSIVE ? written : read).add(account);
          (mode == Mode.EXCLUSIVE ? writers : readers)[account].incrementAndGet();
        }
      }
    }

    private void read(LockOwner owner, int account, List<Integer> read, List<Integer> written) {
      if (isolation.table.lockShared(owner, block(account))) {
        boolean upgraded = isolation.table.holds(owner, block(account)) == Mode.EXCLUSIVE;
        (upgraded ? written : read).add(account);
        (upgraded ? writers : readers)[account].incrementAndGet();
      }
      check(account, written.contains(account));
    }

    private void write(LockOwner owner, int account, List<Integer> read, List<Integer> written) {
      if (isolation.table.lockExclusive(owner, block(account))) {
        if (read.remove((Integer) account)) {
          readers[account].decrementAndGet();
        }
        written.add(account);
        writers[account].incrementAndGet();
      }
      check(account, true);
    }

    private void check(int account, boolean exclusively) {
      boolean alone = writers[account].get() == 1 && readers[account].get() == 0;
      boolean shared = writers[account].get() == 0 && readers[account].get() >= 1;
      if (!(exclusively ? alone : shared) || first[account] != second[account]) {
        violations.incrementAndGet();
      }
    }

    boolean readsHalf(LockOwner owner, int account) {
      long stamp = isolation.versions.read(block(account));
      if (!Versions.writing(stamp)) {
        long one = first[account];
        long other = second[account];
        if (isolation.versions.same(block(account), stamp)) {
          return one != other;
        }
      }
      isolation.table.lockShared(owner, block(account));
      boolean half = first[account] != second[account];
      isolation.table.releaseShared(owner, block(account));
      return half;
    }

    void check(int expectedCommits) {
      assertThat(violations).as("somebody was let in wrongly").hasValue(0);
      assertThat(commits).hasValue(expectedCommits);
      long sum = 0;
      for (long value : first) {
        sum += value;
      }
      assertThat(sum).as("no update was lost").isEqualTo(expectedCommits);
    }

    private static long block(int account) {
      return 16L * (account + 1);
    }
  }
}
