package dev.emery.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.Durability;
import dev.emery.StaleReferenceException;
import dev.emery.TransactionConflictException;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import dev.emery.sync.Vault.Safe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A mutex between threads: it keeps others out of its value, and out of nothing else. */
@Timeout(60)
final class PMutexThreadsTest {
  @TempDir Path directory;
  private Pool<Vault> pool;
  private Vault vault;

  @BeforeEach
  void open() {
    open(Duration.ofMillis(200));
  }

  private void open(Duration lockWaitLimit) {
    pool =
        Vault.open(
            directory.resolve("vault.pool"),
            PoolOptions.defaults().durability(Durability.RELAXED).lockWaitLimit(lockWaitLimit));
    vault = pool.root();
  }

  @AfterEach
  void close() {
    assertThat(pool.check().problems()).isEmpty();
    pool.close();
  }

  @Test
  void heldMutex_keepsOthersOut_butNotOfTheRestOfItsEntity() {
    try (var _ = new Holder(pool, j -> vault.gold().lock(j).set(1L))) {
      assertThat(vault.gold().isLocked()).isTrue();
      pool.transaction(j -> {
        assertThat(vault.gold().tryLock(j)).isEmpty();
        vault.beside().set(j, 5);
        vault.silver().lock(j).set(6L);
      });
      assertThat(vault.beside().get()).isEqualTo(5);
      assertThat(vault.silver().peek()).isEqualTo(6);
      assertThatThrownBy(() -> pool.transaction(j -> vault.gold().lock(j)))
          .isInstanceOf(TransactionConflictException.class)
          .hasMessageContaining("limit=200 ms");
    }
    assertThat(vault.gold().peek()).isEqualTo(1);
  }

  @Test
  void writerOfTheEntity_keepsNobodyOutOfItsMutex() {
    try (var _ = new Holder(pool, j -> vault.beside().set(j, 5))) {
      pool.transaction(j -> vault.gold().lock(j).set(1L));
      assertThat(vault.gold().peek()).isEqualTo(1);
    }
  }

  @Test
  void rollbackBesideAMutex_restoresNothingOfIt() {
    try (var _ = new Holder(pool, j -> vault.sealed().lock(j).set(true))) {
      assertThatThrownBy(() ->
              pool.transaction(j -> {
                vault.beside().set(j, 5);
                vault.silver().lock(j).set(7L);
                vault.note().lock(j).set("changed");
                throw new ArithmeticException();
              }))
          .isInstanceOf(ArithmeticException.class);
    }
    assertThat(vault.sealed().peek()).isTrue();
    assertThat(vault.silver().peek()).isZero();
    assertThat(vault.note().peek()).isEmpty();
  }

  @Test
  void peek_besideAHolder_seesOnlyWhatWasCommitted() throws InterruptedException {
    var read = new AtomicReference<Long>();
    Thread reader;
    try (var _ = new Holder(pool, j -> vault.gold().lock(j).set(1L))) {
      reader = Thread.ofPlatform().start(() -> read.set(vault.gold().peek()));
      assertThat(reader.join(Duration.ofMillis(50))).isFalse();
      assertThat(read.get()).isNull();
    }
    reader.join();
    assertThat(read.get()).isEqualTo(1);
  }

  @Test
  void peekInARead_holdsTheValueToItsEnd() {
    pool.read(r -> {
      assertThat(vault.gold().peek()).isZero();
      assertThat(vault.gold().isLocked()).isFalse();
      try (var _ =
          new Holder(
              pool,
              j -> {
                assertThat(vault.gold().tryLock(j)).isEmpty();
                assertThat(vault.silver().tryLock(j)).isPresent();
              })) {
        assertThat(vault.silver().isLocked()).isTrue();
      }
    });
  }

