package dev.emery.testsuite.safety;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.JournalEndedException;
import dev.emery.NoJournalException;
import dev.emery.NotPersistentSafeException;
import dev.emery.StaleReferenceException;
import dev.emery.WrongPoolException;
import dev.emery.WrongThreadException;
import dev.emery.collections.PVec;
import dev.emery.pointer.Prc;
import dev.emery.pool.Pool;
import dev.emery.sync.PMutex;
import dev.emery.transaction.Journal;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The bugs that Corundum rejects when it compiles a program, written so that javac alone compiles
 * them: one test for each row of the table in docs/safety.md. And each rule of the checker has
 * tests in this package.
 */
class BackstopTest {
  static final List<String> RULES =
      List.of(
          "raw",
          "cast",
          "pool",
          "nested",
          "psafe",
          "psend",
          "vsafe",
          "escape",
          "capture",
          "txout",
          "txin",
          "journal",
          "donotcall");

  @RegisterExtension final Vault vault = new Vault();

  @Test
  void everyRule_hasATest() {
    var tested = new TreeSet<String>();
    Stream.of(
            RawTypesTest.class,
            JournalMisuseTest.class,
            PointerMisuseTest.class,
            PersistentTypesTest.class,
            SideEffectsTest.class)
        .flatMap(type -> Stream.of(type.getDeclaredMethods()))
        .filter(method -> method.isAnnotationPresent(Test.class))
        .map(Method::getName)
        .forEach(name -> tested.add(name.substring(0, name.indexOf('_'))));
    assertThat(tested).containsExactlyInAnyOrderElementsOf(RULES);
  }

  @Test
  @SuppressWarnings({"rawtypes", "unchecked"})
  void row_interPoolPointer_isRefused() {
    try (var other = Pool.inMemory(Bank.class)) {
      other.transaction(j -> other.root().fill(j));
      vault.refusesInBody(
          WrongPoolException.class,
          "object belongs to another pool; copy it into this one, for example with pclone()",
          (bank, j) -> bank.number().set(j, other.root().number().get()));
      vault.refusesInBody(
          WrongPoolException.class,
          "journal of another pool; use the journal of the pool that the object belongs to",
          (_, j) -> other.root().runs().set((Journal) j, 1));
    }
  }

  record Cached(Thread owner) {}

  record OfCached(PVec<Cached, OfCached> all) {}

  @Test
  void row_pointerIntoTheJavaHeap_isRefused() {
    vault.refuses(
        NotPersistentSafeException.class,
        "not persistent-safe: OfCached.all.element.owner: java.lang.Thread",
        () -> Pool.inMemory(OfCached.class));
  }

  @Test
  void row_pointerFromTheJavaHeap_keepsNothingAlive_andIsRefused() {
    var kept = new ArrayList<Prc<Long, Bank>>();
    vault
        .pool()
        .transaction(j -> kept.add(vault.bank().number().getAndSet(j, Optional.empty()).get()));
    vault.refuses(StaleReferenceException.class, "object is gone", () -> kept.getFirst().get());
  }

  @Test
  @SuppressWarnings("removal")
  void row_unloggedUpdate_isRefused() {
    vault.refusesInBody(
        NoJournalException.class, "journal is null", (bank, _) -> bank.runs().set(null, 1));
    Journal<Bank> ended = vault.endedJournal();
    vault.refuses(
        JournalEndedException.class,
        "journal or read scope used after its end",
        () -> vault.bank().runs().set(ended, 1));
    vault.refuses(
        UnsupportedOperationException.class,
        "use put(j, key, value) inside a transaction",
        () -> vault.bank().limits().put("ada", 0L));
  }

  @Test
  void row_dataRace_losesNoUpdate_andAJournalStaysOnItsThread() throws Exception {
    Pool<Bank> pool = vault.pool();
    Bank bank = vault.bank();
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 4; i++) {
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int k = 0; k < 100; k++) {
                  pool.transaction(j -> bank.runs().set(j, bank.runs().get() + 1));
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(bank.runs().get()).isEqualTo(400);
    vault.refusesInBody(
        WrongThreadException.class,
        "journal or read scope used on another thread",
        (root, j) -> {
          var failure = new CompletableFuture<RuntimeException>();
          Thread.ofPlatform()
              .start(() -> {
                try {
                  root.runs().set(j, -1);
                } catch (RuntimeException e) {
                  failure.complete(e);
                }
              })
              .join();
          throw failure.join();
        });
  }

  @Test
  void row_lockedMutexAfterACrash_cannotBe() {
    Pool<Bank> pool = vault.pool();
    pool.transaction(j -> till().lock(j).set(11L));
    vault.crash();
    assertThat(till().isLocked()).isFalse();
    vault.pool().transaction(j -> till().lock(j).update(cents -> cents + 1));
    assertThat(till().peek()).isEqualTo(12L);
  }

  private PMutex<Long, Bank> till() {
    return vault.bank().desk().get().orElseThrow().till();
  }

  @Test
  void row_leak_whatNobodyStoredIsFreed() {
    Pool<Bank> pool = vault.pool();
    Bank bank = vault.bank();
    pool.transaction(j -> store(bank, j)); // what the structures themselves grow by
    long before = pool.statistics().usedBytes();
    for (int i = 0; i < 50; i++) {
      pool.transaction(j -> store(bank, j));
    }
    assertThat(pool.statistics().usedBytes()).isEqualTo(before);
    assertThat(pool.check().problems()).isEmpty();
  }

  /** Stores objects and takes them out again, and forgets them. */
  private static void store(Bank bank, Journal<Bank> j) {
    bank.number().set(j, Optional.of(Prc.of(bank.runs().get())));
    bank.pages().add(j, PVec.of(1L, 2L));
    var forgotten = bank.pages().removeLast(j);
    assertThat(forgotten).hasSize(2);
  }
}
