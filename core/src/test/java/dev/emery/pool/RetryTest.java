package dev.emery.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.StaleReferenceException;
import dev.emery.cell.PCell;
import dev.emery.cell.PLong;
import dev.emery.pool.Bank.Account;
import dev.emery.pool.Bank.Node;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Savepoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a retry waits for, and what becomes of the attempt (E40). */
@Timeout(60)
class RetryTest {
  private final Pool<Bank> pool = Bank.inMemory();
  private final Bank bank = pool.root();
  private final PLong<Bank> total = bank.total();

  @AfterEach
  void close() {
    assertThat(Waiter.watched(pool)).as("watched blocks after the test").isZero();
    assertThat(pool.check().problems()).isEmpty();
    pool.close();
  }

  private void requirePositive(Journal<Bank> j, PLong<Bank> cell) {
    if (cell.get() <= 0) {
      j.retry();
    }
  }

  /** Starts a body that waits until the cell is positive. */
  private Waiter untilPositive(PLong<Bank> cell) {
    return Waiter.waiting(runs ->
        () ->
            pool.transaction(j -> {
              runs.incrementAndGet();
              requirePositive(j, cell);
            }));
  }

  private Account account(String owner) {
    pool.transaction(j -> {
      if (bank.first().get().isEmpty()) {
        bank.first().set(j, Optional.of(Account.of(owner, 0)));
      } else {
        bank.second().set(j, Optional.of(Account.of(owner, 0)));
      }
    });
    return bank.second().get().or(bank.first()::get).orElseThrow();
  }

  @Test
  void e40_commitToWhatWasRead_runsTheBodyAgain() throws Exception {
    Waiter waiter = untilPositive(total);
    waiter.assertKeepsWaiting(1);
    pool.transaction(j -> total.set(j, -1));
    waiter.awaitWaiting(2).assertKeepsWaiting(2);
    pool.transaction(j -> total.set(j, 1));
    waiter.assertEnds(3);
  }

  @Test
  void e40_result_canBeOfTheCall() {
    AtomicReference<String> found = new AtomicReference<>();
    Waiter waiter =
        Waiter.waiting(runs ->
            () ->
                found.set(
                    pool.compute(j -> {
                      runs.incrementAndGet();
                      return bank.first().get().map(Account::owner).orElseGet(j::retry);
                    })));
    account("ada");
    waiter.assertEnds(2);
    assertThat(found.get()).isEqualTo("ada");
  }

  @Test
  void e40_commitsToOtherObjects_wakeNobody() throws Exception {
    Account ada = account("ada");
    Account bob = account("bob");
    Waiter waiter = untilPositive(ada.cents());
    for (int i = 1; i <= 100; i++) {
      long value = i;
      pool.transaction(j -> {
        bob.cents().set(j, value);
        total.set(j, value);
      });
    }
    waiter.assertKeepsWaiting(1);
    pool.transaction(j -> ada.cents().set(j, 1));
    waiter.assertEnds(2);
  }

  @Test
  void e40_rollbacksAndReadsUnderAnExclusiveLock_wakeNobody() throws Exception {
    Waiter waiter = untilPositive(total);
    assertThatThrownBy(() ->
            pool.transaction(j -> {
              total.set(j, 1);
              throw new IllegalStateException();
            }))
        .isInstanceOf(IllegalStateException.class);
    pool.transaction(j -> {
      Savepoint before = j.savepoint();
      total.set(j, 1);
      j.rollbackTo(before);
    });
    assertThat((long) pool.query(r -> total.get())).isZero();
    waiter.assertKeepsWaiting(1);
    pool.transaction(j -> total.set(j, 1));
    waiter.assertEnds(2);
  }

