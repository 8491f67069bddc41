package dev.emery.testsuite.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.JournalEndedException;
import dev.emery.NoJournalException;
import dev.emery.WrongPoolException;
import dev.emery.WrongThreadException;
import dev.emery.cell.PCell;
import dev.emery.cell.PLong;
import dev.emery.collections.PVec;
import dev.emery.pool.Pool;
import dev.emery.pool.Pools;
import dev.emery.transaction.Journal;
import dev.emery.transaction.ReadScope;
import java.lang.reflect.Field;
import java.util.Collections;
import java.util.ListIterator;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Journals that are null, made up, of another pool, used later or elsewhere; calls without one. */
class JournalMisuseTest {
  private static final String NULL = "journal is null; change the pool in the body of";
  private static final String NO_SCOPE =
      "journal or read scope is null; use that of pool.transaction or pool.read";
  private static final String ENDED =
      "journal or read scope used after its end; use it only inside the body it was given to";
  private static final String THREAD = "journal or read scope used on another thread, thread=";
  private static final String OTHER_POOL =
      "journal of another pool; use the journal of the pool that the object belongs to";

  private static Journal<Bank> kept;

  @RegisterExtension final Vault vault = new Vault();

  // ---- journal

  @Test
  void journal_null_isRefusedByCells() {
    vault.refusesInBody(NoJournalException.class, NULL, (bank, _) -> bank.runs().set(null, 1));
    vault.refusesInBody(NoJournalException.class, NULL, (bank, _) -> bank.runs().add(null, 1));
    vault.refusesInBody(
        NoJournalException.class, NULL, (bank, _) -> bank.number().set(null, bank.number().get()));
    vault.refusesInBody(NoJournalException.class, NULL, (_, _) -> PLong.of(1).set(null, 2));
    vault.refusesInBody(NoJournalException.class, NULL, (_, _) -> PCell.of(1L).set(null, 2L));
    vault.refusesInBody(
        NoJournalException.class,
        NULL,
        (bank, _) -> bank.desk().get().orElseThrow().till().lock(null));
    vault.refusesInBody(
        NoJournalException.class,
        NO_SCOPE,
        (bank, _) -> bank.desk().get().orElseThrow().motto().borrow(null));
    vault.refusesInBody(
        NoJournalException.class,
        NULL,
        (bank, _) -> bank.desk().get().orElseThrow().note().set(null, "x"));
  }

  @Test
  void journal_null_isRefusedByCollections() {
    vault.refusesInBody(NoJournalException.class, NULL, (bank, _) -> bank.audit().add(null, "x"));
    vault.refusesInBody(NoJournalException.class, NULL, (bank, _) -> bank.audit().clear(null));
    vault.refusesInBody(NoJournalException.class, NULL, (bank, _) -> bank.audit().edit(null));
    vault.refusesInBody(
        NoJournalException.class, NULL, (bank, _) -> bank.limits().put(null, "x", 1L));
    vault.refusesInBody(NoJournalException.class, NULL, (bank, _) -> bank.limits().edit(null));
    vault.refusesInBody(
        NoJournalException.class, NULL, (bank, _) -> bank.rates().put(null, "x", 1L));
    vault.refusesInBody(NoJournalException.class, NULL, (bank, _) -> bank.rates().edit(null));
    vault.refusesInBody(NoJournalException.class, NULL, (_, _) -> PVec.of(1L).add(null, 1L));
  }

  @Test
  void journal_null_isRefusedWhereAScopeIsExpected() {
    vault.refusesInBody(
        NoJournalException.class, NO_SCOPE, (bank, _) -> bank.pointer().downgrade().upgrade(null));
  }

  @Test
  void journal_madeByTheProgram_isRefused() {
    vault.refuses(
        NoJournalException.class,
        "a journal cannot be made; pool.transaction hands one to its body",
        () -> vault.bank().runs().set(new Journal<>(null), 1));
    vault.refuses(
        NoJournalException.class,
        "a read scope cannot be made; pool.read hands one to its body",
        () -> new ReadScope<Bank>(null));
  }

