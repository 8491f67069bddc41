package dev.emery.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.AlreadyOwnedException;
import dev.emery.JournalEndedException;
import dev.emery.StaleReferenceException;
import dev.emery.WrongPoolException;
import dev.emery.WrongThreadException;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import dev.emery.sync.Vault.Safe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What one thread sees of a mutex. */
@Timeout(60)
final class PMutexTest {
  private static final String LONG = "a text that is too long to lie in the slot of a mutex ";

  @TempDir Path directory;
  private Pool<Vault> pool;
  private Vault vault;

  @BeforeEach
  void open() {
    pool = Vault.open(directory.resolve("vault.pool"), PoolOptions.defaults());
    vault = pool.root();
  }

  @AfterEach
  void close() {
    assertThat(pool.check().problems()).isEmpty();
    pool.close();
  }

  private void reopen() {
    close();
    open();
  }

  @Test
  void guard_changesTheValue_andItIsThereAfterReopening() {
    pool.transaction(j -> {
      var gold = vault.gold().lock(j);
      assertThat(gold.get()).isZero();
      gold.set(5L);
      assertThat(gold.update(n -> n * 2)).isEqualTo(10);
      assertThat(gold.getAndSet(11L)).isEqualTo(10);
      vault.note().lock(j).set(LONG + 1);
      vault.note().lock(j).set(LONG + 2);
      vault.sealed().lock(j).set(true);
      assertThat(vault.gold().peek()).isEqualTo(11);
      assertThat(gold).hasToString("PMutexGuard[11]");
    });
    reopen();
    assertThat(vault.gold().peek()).isEqualTo(11);
    assertThat(vault.silver().peek()).isZero();
    assertThat(vault.note().peek()).isEqualTo(LONG + 2);
    assertThat(vault.sealed().peek()).isTrue();
    assertThat(vault.gold()).hasToString("11");
  }

  @Test
  void lock_twice_isOneLock_andEndsWithTheTransaction() {
    pool.transaction(j -> {
      assertThat(vault.gold().isLocked()).isFalse();
      var first = vault.gold().lock(j);
      var second = vault.gold().lock(j);
      var third = vault.gold().tryLock(j).orElseThrow();
      first.set(1L);
      assertThat(second.get()).isEqualTo(1);
      assertThat(third.get()).isEqualTo(1);
      assertThat(vault.gold().isLocked()).isTrue();
      assertThat(vault.silver().isLocked()).isFalse();
      pool.transaction(k -> vault.gold().lock(k).set(2L));
      assertThat(first.get()).isEqualTo(2);
    });
    assertThat(vault.gold().isLocked()).isFalse();
    assertThatThrownBy(() ->
            pool.transaction(j -> {
              vault.gold().lock(j);
              throw new ArithmeticException();
            }))
        .isInstanceOf(ArithmeticException.class);
    assertThat(vault.gold().isLocked()).isFalse();
  }

  @Test
  void rollback_restoresTheValue_andASavepointKeepsTheLock() {
    pool.transaction(j -> vault.note().lock(j).set(LONG));
    assertThatThrownBy(() ->
            pool.transaction(j -> {
              vault.note().lock(j).set(LONG + "changed");
              vault.gold().lock(j).set(1L);
              throw new ArithmeticException();
            }))
        .isInstanceOf(ArithmeticException.class);
    assertThat(vault.note().peek()).isEqualTo(LONG);
    assertThat(vault.gold().peek()).isZero();
    pool.transaction(j -> {
      var gold = vault.gold().lock(j);
      gold.set(1L);
      var savepoint = j.savepoint();
      gold.set(2L);
      var silver = vault.silver().lock(j);
      silver.set(3L);
      j.rollbackTo(savepoint);
      assertThat(gold.get()).isEqualTo(1);
      assertThat(silver.get()).isZero();
      assertThat(vault.silver().isLocked()).isTrue();
      silver.set(4L);
    });
    assertThat(vault.gold().peek()).isEqualTo(1);
    assertThat(vault.silver().peek()).isEqualTo(4);
  }

  @Test
  void guard_afterItsTransaction_onAnotherThread_orWithAnotherPool_throws() {
    List<PMutexGuard<Long, Vault>> kept = new ArrayList<>();
    PMutex<Long, Vault> loose = PMutex.of(1L);
    pool.transaction(j -> {
      kept.add(vault.gold().lock(j));
      kept.add(loose.lock(j));
      assertThatThrownBy(() -> CompletableFuture.runAsync(() -> kept.getFirst().set(1L)).join())
          .hasCauseInstanceOf(WrongThreadException.class);
      assertThatThrownBy(() -> CompletableFuture.runAsync(() -> vault.gold().lock(j)).join())
          .hasCauseInstanceOf(WrongThreadException.class);
    });
    for (PMutexGuard<Long, Vault> guard : kept) {
      assertThatThrownBy(guard::get).isInstanceOf(JournalEndedException.class);
      assertThatThrownBy(() -> guard.set(2L)).isInstanceOf(JournalEndedException.class);
      assertThatThrownBy(() -> guard.update(n -> n)).isInstanceOf(JournalEndedException.class);
      assertThat(guard).hasToString("PMutexGuard[over]");
    }
    try (Pool<Vault> other = Vault.inMemory()) {
      other.transaction(j -> {
        assertThatThrownBy(() -> vault.gold().lock(j)).isInstanceOf(WrongPoolException.class);
        assertThatThrownBy(() -> vault.gold().tryLock(j)).isInstanceOf(WrongPoolException.class);
      });
    }
  }

