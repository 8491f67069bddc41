package dev.emery.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.PoolBrokenException;
import dev.emery.PoolClosedException;
import dev.emery.TransactionInterruptedException;
import dev.emery.cell.PCell;
import dev.emery.cell.PLong;
import dev.emery.pool.Bank.Account;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How a retry ends that no change has ended: nobody waits for ever, and nothing is left (E40). */
@Timeout(60)
class RetryEndsTest {
  @TempDir private Path folder;

  private static Waiter untilPositive(Pool<Bank> pool) {
    return Waiter.waiting(runs ->
        () -> {
          PLong<Bank> total = pool.root().total();
          pool.transaction(j -> {
            runs.incrementAndGet();
            if (total.get() <= 0) {
              j.retry();
            }
          });
        });
  }

  @Test
  void e40_close_endsAllThatWait_andDoesNotWaitForThem() {
    Pool<Bank> pool = Bank.inMemory();
    List<Waiter> waiters = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      waiters.add(untilPositive(pool));
    }
    pool.close();
    for (Waiter each : waiters) {
      assertThat(each.failure())
          .isInstanceOf(PoolClosedException.class)
          .hasMessageStartingWith("pool is closed, pool=");
      assertThat(each.runs.get()).isEqualTo(1);
    }
    assertThat(Waiter.watched(pool)).isZero();
  }

  @Test
  void e40_poolThatBreaks_endsAllThatWait() {
    FaultyMedium medium = FaultyMedium.healthy();
    Pool<Bank> pool =
        Pool.open(
            folder.resolve("bank.pool"),
            Bank.class,
            Bank::initial,
            PoolOptions.defaults().medium(medium));
    Waiter one = untilPositive(pool);
    Waiter other = untilPositive(pool);
    medium.breakDown("sync");
    assertThatThrownBy(() -> pool.transaction(j -> pool.root().note().set(j, "x")))
        .isInstanceOf(PoolBrokenException.class);
    assertThat(one.failure()).isInstanceOf(PoolBrokenException.class);
    assertThat(other.failure())
        .isInstanceOf(PoolBrokenException.class)
        .hasMessageContaining("planted failure of sync");
    pool.close();
    assertThat(Waiter.watched(pool)).isZero();
  }

  @Test
  void e40_poolThatBroke_isSeenByABodyThatBeginsToWaitAfterwards() throws Exception {
    FaultyMedium medium = FaultyMedium.healthy();
    Pool<Bank> pool =
        Pool.open(
            folder.resolve("bank.pool"),
            Bank.class,
            Bank::initial,
            PoolOptions.defaults().medium(medium));
    pool.transaction(j -> pool.root().first().set(j, Optional.of(Account.of("ada", 0))));
    PLong<Bank> cents = pool.root().first().get().orElseThrow().cents();
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch broken = new CountDownLatch(1);
    Waiter late =
        Waiter.started(runs ->
            () ->
                pool.transaction(j -> {
                  assertThat(cents.get()).isZero();
                  reading.countDown();
                  broken.await();
                  j.retry();
                }));
    reading.await();
    medium.breakDown("sync");
    assertThatThrownBy(() -> pool.transaction(j -> pool.root().note().set(j, "x")))
        .isInstanceOf(PoolBrokenException.class);
    broken.countDown();
    assertThat(late.failure()).isInstanceOf(PoolBrokenException.class);
    assertThat(Waiter.watched(pool)).isZero();
    pool.close();
  }

  @Test
  void e40_closeBesideBodiesThatBeginToWait_forgetsNone() {
    for (int round = 0; round < 200; round++) {
      Pool<Bank> pool = Bank.inMemory();
      AtomicInteger begun = new AtomicInteger();
      List<Waiter> waiters = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        waiters.add(
            Waiter.started(runs ->
                () ->
                    pool.transaction(j -> {
                      begun.incrementAndGet();
                      if (pool.root().total().get() <= 0) {
                        j.retry();
                      }
                    })));
      }
      while (begun.get() == 0) {
        Thread.onSpinWait();
      }
      pool.close();
      waiters.forEach(each -> assertThat(each.failure()).isInstanceOf(PoolClosedException.class));
      assertThat(Waiter.watched(pool)).isZero();
    }
  }

  @Test
  void e40_interrupt_endsTheWaitAndIsKept() {
    try (Pool<Bank> pool = Bank.inMemory()) {
      AtomicBoolean kept = new AtomicBoolean();
      AtomicBoolean aborted = new AtomicBoolean();
      PLong<Bank> total = pool.root().total();
      Waiter waiter =
          Waiter.waiting(runs ->
              () -> {
                try {
                  pool.transaction(j -> {
                    runs.incrementAndGet();
                    j.onAbort(() -> aborted.set(true));
                    total.add(j, -1);
                    j.retry();
                  });
                } finally {
                  kept.set(Thread.currentThread().isInterrupted());
                }
              });
      waiter.thread.interrupt();
      assertThat(waiter.failure())
          .isInstanceOf(TransactionInterruptedException.class)
          .hasMessage(
              "interrupted while waiting for a change, pool=memory of Bank;"
                  + " the transaction was rolled back");
      assertThat(kept.get()).isTrue();
      assertThat(aborted.get()).isTrue();
      assertThat(waiter.runs.get()).isEqualTo(1);
      assertThat(Waiter.watched(pool)).isZero();
      pool.transaction(j -> total.add(j, 1));
      assertThat(total.get()).isEqualTo(1);
    }
  }

  @Test
  void e40_interruptBefore_endsTheWaitAtItsBeginning() {
    try (Pool<Bank> pool = Bank.inMemory()) {
      AtomicBoolean kept = new AtomicBoolean();
      Waiter waiter =
          Waiter.started(runs ->
              () -> {
                Thread.currentThread().interrupt();
                try {
                  pool.transaction(j -> {
                    if (pool.root().total().get() == 0) {
                      j.retry();
                    }
                  });
                } finally {
                  kept.set(Thread.interrupted());
                }
              });
      assertThat(waiter.failure()).isInstanceOf(TransactionInterruptedException.class);
      assertThat(kept.get()).isTrue();
      assertThat(Waiter.watched(pool)).isZero();
    }
  }

  /** A record whose reading calls code of the test. */
  record Called(long value) {
    static final AtomicReference<Runnable> ON_READ = new AtomicReference<>(() -> {});

    Called {
      ON_READ.get().run();
    }
  }

  /** The root around it. */
  record Shop(PCell<Called, Shop> called, PLong<Shop> total) {}

  @Test
  void e40_transactionBegunByARead_isRefusedToWait() {
    try (Pool<Shop> pool =
        Pool.inMemory(Shop.class, () -> new Shop(PCell.of(new Called(1)), PLong.of(0)))) {
      Called.ON_READ.set(() -> {
        Called.ON_READ.set(() -> {});
        pool.transaction(j -> {
          if (pool.root().total().get() == 0) {
            j.retry();
          }
        });
      });
      assertThatThrownBy(() -> pool.root().called().get())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("retry would wait inside a read of an object");
      assertThat(Waiter.watched(pool)).isZero();
      assertThat(pool.root().called().get().value()).isEqualTo(1);
    } finally {
      Called.ON_READ.set(() -> {});
    }
  }

  @Test
  void e38_virtualThreadsThatWait_holdNoCarrier() throws Exception {
    try (Pool<Bank> pool = Bank.inMemory()) {
      PLong<Bank> total = pool.root().total();
      AtomicInteger begun = new AtomicInteger();
      List<Thread> waiting = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        waiting.add(
            Thread.ofVirtual()
                .start(() ->
                    pool.transaction(j -> {
                      begun.incrementAndGet();
                      if (total.get() == 0) {
                        j.retry();
                      }
                    })));
      }
      while (begun.get() < 500) {
        Thread.sleep(1);
      }
      pool.transaction(j -> pool.root().first().set(j, Optional.of(Account.of("a", 1))));
      Thread.ofVirtual().start(() -> pool.transaction(j -> total.set(j, 1))).join();
      for (Thread each : waiting) {
        each.join();
      }
      assertThat(begun.get()).isLessThanOrEqualTo(1500); // two commits woke each twice at most
      assertThat(Waiter.watched(pool)).isZero();
    }
  }
}