  @Test
  void e40_bodiesThatWroteBefore_wakeNeitherThemselvesNorEachOther() throws Exception {
    List<Waiter> waiters = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      waiters.add(
          Waiter.waiting(runs ->
              () ->
                  pool.transaction(j -> {
                    runs.incrementAndGet();
                    total.add(j, -1);
                    bank.note().set(j, "a note that is far too long to lie in its slot");
                    requirePositive(j, total);
                  })));
    }
    for (Waiter each : waiters) {
      each.assertKeepsWaiting(1);
    }
    assertThat(total.get()).isZero();
    assertThat(bank.note().get()).isEmpty();
    pool.transaction(j -> total.set(j, 10));
    for (Waiter each : waiters) {
      assertThat(each.failure()).isNull();
      assertThat(each.runs.get()).isLessThanOrEqualTo(6); // of its own, or as a victim
    }
    assertThat(total.get()).isEqualTo(7);
  }

  @Test
  void e40_objectsLockedExclusively_areWatchedToo() {
    Account ada = account("ada");
    Waiter waiter =
        Waiter.waiting(runs ->
            () ->
                pool.transaction(j -> {
                  if (runs.incrementAndGet() == 1) {
                    ada.cents().set(j, 5);
                    j.retry();
                  }
                }));
    pool.transaction(j -> ada.cents().set(j, 1));
    waiter.assertEnds(2);
    assertThat(ada.cents().get()).isEqualTo(1);
  }

  @Test
  void e40_objectThatIsDropped_wakesAndIsStale() {
    Account ada = account("ada");
    Waiter waiter = untilPositive(ada.cents());
    pool.transaction(j -> bank.first().set(j, Optional.empty()));
    assertThat(waiter.failure()).isInstanceOf(StaleReferenceException.class);
  }

  @Test
  void e40_objectThatTheBodyKeptFromBeingTakenApart_isTakenApartBeforeItWaits() throws Exception {
    Node last = new Node(1, PCell.of(Optional.empty()));
    pool.transaction(
        j -> bank.head().set(j, Optional.of(new Node(2, PCell.of(Optional.of(last))))));
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch dropped = new CountDownLatch(1);
    Waiter waiter =
        Waiter.started(runs ->
            () ->
                pool.transaction(j -> {
                  assertThat(last.next().get()).isEmpty();
                  reading.countDown();
                  dropped.await();
                  j.retry();
                }));
    reading.await();
    pool.transaction(j -> bank.head().set(j, Optional.empty()));
    Thread.sleep(50); // until the background has met the lock too, and given up
    dropped.countDown();
    assertThat(waiter.failure()).isInstanceOf(StaleReferenceException.class);
  }

  @Test
  void e40_bodyThatHasReadNothing_isRefusedAndCanGoOn() {
    pool.transaction(j -> {
      PLong<Bank> prototype = PLong.of(3);
      prototype.set(j, 4);
      assertThatThrownBy(() -> requirePositiveOrRetry(j, prototype))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "retry of a body that has read nothing in the pool would wait for ever;"
                  + " read inside the body what it waits for");
      total.set(j, 5);
    });
    assertThat(total.get()).isEqualTo(5);
  }

  private static void requirePositiveOrRetry(Journal<Bank> j, PLong<Bank> cell) {
    if (cell.get() == 4) {
      j.retry();
    }
  }

  @Test
  void e40_nested_rollsBackTheOutermostAndWatchesTheWhole() throws Exception {
    Account ada = account("ada");
    Account bob = account("bob");
    Waiter waiter =
        Waiter.waiting(runs ->
            () ->
                pool.transaction(j -> {
                  runs.incrementAndGet();
                  total.add(j, 1);
                  boolean open = ada.cents().get() > 0;
                  pool.transaction(k -> {
                    total.add(k, 10);
                    if (!open && bob.cents().get() <= 0) {
                      k.retry();
                    }
                  });
                }));
    assertThat(total.get()).isZero();
    pool.transaction(j -> bob.cents().set(j, -1));
    waiter.awaitWaiting(2).assertKeepsWaiting(2);
    pool.transaction(j -> ada.cents().set(j, 1));
    waiter.assertEnds(3);
    assertThat(total.get()).isEqualTo(11);
  }

  @Test
  void e40_readsBehindASavepoint_areWatched() {
    Account ada = account("ada");
    Waiter waiter =
        Waiter.waiting(runs ->
            () ->
                pool.transaction(j -> {
                  runs.incrementAndGet();
                  Savepoint before = j.savepoint();
                  boolean open = ada.cents().get() > 0;
                  j.rollbackTo(before);
                  if (!open) {
                    j.retry();
                  }
                }));
    pool.transaction(j -> ada.cents().set(j, 1));
    waiter.assertEnds(2);
  }

  @Test
  void e25_retryThatTheBodySwallows_waitsAllTheSame() throws Exception {
    Waiter returning =
        Waiter.waiting(runs ->
            () ->
                pool.transaction(j -> {
                  runs.incrementAndGet();
                  try {
                    requirePositive(j, total);
                  } catch (RuntimeException e) {
                    assertThatThrownBy(() -> total.set(j, 100)).isSameAs(e);
                  }
                }));
    Waiter throwing =
        Waiter.waiting(runs ->
            () ->
                pool.transaction(j -> {
                  runs.incrementAndGet();
                  pool.transaction(k -> {
                    try {
                      requirePositive(k, total);
                    } catch (RuntimeException e) {
                      throw new Exception("wrapped", e);
                    }
                  });
                }));
    returning.assertKeepsWaiting(1);
    throwing.assertKeepsWaiting(1);
    pool.transaction(j -> total.set(j, 1));
    returning.assertEnds(2);
    throwing.assertEnds(2);
    assertThat(total.get()).isEqualTo(1);
  }

  @Test
  void e26_hooks_runOncePerAttempt() {
    List<String> ran = Collections.synchronizedList(new ArrayList<>());
    Waiter waiter =
        Waiter.waiting(runs ->
            () ->
                pool.transaction(j -> {
                  int run = runs.incrementAndGet();
                  j.onAbort(() -> ran.add("abort " + run));
                  j.onCommit(() -> ran.add("commit " + run));
                  pool.transaction(k -> {
                    k.onAbort(() -> ran.add("inner abort " + run));
                    requirePositive(k, total);
                  });
                }));
    assertThat(ran).containsExactly("abort 1", "inner abort 1");
    pool.transaction(j -> total.set(j, 1));
    waiter.assertEnds(2);
    assertThat(ran).containsExactly("abort 1", "inner abort 1", "commit 2");
  }

  @Test
  void e40_changeByItsOwnHook_wakesIt() {
    pool.transaction(j -> {
      if (total.get() == 0) {
        j.onAbort(() -> pool.transaction(k -> total.set(k, 1)));
        j.retry();
      }
    });
    assertThat(total.get()).isEqualTo(1);
  }

  @Test
  void e40_retries_doNotCountAsReruns() throws Exception {
    PoolOptions once = PoolOptions.defaults().rerunLimit(1);
    try (Pool<Pair> strict = Pool.inMemory(Pair.class, once)) {
      strict.transaction(j -> {
        strict.root().one().set(j, Optional.of(Part.zero()));
        strict.root().other().set(j, Optional.of(Part.zero()));
      });
      PLong<Pair> one = strict.root().one().get().orElseThrow().cents();
      PLong<Pair> other = strict.root().other().get().orElseThrow().cents();
      CountDownLatch begun = new CountDownLatch(1);
      CountDownLatch locked = new CountDownLatch(1);
      Waiter older =
          Waiter.started(runs ->
              () ->
                  strict.transaction(j -> {
                    other.add(j, 1);
                    if (runs.incrementAndGet() == 1) {
                      begun.countDown();
                      locked.await();
                    }
                    one.add(j, 1);
                  }));
      begun.await();
      Waiter waiter =
          Waiter.waiting(runs ->
              () ->
                  strict.transaction(j -> {
                    runs.incrementAndGet();
                    if (one.get() < 5) {
                      j.retry();
                    }
                    one.add(j, 1);
                    locked.countDown();
                    other.add(j, 1); // a deadlock, in which the younger gives way
                  }));
      for (int i = 1; i <= 5; i++) {
        waiter.awaitWaiting(i);
        strict.transaction(j -> one.add(j, 1));
      }
      assertThat(older.failure()).isNull();
      assertThat(waiter.failure()).isNull();
      assertThat(other.get()).isEqualTo(2);
      assertThat(waiter.runs.get() + older.runs.get()).as("one was a victim").isEqualTo(8);
    }
  }

  /** Another root, with two entities. */
  record Pair(PCell<Optional<Part>, Pair> one, PCell<Optional<Part>, Pair> other) {}

  /** An entity. */
  record Part(PLong<Pair> cents) {
    static Part zero() {
      return new Part(PLong.of(0));
    }
  }

  @Test
  void e40_waiting_keepsNoScopeOpen() {
    Waiter waiter = untilPositive(total);
    assertThat(pool.check().problems()).isEmpty(); // behind the gate
    int[] runs = new int[1];
    pool.transaction(j -> {
      runs[0]++;
      for (int i = 0; i < 60_000; i++) {
        bank.head().set(j, Optional.of(new Node(i, PCell.of(PCell.take(bank.head(), j)))));
      }
    });
    assertThat(runs[0]).as("runs of what outgrows the mapping").isGreaterThan(1);
    waiter.awaitWaiting(2); // the root was changed
    pool.transaction(j -> total.set(j, 1));
    waiter.assertEnds(3);
  }

  @Test
  void e40_wakeUp_isNeverLost() {
    int rounds = 20_000;
    Waiter pong = new PingPong(1, rounds).start();
    Waiter ping = new PingPong(0, rounds).start();
    assertThat(ping.failure()).isNull();
    assertThat(pong.failure()).isNull();
    assertThat(total.get()).isEqualTo(2L * rounds);
    assertThat(ping.runs.get()).isLessThanOrEqualTo(3 * rounds); // a commit wakes once at most
    assertThat(pong.runs.get()).isLessThanOrEqualTo(3 * rounds);
  }

  /** Counts on when it is its turn. */
  private final class PingPong {
    private final int turn;
    private final int rounds;

    PingPong(int turn, int rounds) {
      this.turn = turn;
      this.rounds = rounds;
    }

    Waiter start() {
      return Waiter.started(runs ->
          () -> {
            for (int i = 0; i < rounds; i++) {
              pool.transaction(j -> {
                runs.incrementAndGet();
                if ((total.get() & 1) != turn) {
                  j.retry();
                }
                total.add(j, 1);
              });
            }
          });
    }
  }
}