  @Test
  void e18_prototype_worksAsAMutex_andIsPlacedWithItsEntity() {
    Safe safe = Safe.of("a", 7);
    assertThatThrownBy(() ->
            pool.transaction(j -> {
              safe.coins().lock(j).set(8L);
              assertThat(safe.coins().isLocked()).isFalse();
              vault.safe().set(j, Optional.of(safe));
              safe.coins().lock(j).set(9L);
              assertThat(vault.safe().get().orElseThrow().coins().peek()).isEqualTo(9);
              assertThat(safe.coins().isLocked()).isTrue();
              throw new ArithmeticException();
            }))
        .isInstanceOf(ArithmeticException.class);
    assertThat(safe.coins().peek()).isEqualTo(7);
    Safe stored = Vault.store(pool, safe);
    assertThat(stored).isEqualTo(safe).hasSameHashCodeAs(safe);
    assertThat(stored.coins()).isNotEqualTo(vault.gold());
    assertThat(PMutex.of(1L)).isNotEqualTo(PMutex.of(1L));
    assertThatThrownBy(() ->
            pool.transaction(j -> {
              Safe fresh = Safe.of("b", 0);
              Safe mixed = new Safe("b", fresh.visits(), stored.coins(), fresh.list());
              vault.safe().set(j, Optional.of(mixed));
            }))
        .isInstanceOf(AlreadyOwnedException.class)
        .hasMessageContaining("coins");
  }

  @Test
  void e15_mutexOfARemovedEntity_isStale() {
    Safe safe = Vault.store(pool, Safe.of("a", 7));
    pool.transaction(j -> vault.safe().set(j, Optional.empty()));
    assertThatThrownBy(() -> safe.coins().peek()).isInstanceOf(StaleReferenceException.class);
    assertThatThrownBy(() -> safe.coins().isLocked()).isInstanceOf(StaleReferenceException.class);
    assertThatThrownBy(() -> pool.transaction(j -> safe.coins().lock(j)))
        .isInstanceOf(StaleReferenceException.class);
    assertThatThrownBy(() -> pool.transaction(j -> safe.coins().tryLock(j)))
        .isInstanceOf(StaleReferenceException.class);
    Safe next = Vault.store(pool, Safe.of("b", 8));
    assertThatThrownBy(() -> safe.coins().peek()).isInstanceOf(StaleReferenceException.class);
    assertThat(next.coins().peek()).isEqualTo(8);
  }

  @Test
  void entityInAMutex_isOwnedByIt_andMovesOut() {
    pool.transaction(j -> vault.inner().lock(j).set(Optional.of(Safe.of("a", 1))));
    Safe safe = vault.inner().peek().orElseThrow();
    pool.transaction(j -> safe.coins().lock(j).set(2L));
    pool.transaction(j -> vault.safe().set(j, vault.inner().lock(j).getAndSet(Optional.empty())));
    assertThat(vault.inner().peek()).isEmpty();
    assertThat(vault.safe().get().orElseThrow().coins()).isEqualTo(safe.coins());
    reopen();
    assertThat(vault.safe().get().orElseThrow().coins().peek()).isEqualTo(2);
    pool.transaction(j -> vault.inner().lock(j).set(vault.safe().getAndSet(j, Optional.empty())));
    Safe back = vault.inner().peek().orElseThrow();
    pool.transaction(j -> vault.inner().lock(j).set(Optional.empty()));
    assertThatThrownBy(() -> back.coins().peek()).isInstanceOf(StaleReferenceException.class);
  }

  @Test
  void valueOfAnotherType_throughRawTypes_rollsTheTransactionBack() {
    assertThatThrownBy(() ->
            pool.transaction(j -> {
              vault.silver().lock(j).set(1L);
              assertThatThrownBy(() -> raw(vault.gold().lock(j)).set("text"))
                  .isInstanceOf(ClassCastException.class);
            }))
        .isInstanceOf(ClassCastException.class);
    assertThat(vault.silver().peek()).isZero();
    assertThat(vault.gold().peek()).isZero();
    assertThat(vault.gold().isLocked()).isFalse();
    assertThatThrownBy(() -> pool.transaction(j -> raw(vault.gold().lock(j)).set(null)))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> PMutex.of(raw(null))).isInstanceOf(NullPointerException.class);
  }

  @SuppressWarnings("unchecked") // the misuse that is tested
  private static PMutexGuard<Object, Vault> raw(Object guard) {
    return (PMutexGuard<Object, Vault>) guard;
  }
}
