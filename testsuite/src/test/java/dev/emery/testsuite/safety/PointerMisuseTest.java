package dev.emery.testsuite.safety;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.BorrowException;
import dev.emery.JournalEndedException;
import dev.emery.PoolClosedException;
import dev.emery.StaleReferenceException;
import dev.emery.WrongPoolException;
import dev.emery.WrongThreadException;
import dev.emery.cell.Ref;
import dev.emery.cell.RefMut;
import dev.emery.pointer.Parc;
import dev.emery.pointer.Prc;
import dev.emery.pool.Pool;
import dev.emery.sync.PMutexGuard;
import dev.emery.transaction.Journal;
import dev.emery.transaction.TxList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Pointers and guards that leave their transaction, their thread or their pool. */
class PointerMisuseTest {
  private static final String FREED = "object is gone";
  private static final String CLOSED = "pool is closed";
  private static final String ENDED = "journal or read scope used after its end";
  private static final String THREAD = "journal or read scope used on another thread";
  private static final String OTHER_POOL = "object belongs to another pool; copy it into this one";

  private static Prc<Long, Bank> kept;

  @RegisterExtension final Vault vault = new Vault();

  private Prc<Long, Bank> freedPointer() {
    Prc<Long, Bank> freed =
        vault.pool().compute(j -> vault.bank().number().getAndSet(j, Optional.empty())).get();
    vault.pool().transaction(j -> vault.bank().runs().add(j, 1));
    return freed;
  }

  // ---- pool

  @Test
  void pool_pointerOfAnotherPool_isNotStored() {
    try (var other = Pool.inMemory(Bank.class)) {
      other.transaction(j -> other.root().fill(j));
      Bank foreign = other.root();
      vault.refusesInBody(
          WrongPoolException.class,
          OTHER_POOL,
          (bank, j) -> bank.number().set(j, foreign.number().get()));
      vault.refusesInBody(
          WrongPoolException.class,
          OTHER_POOL,
          (bank, j) -> bank.shared().set(j, foreign.shared().get()));
      vault.refusesInBody(
          WrongPoolException.class,
          "weak pointer leads into another pool",
          (bank, j) -> bank.weak().set(j, Optional.of(foreign.pointer().downgrade())));
      vault.refusesInBody(
          WrongPoolException.class,
          OTHER_POOL,
          (bank, j) -> bank.accounts().put(j, "eve", foreign.accounts().get("ada")));
      vault.refusesInBody(
          WrongPoolException.class, OTHER_POOL, (bank, j) -> bank.pages().add(j, foreign.sums()));
      assertThat(other.check().problems()).isEmpty();
    }
  }

  @Test
  void pool_pointerOfAnotherPoolInAPrototype_isNotStored() {
    try (var other = Pool.inMemory(Bank.class)) {
      other.transaction(j -> other.root().fill(j));
      vault.refusesInBody(
          WrongPoolException.class,
          OTHER_POOL,
          (bank, j) ->
              bank.accounts()
                  .put(
                      j,
                      "eve",
                      new Bank.Account("eve", other.root().accounts().get("ada").cents())));
    }
  }

  // ---- escape

  @Test
  void escape_pointerKeptInAStatic_throwsOnceItsTargetIsFreed() {
    kept = freedPointer();
    vault.refuses(StaleReferenceException.class, FREED, () -> kept.get());
    vault.refuses(StaleReferenceException.class, FREED, () -> kept.strongCount());
    vault.refusesInBody(
        StaleReferenceException.class, FREED, (bank, j) -> bank.number().set(j, Optional.of(kept)));
    assertThat(
            vault
                .pool()
                .<Boolean, RuntimeException>query(r -> kept.downgrade().upgrade(r).isEmpty()))
        .isTrue();
  }

  @Test
  void escape_pointerKeptInAStatic_throwsAlsoWhereItsBlockIsUsedAgain() {
    kept = freedPointer();
    vault.pool().transaction(j -> vault.bank().number().set(j, Optional.of(Prc.of(99L))));
    vault.refuses(StaleReferenceException.class, FREED, () -> kept.get());
  }

  @Test
  void escape_handlesKept_throwOnceTheirObjectIsRemoved() {
    Bank.Account account = vault.pool().compute(j -> vault.bank().accounts().remove(j, "ada"));
    vault.refuses(StaleReferenceException.class, FREED, () -> account.cents().get());
    vault.refusesInBody(StaleReferenceException.class, FREED, (_, j) -> account.cents().add(j, 1));
  }

  @Test
  void escape_pointerAndHandlesKept_throwAfterThePoolWasClosedAndOpenedAgain() {
    Prc<Long, Bank> pointer = vault.bank().pointer();
    Bank before = vault.bank();
    vault.reopen();
    vault.refuses(PoolClosedException.class, CLOSED, () -> pointer.get());
    vault.refuses(PoolClosedException.class, CLOSED, () -> before.audit().size());
    vault.refuses(PoolClosedException.class, CLOSED, () -> before.runs().get());
    vault.refusesInBody(
        WrongPoolException.class, "journal of another pool", (_, j) -> before.runs().add(j, 1));
    vault.refusesInBody(
        WrongPoolException.class,
        OTHER_POOL,
        (bank, j) -> bank.number().set(j, Optional.of(pointer)));
  }

  @Test
  void escape_weakPointerKept_isEmptyOnceItsTargetIsFreed() {
    var weak = vault.bank().pointer().demote();
    freedPointer();
    assertThat(vault.pool().<Boolean, RuntimeException>compute(j -> weak.promote(j).isEmpty()))
        .isTrue();
  }