  @Test
  void journal_forgedByReflection_isRefused() throws ReflectiveOperationException {
    Journal<Bank> ended = vault.endedJournal();
    Field field = Journal.class.getDeclaredField("transaction");
    field.setAccessible(true);
    Object idle = field.get(ended);
    @SuppressWarnings("unchecked")
    var forged = (Journal<Bank>) Journal.class.getConstructors()[0].newInstance(idle);
    vault.refuses(
        WrongThreadException.class, THREAD, () -> vault.bank().audit().add(forged, "forged"));
  }

  // ---- nested

  @Test
  void nested_outerJournalInABodyOfAnotherPool_isRefused() {
    try (var other = Pool.inMemory(Bank.class)) {
      vault.refuses(
          WrongPoolException.class,
          OTHER_POOL,
          () ->
              Pools.transaction(
                  vault.pool(), other, (j, _) -> other.root().audit().add(j, "crossed")));
      assertThat(other.root().audit()).isEmpty();
      assertThat(other.check().problems()).isEmpty();
    }
  }

  @Test
  void nested_outerJournalInAnInnerBody_isRolledBackWithTheInnerOne() {
    Pool<Bank> pool = vault.pool();
    pool.transaction(outer -> {
      assertThatThrownBy(() ->
              pool.transaction(_ -> {
                pool.root().audit().add(outer, "inner");
                throw new IllegalArgumentException("fails");
              }))
          .hasMessage("fails");
      assertThat(pool.root().audit()).doesNotContain("inner");
    });
    assertThat(pool.root().audit()).containsExactly("opened", "checked");
  }

  @Test
  void nested_bodyOfAnotherPool_isRefused() {
    try (var other = Pool.inMemory(Bank.class)) {
      vault.refusesInBody(
          IllegalStateException.class,
          "transaction on another pool inside a body; use Pools.transaction to change both",
          (_, _) -> other.transaction(j -> other.root().runs().set(j, 1)));
    }
  }

  // ---- escape

  @Test
  void escape_journalKeptInAStatic_isRefusedAfterTheEnd() {
    vault.pool().transaction(j -> kept = j);
    vault.refuses(JournalEndedException.class, ENDED, () -> vault.bank().audit().add(kept, "late"));
    vault.refuses(JournalEndedException.class, ENDED, () -> vault.bank().runs().set(kept, 1));
    vault.refuses(JournalEndedException.class, ENDED, () -> kept.onCommit(() -> {}));
    vault.refuses(JournalEndedException.class, ENDED, () -> kept.savepoint());
    vault.refuses(
        JournalEndedException.class,
        ENDED,
        () -> PVec.<String, Bank>of("prototype").add(kept, "late"));
  }

  @Test
  void escape_journalKeptInAStatic_isRefusedInTheNextBody() {
    vault.pool().transaction(j -> kept = j);
    vault.refusesInBody(
        JournalEndedException.class, ENDED, (bank, _) -> bank.audit().add(kept, "late"));
  }

  @Test
  void escape_journalKeptInAStatic_isRefusedInABodyOfAnotherPool() {
    try (var other = Pool.inMemory(Bank.class)) {
      vault.pool().transaction(j -> kept = j);
      vault.refuses(
          WrongPoolException.class,
          OTHER_POOL,
          () -> other.transaction(_ -> other.root().audit().add(kept, "crossed")));
      vault.refuses(
          JournalEndedException.class,
          ENDED,
          () -> other.transaction(_ -> vault.bank().audit().add(kept, "late")));
    }
  }

  @Test
  void escape_readScopeKept_isRefused() {
    ReadScope<Bank> scope = vault.pool().query(r -> r);
    var weak = vault.pool().query(_ -> vault.bank().pointer().downgrade());
    vault.refuses(JournalEndedException.class, ENDED, () -> weak.upgrade(scope));
  }