  @Test
  void e24_twoMutexesInOppositeOrder_oneIsRunAgain() throws Exception {
    var barrier = new CyclicBarrier(2);
    var runs = new AtomicInteger();
    var patient = Vault.inMemory();
    Vault two = patient.root();
    Thread[] threads = new Thread[2];
    for (int t = 0; t < 2; t++) {
      boolean forth = t == 0;
      threads[t] =
          Thread.ofPlatform()
              .start(() ->
                  patient.transaction(j -> {
                    int run = runs.incrementAndGet();
                    (forth ? two.gold() : two.silver()).lock(j).update(n -> n + 1);
                    if (run <= 2) {
                      awaitQuietly(barrier);
                    }
                    (forth ? two.silver() : two.gold()).lock(j).update(n -> n + 1);
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(runs).hasValue(3);
    assertThat(two.gold().peek()).isEqualTo(2);
    assertThat(two.silver().peek()).isEqualTo(2);
    patient.close();
  }

  private static void awaitQuietly(CyclicBarrier barrier) {
    try {
      barrier.await(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void e16_entityOfAHeldMutex_isNotFreedBeforeTheHolderEnds() {
    Safe safe = Vault.store(pool, Safe.of("a", 1));
    try (var _ = new Holder(pool, j -> safe.coins().lock(j).set(2L))) {
      pool.transaction(j -> vault.safe().set(j, Optional.empty()));
      for (int i = 0; i < 20; i++) {
        Vault.store(pool, Safe.of("other", 100 + i)); // would take the block if it were free
      }
      assertThat(safe.visits().get()).as("the entity still exists").isZero();
    }
    for (int i = 0; i < 5; i++) {
      pool.transaction(j -> vault.beside().add(j, 1)); // each takes dropped objects apart
    }
    assertThatThrownBy(() -> safe.coins().peek()).isInstanceOf(StaleReferenceException.class);
    assertThat(vault.safe().get().orElseThrow().coins().peek()).isEqualTo(119);
  }

  @Test
  void e16_dropOfAnEntityWithAHeldMutex_waitsForNobody() {
    PoolOptions patient = PoolOptions.defaults().lockWaitLimit(Duration.ofSeconds(15));
    try (Pool<Vault> other = Vault.open(directory.resolve("patient.pool"), patient)) {
      Safe safe = Vault.store(other, Safe.of("a", 1));
      long start = System.nanoTime();
      try (var _ = new Holder(other, j -> safe.coins().lock(j).set(2L))) {
        other.transaction(j -> other.root().safe().set(j, Optional.empty()));
        other.transaction(j -> other.root().beside().set(j, 1));
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
      assertThat(other.check().problems()).isEmpty();
    }
  }

  @Test
  void valueThatLooksLikeTheHeaderOfAFreshBlock_isLockedAllTheSame() {
    PMutex<Long, Vault> account = Vault.open(pool, 1).getFirst();
    for (long number = 1; number < 64; number++) {
      pool.transaction(j -> account.lock(j).set(64L << 32 | 1 << 24));
      pool.transaction(j -> {
        vault.safe().set(j, Optional.of(Safe.of("fresh", 0))); // the 64th that allocates
        account.lock(j);
        assertThat(account.isLocked()).isTrue();
      });
    }
  }

  @Test
  void e27_peekWhileEntitiesComeAndGo_isAValueOfTheMutexOrStale() throws InterruptedException {
    pool.close();
    open(Duration.ofMinutes(1)); // a busy machine is no conflict
    AtomicBoolean done = new AtomicBoolean();
    AtomicReference<Safe> present = new AtomicReference<>(Vault.store(pool, Safe.of("a", 0)));
    AtomicReference<Throwable> wrong = new AtomicReference<>();
    Thread reader =
        Thread.ofPlatform()
            .start(() -> {
              while (!done.get() && wrong.get() == null) {
                Safe safe = present.get();
                try {
                  assertThat(safe.coins().peek()).isEqualTo(Long.parseLong(safe.label(), 36) - 10);
                } catch (StaleReferenceException e) {
                  Thread.onSpinWait(); // removed meanwhile
                } catch (Throwable e) {
                  wrong.set(e);
                }
              }
            });
    for (int i = 0; i < 20_000 && wrong.get() == null; i++) {
      long coins = i % 1000;
      present.set(Vault.store(pool, Safe.of(Long.toString(coins + 10, 36), coins)));
    }
    done.set(true);
    reader.join();
    assertThat(wrong.get()).isNull();
  }
}
