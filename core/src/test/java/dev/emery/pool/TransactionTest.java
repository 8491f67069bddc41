package dev.emery.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.JournalEndedException;
import dev.emery.PoolClosedException;
import dev.emery.WrongPoolException;
import dev.emery.WrongThreadException;
import dev.emery.pool.Bank.Account;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Savepoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TransactionTest {
  private final Pool<Bank> pool = Bank.inMemory();
  private final Bank bank = pool.root();

  @AfterEach
  void close() {
    if (pool.isOpen()) {
      assertThat(pool.check().problems()).isEmpty();
    }
    pool.close();
  }

  @Test
  void transaction_withoutException_changesThePool() {
    pool.transaction(j -> {
      bank.total().add(j, 5);
      bank.note().set(j, "a note that is far too long to lie in its slot");
    });
    assertThat(bank.total().get()).isEqualTo(5);
    assertThat(bank.note().get()).isEqualTo("a note that is far too long to lie in its slot");
  }

  @Test
  void compute_result_isReturned() {
    assertThat((long) pool.compute(j -> bank.total().add(j, 7))).isEqualTo(7);
  }

  @Test
  void transaction_checkedException_rollsBackAndIsRethrownUnchanged() {
    IOException thrown = new IOException("x");
    assertThatThrownBy(() ->
            pool.transaction(j -> {
              bank.total().add(j, 5);
              bank.note().set(j, "another note that is too long to lie in its slot");
              bank.first().set(j, Optional.of(Account.of("ada", 1)));
              throw thrown;
            }))
        .isSameAs(thrown);
    assertThat(bank.total().get()).isZero();
    assertThat(bank.note().get()).isEmpty();
    assertThat(bank.first().get()).isEmpty();
  }

  @Test
  void e18_prototypeAfterAbort_isUnplacedWithItsEarlierContents() {
    Account ada = Account.of("ada", 1);
    assertThatThrownBy(() ->
            pool.transaction(j -> {
              ada.cents().set(j, 2);
              bank.first().set(j, Optional.of(ada));
              ada.cents().set(j, 3);
              throw new IllegalStateException();
            }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(ada.cents().get()).isEqualTo(1);
    pool.transaction(j -> bank.first().set(j, Optional.of(ada)));
    assertThat(bank.first().get().orElseThrow().cents().get()).isEqualTo(1);
    assertThat(bank.first().get().orElseThrow().cents()).isEqualTo(ada.cents());
  }

  @Test
  void e25_nestedBody_exceptionUndoesItAlone() {
    pool.transaction(j -> {
      bank.total().set(j, 1);
      assertThatThrownBy(() ->
              pool.transaction(k -> {
                bank.total().set(k, 2);
                bank.first().set(k, Optional.of(Account.of("ada", 1)));
                throw new IllegalStateException();
              }))
          .isInstanceOf(IllegalStateException.class);
      assertThat(bank.total().get()).isEqualTo(1);
      assertThat(bank.first().get()).isEmpty();
    });
    assertThat(bank.total().get()).isEqualTo(1);
  }

  @Test
  void e21_savepoint_rollback_restoresWhatWasThereAtIt() {
    pool.transaction(j -> {
      bank.total().set(j, 1);
      bank.first().set(j, Optional.of(Account.of("ada", 10)));
      Savepoint before = j.savepoint();
      bank.total().set(j, 2);
      bank.first().get().orElseThrow().cents().set(j, 11); // fresh, but of an older interval
      bank.second().set(j, Optional.of(Account.of("bob", 20)));
      Savepoint later = j.savepoint();
      bank.total().set(j, 3);
      j.rollbackTo(before);
      assertThat(bank.total().get()).isEqualTo(1);
      assertThat(bank.first().get().orElseThrow().cents().get()).isEqualTo(10);
      assertThat(bank.second().get()).isEmpty();
      assertThatThrownBy(() -> j.rollbackTo(later)).isInstanceOf(IllegalArgumentException.class);
      bank.total().set(j, 4);
      j.rollbackTo(before);
      assertThat(bank.total().get()).isEqualTo(1);
    });
    assertThat(bank.first().get().orElseThrow().cents().get()).isEqualTo(10);
  }

  @Test
  void e21_blockFreedInALaterInterval_isBackAfterRollback() {
    pool.transaction(j -> {
      bank.note().set(j, "the first note, which needs a block of its own");
      Savepoint s = j.savepoint();
      bank.note().set(j, "the second note, which needs a block of its own");
      j.rollbackTo(s);
    });
    assertThat(bank.note().get()).isEqualTo("the first note, which needs a block of its own");
  }

  @Test
  void e21_blockAllocatedInOneIntervalAndFreedInAnother_isNeverPublished() {
    pool.transaction(j -> {
      bank.note().set(j, "the first note, which needs a block of its own");
      pool.transaction(k -> bank.note().set(k, "the second note, which needs a block as well"));
      j.savepoint();
      bank.note().set(j, "the third note, which needs a block of its own");
    });
    assertThat(pool.check().problems()).isEmpty();
    assertThat(bank.note().get()).startsWith("the third note");
  }

  @Test
  void e26_hooks_runOncePerAttemptAfterItsEnd() {
    List<String> seen = new ArrayList<>();
    pool.transaction(j -> {
      j.onCommit(() -> seen.add("commit " + bank.total().get()));
      j.onAbort(() -> seen.add("abort"));
      bank.total().set(j, 9);
    });
    assertThatThrownBy(() ->
            pool.transaction(j -> {
              j.onCommit(() -> seen.add("never"));
              j.onAbort(() -> seen.add("abort"));
              throw new IllegalStateException();
            }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(seen).containsExactly("commit 9", "abort");
  }

  @Test
  void journal_afterItsEnd_throws() {
    AtomicReference<Journal<Bank>> kept = new AtomicReference<>();
    pool.transaction(kept::set);
    assertThatThrownBy(() -> bank.total().set(kept.get(), 1))
        .isInstanceOf(JournalEndedException.class)
        .hasMessageContaining("after its end");
  }

  @Test
  void journal_onAnotherThread_throws() throws InterruptedException {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Runnable[] task = new Runnable[1];
    pool.transaction(j -> {
      task[0] =
          () -> {
            try {
              bank.total().set(j, 1);
            } catch (RuntimeException e) {
              thrown.set(e);
            }
          };
      Thread other = Thread.ofPlatform().start(task[0]);
      other.join();
    });
    assertThat(thrown.get()).isInstanceOf(WrongThreadException.class);
  }

  @Test
  void journal_ofAnotherPool_throws() {
    try (Pool<Bank> other = Bank.inMemory()) {
      other.transaction(j ->
          assertThatThrownBy(() -> bank.total().set(j, 1)).isInstanceOf(WrongPoolException.class));
    }
  }

  @Test
  void e29_transactionOnAnotherPoolInsideABody_throws() {
    try (Pool<Bank> other = Bank.inMemory()) {
      pool.transaction(j ->
          assertThatThrownBy(() -> other.transaction(k -> {}))
              .isInstanceOf(IllegalStateException.class)
              .hasMessageContaining("Pools.transaction"));
    }
  }

  @Test
  void e28_transactionInsideRead_throws() {
    pool.read(r ->
        assertThatThrownBy(() -> pool.transaction(j -> {}))
            .isInstanceOf(IllegalStateException.class));
    pool.transaction(j -> assertThat((long) pool.query(r -> bank.total().get())).isZero());
  }

  @Test
  void e33_close_insideABody_throwsAndThePoolStaysOpen() {
    pool.transaction(
        j -> assertThatThrownBy(pool::close).isInstanceOf(IllegalStateException.class));
    pool.transaction(j -> bank.total().set(j, 1));
  }

  @Test
  void close_twice_isFineAndEveryCallThrowsAfterwards() {
    pool.close();
    pool.close();
    assertThatThrownBy(() -> bank.total().get()).isInstanceOf(PoolClosedException.class);
    assertThatThrownBy(() -> pool.transaction(j -> {})).isInstanceOf(PoolClosedException.class);
    assertThatThrownBy(pool::root).isInstanceOf(PoolClosedException.class);
  }

  @Test
  void e31_stackOverflowInTheBody_rollsBack() {
    assertThatThrownBy(() ->
            pool.transaction(j -> {
              bank.total().set(j, 1);
              overflow(0);
            }))
        .isInstanceOf(StackOverflowError.class);
    assertThat(bank.total().get()).isZero();
  }

  private static long overflow(long depth) {
    return overflow(depth + 1) + depth;
  }
}
