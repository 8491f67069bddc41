package com.acme.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.emery.JournalEndedException;
import dev.emery.StaleReferenceException;
import dev.emery.cell.PLong;
import dev.emery.cell.PRefCell;
import dev.emery.collections.PHashMap;
import dev.emery.collections.PVec;
import dev.emery.pointer.Parc;
import dev.emery.pool.Pool;
import dev.emery.sync.PMutex;
import dev.emery.sync.PMutexGuard;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Savepoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests as users write them: pools and handles in fields, journals in bodies. */
class BankTest {
  record Bank(
      PHashMap<String, Account, Bank> accounts,
      PMutex<Integer, Bank> sequence,
      PRefCell<String, Bank> motto,
      PVec<Parc<Account, Bank>, Bank> shared) {}

  record Account(String owner, PLong<Bank> cents) {}

  @TempDir Path folder;
  private Pool<Bank> pool;
  private Bank bank;
  private PHashMap<String, Account, Bank> accounts;
  private Account ada;

  @BeforeEach
  void open() {
    pool =
        Pool.open(
            folder.resolve("bank.pool"),
            Bank.class,
            () -> new Bank(new PHashMap<>(), PMutex.of(0), PRefCell.of("trust"), new PVec<>()));
    bank = pool.root();
    accounts = bank.accounts();
    pool.transaction(j -> {
      accounts.put(j, "ada", new Account("ada", PLong.of(100)));
      accounts.put(j, "bob", new Account("bob", PLong.of(0)));
    });
    ada = accounts.get("ada");
  }

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void transfer_moves() {
    pool.transaction(j -> transfer(j, "ada", "bob", 30));
    assertEquals(70, ada.cents().get());
    assertThat(accounts.get("bob").cents().get()).isEqualTo(30);
    assertThat(accounts).hasSize(2).containsKeys("ada", "bob");
  }

  @Test
  void exception_rollsBack() {
    assertThatThrownBy(() ->
            pool.transaction(j -> {
              ada.cents().set(j, 0);
              throw new IllegalStateException("no");
            }))
        .hasMessage("no");
    assertEquals(100, ada.cents().get());
  }

  @Test
  void journal_ends() {
    assertThrows(
        IllegalStateException.class,
        () ->
            pool.compute(j -> {
              if (accounts.isEmpty()) {
                return 1;
              }
              throw new IllegalStateException();
            }));
    assertThat(JournalEndedException.class).isFinal();
  }

  @Test
  void removed_isStale() {
    pool.transaction(j -> accounts.remove(j, "ada"));
    assertThrows(StaleReferenceException.class, () -> ada.cents().get());
  }

  @Test
  void savepoint_isUndone() {
    long cents =
        pool.compute(j -> {
          Savepoint before = j.savepoint();
          ada.cents().add(j, 5);
          j.rollbackTo(before);
          return ada.cents().get();
        });
    assertEquals(100, cents);
  }

  @Test
  void mutex_locks() {
    int next =
        pool.compute(j -> {
          PMutexGuard<Integer, Bank> guard = bank.sequence().lock(j);
          guard.update(n -> n + 1);
          var same = bank.sequence().tryLock(j);
          assertThat(same.isPresent()).isTrue();
          return guard.get();
        });
    assertThat(next).isOne();
    pool.transaction(j -> {
      try (var text = bank.motto().borrowMut(j)) {
        text.update(motto -> motto + "!");
        text.set(text.get().strip());
      }
      bank.motto().replaceWith(j, String::toUpperCase);
    });
    assertThat(bank.motto().read()).isEqualTo("TRUST!");
  }

  @Test
  void threads_each_haveTheirTransaction() throws Exception {
    var failures = new AtomicLong();
    List<Future<Long>> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 10; i++) {
        int amount = i;
        results.add(threads.submit(() -> pool.compute(j -> ada.cents().add(j, amount))));
        threads.execute(() -> {
          try {
            pool.transaction(j -> transfer(j, "ada", "bob", amount));
          } catch (RuntimeException e) {
            failures.incrementAndGet();
          }
        });
      }
    }
    long most = 0;
    for (Future<Long> result : results) {
      most = Math.max(most, result.get());
    }
    assertTrue(most > 0);
    assertThat(failures).hasValue(0);
  }

  @Nested
  class Sharing {
    private int runs;

    @Test
    void shared_isTheSame() {
      pool.transaction(j -> {
        bank.shared().add(j, Parc.of(new Account("eve", PLong.of(7))));
        Parc<Account, Bank> eve = bank.shared().getFirst();
        bank.shared().add(j, eve);
        assertThat(eve.strongCount()).isEqualTo(2);
        assertTrue(eve.ptrEq(bank.shared().getLast()));
        assertEquals(7, eve.get().cents().get());
      });
      runs++;
    }
  }

  private void transfer(Journal<Bank> j, String from, String to, long amount) {
    accounts.get(from).cents().add(j, -amount);
    accounts.get(to).cents().add(j, amount);
  }
}
