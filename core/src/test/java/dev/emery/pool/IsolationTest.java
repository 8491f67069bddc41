package dev.emery.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.StaleReferenceException;
import dev.emery.TransactionConflictException;
import dev.emery.cell.PLong;
import dev.emery.pool.Bank.Account;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class IsolationTest {
  private final Pool<Bank> pool = Bank.inMemory();
  private final Bank bank = pool.root();

  @AfterEach
  void close() {
    assertThat(pool.check().problems()).isEmpty();
    pool.close();
  }

  private void twoAccounts() {
    pool.transaction(j -> {
      bank.first().set(j, Optional.of(Account.of("ada", 1000)));
      bank.second().set(j, Optional.of(Account.of("bob", 1000)));
    });
  }

  private Account first() {
    return bank.first().get().orElseThrow();
  }

  private Account second() {
    return bank.second().get().orElseThrow();
  }

  private static void all(int threads, Callable<Void> task) throws Exception {
    try (ExecutorService executor =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().factory())) {
      List<Future<Void>> done = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        done.add(executor.submit(task));
      }
      for (Future<Void> each : done) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    }
  }

  @Test
  void e24_readModifyWrite_losesNoUpdate() throws Exception {
    all(
        8,
        () -> {
          for (int i = 0; i < 1000; i++) {
            pool.transaction(j -> bank.total().set(j, bank.total().get() + 1));
          }
          return null;
        });
    assertThat(bank.total().get()).isEqualTo(8000);
  }

  @Test
  void e24_deadlockOverTwoEntities_isResolvedByReruns() throws Exception {
    twoAccounts();
    Account a = first();
    Account b = second();
    all(
        8,
        () -> {
          for (int i = 0; i < 500; i++) {
            boolean forth = (i & 1) == 0;
            pool.transaction(j -> {
              (forth ? a : b).cents().add(j, -1);
              Thread.yield();
              (forth ? b : a).cents().add(j, 1);
            });
          }
          return null;
        });
    assertThat(a.cents().get() + b.cents().get()).isEqualTo(2000);
  }

  @Test
  void e28_query_seesOneStateOfSeveralObjects() throws Exception {
    twoAccounts();
    Account a = first();
    Account b = second();
    AtomicBoolean done = new AtomicBoolean();
    Thread writer =
        Thread.ofPlatform()
            .start(() -> {
              for (int i = 0; i < 5000; i++) {
                long amount = i % 7;
                pool.transaction(j -> {
                  a.cents().add(j, -amount);
                  b.cents().add(j, amount);
                });
              }
              done.set(true);
            });
    while (!done.get()) {
      assertThat((long) pool.query(r -> a.cents().get() + b.cents().get())).isEqualTo(2000);
    }
    writer.join();
  }

  @Test
  void e27_readerOutside_seesOnlyCommittedValues() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    Thread writer =
        Thread.ofPlatform()
            .start(() -> {
              for (int i = 0; i < 5000; i++) {
                pool.transaction(j -> {
                  bank.total().add(j, 1);
                  bank.total().add(j, 1);
                });
              }
              done.set(true);
            });
    long last = 0;
    while (!done.get()) {
      long seen = bank.total().get();
      assertThat(seen % 2).isZero();
      assertThat(seen).isGreaterThanOrEqualTo(last);
      last = seen;
    }
    writer.join();
  }

  @Test
  void require_objectOfATransactionThatHasNotCommitted_isStaleForOthers() throws Exception {
    AtomicReference<Account> leaked = new AtomicReference<>();
    CountDownLatch stored = new CountDownLatch(1);
    CountDownLatch looked = new CountDownLatch(1);
    Thread writer =
        Thread.ofPlatform()
            .start(() ->
                pool.transaction(j -> {
                  Account ada = Account.of("ada", 5);
                  bank.first().set(j, Optional.of(ada));
                  leaked.set(ada);
                  stored.countDown();
                  awaitQuietly(looked);
                }));
    stored.await();
    assertThatThrownBy(() -> leaked.get().cents().get())
        .isInstanceOf(StaleReferenceException.class)
        .hasMessageContaining("not committed");
    looked.countDown();
    writer.join();
    assertThat(leaked.get().cents().get()).isEqualTo(5);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void lockWaitLimit_passed_throwsConflictAndRollsBack() throws Exception {
    PoolOptions hasty = PoolOptions.defaults().lockWaitLimit(Duration.ofMillis(50));
    try (Pool<Numbers> impatient = Pool.inMemory(Numbers.class, hasty)) {
      Numbers numbers = impatient.root();
      CountDownLatch locked = new CountDownLatch(1);
      CountDownLatch tried = new CountDownLatch(1);
      Thread holder =
          Thread.ofPlatform()
              .start(() ->
                  impatient.transaction(j -> {
                    numbers.one().set(j, 1);
                    locked.countDown();
                    awaitQuietly(tried);
                  }));
      locked.await();
      assertThatThrownBy(() -> impatient.transaction(j -> numbers.one().set(j, 2)))
          .isInstanceOf(TransactionConflictException.class)
          .hasMessageContaining("limit=50 ms");
      tried.countDown();
      holder.join();
      assertThat(numbers.one().get()).isEqualTo(1);
    }
  }

  record Numbers(PLong<Numbers> one) {}
}
