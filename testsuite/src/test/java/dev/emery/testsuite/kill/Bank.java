package dev.emery.testsuite.kill;

import dev.emery.collections.PVec;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import dev.emery.sync.PMutex;
import java.nio.file.Path;
import java.util.List;

/**
 * The root of a pool of accounts, each with a mutex around what it holds.
 *
 * @param accounts all accounts
 */
record Bank(PVec<Account, Bank> accounts) {
  private static final long CENTS = 1000;

  /** An account, which is an entity of its own. */
  record Account(PMutex<Purse, Bank> purse) {}

  /**
   * What an account holds.
   *
   * @param cents the money
   * @param moves how often money came or went
   * @param seal follows from both, so that a reader who sees half a store notices it
   */
  record Purse(long cents, long moves, long seal) {
    static Purse of(long cents, long moves) {
      return new Purse(cents, moves, seal(cents, moves));
    }

    private static long seal(long cents, long moves) {
      return (cents ^ Long.rotateLeft(moves, 32)) * 0x9E3779B97F4A7C15L;
    }

    Purse plus(long more) {
      return of(cents + more, moves + 1);
    }

    /** The money, of a purse that is whole. */
    long wholeCents() {
      if (seal != seal(cents, moves)) {
        throw new AssertionError("torn: " + this);
      }
      return cents;
    }
  }

  /** Opens the pool, which gets so many accounts when it has none. */
  static Pool<Bank> open(Path file, int accounts, PoolOptions options) {
    Pool<Bank> pool = Pool.open(file, Bank.class, options);
    pool.transaction(j -> {
      while (pool.root().accounts().size() < accounts) {
        pool.root().accounts().add(j, new Account(PMutex.of(Purse.of(CENTS, 0))));
      }
    });
    return pool;
  }

  /** The mutexes of all accounts. */
  List<PMutex<Purse, Bank>> purses() {
    return accounts.stream().map(Account::purse).toList();
  }

  /** What all accounts together hold, whatever moves between them. */
  static long total(int accounts) {
    return accounts * CENTS;
  }
}
