package dev.emery.samples;

import dev.emery.cell.PLong;
import dev.emery.collections.PHashMap;
import dev.emery.pool.Pool;
import dev.emery.transaction.Journal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A thousand virtual threads that move money between accounts: {@code Bank SECONDS}. However it is
 * stopped, at the next start not a cent is missing.
 */
record Bank(PLong<Bank> days, PLong<Bank> transfers, PHashMap<Integer, Account, Bank> accounts) {
  private static final int THREADS = 1_000;
  private static final int ACCOUNTS = 100;
  private static final long CENTS = 1_000_00;

  /** An entity: its balance changes in place. */
  record Account(String owner, PLong<Bank> cents) {}

  private void openAccounts(Journal<Bank> j) {
    for (int i = 0; i < ACCOUNTS; i++) {
      accounts.put(j, i, new Account("customer " + i, PLong.of(CENTS)));
    }
  }

  /** Moves an amount, if there is that much: from both accounts' point of view, or not at all. */
  void transfer(Journal<Bank> j, int from, int to, long amount) {
    Account payer = account(from);
    if (payer.cents().get() >= amount) {
      payer.cents().add(j, -amount);
      account(to).cents().add(j, amount);
      transfers.add(j, 1);
    }
  }

  private Account account(int number) {
    @Nullable Account account = accounts.get(number);
    if (account == null) {
      throw new IllegalArgumentException("no such account, number=" + number);
    }
    return account;
  }

  /** What all accounts hold together; one state where the caller is in a read or a transaction. */
  long total() {
    return accounts.values().stream().mapToLong(account -> account.cents().get()).sum();
  }

  private static void audit(Pool<Bank> pool) {
    Bank bank = pool.root();
    pool.read(_ -> {
      long total = bank.total();
      IO.println(
          "day %d: %d accounts, %d transfers so far, %d cents in all"
              .formatted(bank.days().get(), bank.accounts().size(), bank.transfers().get(), total));
      if (total != ACCOUNTS * CENTS) {
        throw new IllegalStateException("money came or went, cents=" + (total - ACCOUNTS * CENTS));
      }
    });
  }

  private static void work(Pool<Bank> pool, Instant end) {
    var random = ThreadLocalRandom.current();
    while (Instant.now().isBefore(end)) {
      int from = random.nextInt(ACCOUNTS);
      int to = random.nextInt(ACCOUNTS);
      long amount = random.nextLong(1, 100_00);
      pool.transaction(j -> pool.root().transfer(j, from, to, amount));
    }
  }

  static void main(String[] args) {
    long seconds = args.length == 0 ? 5 : Long.parseLong(args[0]);
    try (var pool = Pool.open(Path.of("bank.pool"), Bank.class)) {
      pool.transaction(j -> {
        if (pool.root().accounts().isEmpty()) {
          pool.root().openAccounts(j);
        }
        pool.root().days().add(j, 1);
      });
      audit(pool);
      Instant end = Instant.now().plus(Duration.ofSeconds(seconds));
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < THREADS; i++) {
          threads.execute(() -> work(pool, end));
        }
      }
      audit(pool);
    }
  }
}