  @Test
  void escape_listOfPointersKept_throwsOnceTheyAreFreed() {
    TxList<Prc<Long, Bank>> list =
        vault
            .pool()
            .compute(j -> {
              TxList<Prc<Long, Bank>> all = new TxList<>();
              all.add(vault.bank().pointer());
              return all;
            });
    freedPointer();
    vault.refuses(StaleReferenceException.class, FREED, () -> list.get(0).get());
  }

  // ---- guards

  @Test
  void escape_borrowKept_isRefusedAfterTheEnd() {
    Ref<String> ref = vault.pool().compute(j -> desk().motto().borrow(j));
    vault.refuses(JournalEndedException.class, ENDED, ref::get);
    vault.refuses(JournalEndedException.class, ENDED, ref::copy);
    RefMut<String> mutable = vault.pool().compute(j -> desk().motto().borrowMut(j));
    vault.refuses(JournalEndedException.class, ENDED, () -> mutable.set("late"));
    vault.refuses(JournalEndedException.class, ENDED, () -> mutable.update(text -> text + "late"));
    vault.refusesInBody(JournalEndedException.class, ENDED, (_, _) -> mutable.set("late"));
  }

  @Test
  void escape_borrowClosed_isRefused() {
    vault.refusesInBody(
        BorrowException.class,
        "borrow is over: it was closed",
        (_, j) -> {
          RefMut<String> mutable = desk().motto().borrowMut(j);
          mutable.close();
          mutable.set("late");
        });
  }

  @Test
  void escape_guardOfAMutexKept_isRefusedAfterTheEnd() {
    PMutexGuard<Long, Bank> guard = vault.pool().compute(j -> desk().till().lock(j));
    vault.refuses(JournalEndedException.class, ENDED, guard::get);
    vault.refuses(JournalEndedException.class, ENDED, () -> guard.set(0L));
    vault.refuses(JournalEndedException.class, ENDED, () -> guard.update(cents -> cents + 1));
    vault.refusesInBody(JournalEndedException.class, ENDED, (_, _) -> guard.set(0L));
  }

  // ---- capture

  @Test
  void capture_guardsOnAnotherThread_areRefused() {
    vault.refusesInBody(
        WrongThreadException.class,
        THREAD,
        (_, j) -> {
          PMutexGuard<Long, Bank> guard = desk().till().lock(j);
          elsewhere(() -> guard.set(0L));
        });
    vault.refusesInBody(
        WrongThreadException.class,
        THREAD,
        (_, j) -> {
          try (RefMut<String> mutable = desk().motto().borrowMut(j)) {
            elsewhere(() -> mutable.set("other thread"));
          }
        });
  }

  @Test
  void capture_pointerOnAnotherThread_seesWhatIsCommitted() throws Exception {
    Pool<Bank> pool = vault.pool();
    pool.transaction(j -> {
      Bank bank = pool.root();
      Prc<Long, Bank> uncommitted = Prc.of(8L);
      bank.number().set(j, Optional.of(uncommitted));
      var seen = new CompletableFuture<Throwable>();
      Thread.ofVirtual()
          .start(() -> {
            try {
              uncommitted.get();
              seen.complete(null);
            } catch (Throwable e) {
              seen.complete(e);
            }
          })
          .join();
      assertThat(seen.join()).isInstanceOf(StaleReferenceException.class);
    });
  }

  // ---- txout

  @Test
  void txout_pointerThatWasNotStored_isNotInThePool() {
    List<Object> before = vault.bank().content();
    Prc<Long, Bank> made = vault.pool().compute(_ -> Prc.of(9L));
    assertThat(made.get()).isEqualTo(9L); // a prototype: a Java value, and nothing in the pool
    assertThat(vault.bank().content()).isEqualTo(before);
  }

  @Test
  void txout_pointerThatWasStoredAndDropped_isRefused() {
    Prc<Long, Bank> made =
        vault
            .pool()
            .compute(j -> {
              Prc<Long, Bank> pointer = Prc.of(9L);
              var before = vault.bank().number().getAndSet(j, Optional.of(pointer));
              vault.bank().number().set(j, before);
              return pointer;
            });
    vault.refuses(StaleReferenceException.class, FREED, made::get);
  }

  @Test
  void txout_journalAndGuard_areRefused() {
    Journal<Bank> j = vault.pool().compute(journal -> journal);
    vault.refuses(JournalEndedException.class, ENDED, () -> vault.bank().runs().set(j, 1));
    Optional<PMutexGuard<Long, Bank>> guard = vault.pool().compute(k -> desk().till().tryLock(k));
    vault.refuses(JournalEndedException.class, ENDED, () -> guard.orElseThrow().set(0L));
  }

  @Test
  void txout_pointerOfARolledBackTransaction_isAPrototypeAgain() {
    Prc<Long, Bank> pointer = Prc.of(9L);
    vault.refuses(
        IllegalArgumentException.class,
        "fails",
        () ->
            vault
                .pool()
                .transaction(j -> {
                  vault.bank().number().set(j, Optional.of(pointer));
                  throw new IllegalArgumentException("fails");
                }));
    assertThat(pointer.get()).isEqualTo(9L);
    assertThat(pointer.strongCount()).isZero();
  }

  @Test
  void txout_sharedPointer_isRefusedOnceItsTargetIsFreed() {
    Parc<Long, Bank> shared =
        vault.pool().compute(j -> vault.bank().shared().getAndSet(j, Optional.empty())).get();
    vault.refuses(StaleReferenceException.class, FREED, shared::get);
  }

  private Bank.Desk desk() {
    return vault.bank().desk().get().orElseThrow();
  }

  private static void elsewhere(Runnable action) throws InterruptedException {
    var failure = new CompletableFuture<RuntimeException>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            action.run();
            failure.complete(null);
          } catch (RuntimeException e) {
            failure.complete(e);
          }
        })
        .join();
    if (failure.join() != null) {
      throw failure.join();
    }
  }
}