  @Test
  void escape_editKept_isRefused() {
    var edit = vault.pool().compute(j -> vault.bank().audit().edit(j));
    String message = "edit(j) was used after the transaction of j";
    vault.refuses(JournalEndedException.class, message, () -> edit.add("late"));
    vault.refuses(JournalEndedException.class, message, edit::size);
    ListIterator<String> iterator =
        vault.pool().compute(j -> vault.bank().audit().edit(j).listIterator());
    vault.refuses(JournalEndedException.class, ENDED, () -> iterator.add("late"));
  }

  // ---- capture

  @Test
  void capture_journalOnAnotherThread_isRefused() {
    vault.refusesInBody(
        WrongThreadException.class,
        THREAD,
        (bank, j) -> elsewhere(() -> bank.audit().add(j, "other thread")));
    vault.refusesInBody(
        WrongThreadException.class,
        THREAD,
        (_, j) -> elsewhere(() -> PVec.<String, Bank>of("prototype").add(j, "other thread")));
  }

  @Test
  void capture_editOnAnotherThread_isRefused() {
    vault.refusesInBody(
        WrongThreadException.class,
        THREAD,
        (bank, j) -> {
          var edit = bank.audit().edit(j);
          elsewhere(() -> edit.add("other thread"));
        });
  }

  @Test
  void capture_journalByAnActionThatRunsLater_isRefused() {
    var late = new CompletableFuture<Runnable>();
    vault.pool().transaction(j -> late.complete(() -> vault.bank().audit().add(j, "later")));
    vault.refuses(JournalEndedException.class, ENDED, () -> late.join().run());
  }

  private static <T> T elsewhere(Callable<T> action) throws Exception {
    var result = new CompletableFuture<T>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            result.complete(action.call());
          } catch (Throwable e) {
            result.completeExceptionally(e);
          }
        })
        .join();
    try {
      return result.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  // ---- donotcall

  @Test
  @SuppressWarnings("removal")
  void donotcall_inheritedMutators_areRefused() {
    vault.refusesInBody(
        UnsupportedOperationException.class,
        "use add(j, element) inside a transaction, or edit(j)",
        (bank, _) -> bank.audit().add("x"));
    vault.refusesInBody(
        UnsupportedOperationException.class,
        "use put(j, key, value) inside a transaction, or edit(j)",
        (bank, _) -> bank.limits().put("x", 1L));
    vault.refusesInBody(
        UnsupportedOperationException.class,
        "use pollFirstEntry(j) inside a transaction, or edit(j)",
        (bank, _) -> bank.rates().pollFirstEntry());
  }

  @Test
  void donotcall_mutatorsOfViews_areRefused() {
    vault.refusesInBody(
        UnsupportedOperationException.class,
        "use remove(j, o) inside a transaction, or edit(j)",
        (bank, _) -> bank.limits().keySet().remove("ada"));
    vault.refusesInBody(
        UnsupportedOperationException.class,
        "iterator without a journal: use edit(j).listIterator() inside a transaction",
        (bank, _) -> {
          var iterator = bank.audit().iterator();
          iterator.next();
          iterator.remove();
        });
    vault.refusesInBody(
        UnsupportedOperationException.class,
        "use clear(j) inside a transaction, or edit(j)",
        (bank, _) -> bank.audit().subList(0, 1).clear());
    vault.refusesInBody(
        UnsupportedOperationException.class,
        "use put(j, key, value) inside a transaction, or an entry of edit(j)",
        (bank, _) -> bank.limits().entrySet().iterator().next().setValue(2L));
    vault.refusesInBody(
        UnsupportedOperationException.class,
        "use sort(j, order) inside a transaction, or edit(j)",
        (bank, _) -> Collections.sort(bank.audit()));
  }

  @Test
  void donotcall_journalAsAnElement_isRefused() {
    vault.refusesInBody(
        IllegalArgumentException.class,
        "arguments swapped: a journal stands where an element or key belongs",
        (bank, j) -> bank.audit().contains(j));
  }
}
