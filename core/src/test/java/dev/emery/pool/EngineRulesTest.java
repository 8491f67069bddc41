package dev.emery.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.Durability;
import dev.emery.PoolBrokenException;
import dev.emery.StaleReferenceException;
import dev.emery.cell.PCell;
import dev.emery.cell.PLong;
import dev.emery.pool.Bank.Account;
import dev.emery.pool.Bank.Node;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rules of the engine that show only at its edges: broken media, growth, aborts beside commits. */
@Timeout(120)
class EngineRulesTest {
  @TempDir private Path folder;
  private final FaultyMedium medium = FaultyMedium.healthy();

  private Pool<Bank> open() {
    return Pool.open(
        folder.resolve("bank.pool"),
        Bank.class,
        Bank::initial,
        PoolOptions.defaults().medium(medium));
  }

  private static void push(Bank bank, Pool<Bank> pool, int count) {
    pool.transaction(j -> {
      for (int i = 0; i < count; i++) {
        bank.head().set(j, Optional.of(new Node(i, PCell.of(PCell.take(bank.head(), j)))));
      }
    });
  }

  @Test
  void e8_readOnlySyncTransaction_waitsForWhatItSaw() {
    Pool<Bank> pool = open();
    Bank bank = pool.root();
    pool.transaction(Durability.RELAXED, j -> bank.total().set(j, 1));
    medium.breakDown("sync");
    assertThatThrownBy(() -> pool.transaction(j -> assertThat(bank.total().get()).isEqualTo(1)))
        .isInstanceOf(PoolBrokenException.class);
    pool.close();
  }

  @Test
  void e8_afterAFailedSync_everyCallThrows_readsIncluded() {
    Pool<Bank> pool = open();
    Bank bank = pool.root();
    pool.transaction(j -> bank.total().set(j, 1));
    medium.breakDown("sync");
    assertThatThrownBy(() -> pool.transaction(j -> bank.total().set(j, 2)))
        .isInstanceOf(PoolBrokenException.class)
        .hasMessageContaining("planted failure of sync");
    assertThatThrownBy(() -> bank.total().get()).isInstanceOf(PoolBrokenException.class);
    assertThatThrownBy(() -> pool.query(r -> bank.total().get()))
        .isInstanceOf(PoolBrokenException.class);
    assertThatThrownBy(() -> pool.transaction(Durability.RELAXED, j -> {}))
        .isInstanceOf(PoolBrokenException.class);
    assertThatThrownBy(pool::check).isInstanceOf(PoolBrokenException.class);
    assertThat(pool.isOpen()).isFalse();
    pool.close();
    medium.breakDown("nothing");
    try (Pool<Bank> again = open()) {
      assertThat(again.root().total().get()).isIn(1L, 2L);
      assertThat(again.check().problems()).isEmpty();
    }
  }

  @Test
  void e8_afterAFailedCheckpoint_everyCallThrows_readsIncluded() {
    Pool<Bank> pool = open();
    Bank bank = pool.root();
    pool.transaction(j -> bank.total().set(j, 1));
    medium.breakDown("write");
    assertThatThrownBy(pool::checkpoint).isInstanceOf(PoolBrokenException.class);
    assertThat(pool.isOpen()).isFalse();
    assertThatThrownBy(() -> bank.total().get()).isInstanceOf(PoolBrokenException.class);
    assertThatThrownBy(() -> pool.query(r -> bank.total().get()))
        .isInstanceOf(PoolBrokenException.class);
    pool.close();
    medium.breakDown("nothing");
    try (Pool<Bank> again = open()) {
      assertThat(again.root().total().get()).isEqualTo(1);
      assertThat(again.check().problems()).isEmpty();
    }
  }

  @Test
  void e37_nestedSyncInsideRelaxed_makesTheWholeSync() {
    Pool<Bank> pool = open();
    Bank bank = pool.root();
    pool.transaction(j -> bank.total().set(j, 1));
    medium.breakDown("sync");
    pool.transaction(Durability.RELAXED, j -> bank.total().set(j, 2));
    assertThatThrownBy(() ->
            pool.transaction(
                Durability.RELAXED,
                j -> pool.transaction(Durability.SYNC, k -> bank.total().set(k, 3))))
        .isInstanceOf(PoolBrokenException.class);
    pool.close();
  }

  @Test
  void e23_inMemoryPool_growsAtTheGateAndTheBodyIsRunAgain() {
    try (Pool<Bank> pool = Bank.inMemory()) {
      int[] runs = new int[1];
      pool.transaction(j -> {
        runs[0]++;
        push(pool.root(), pool, 60_000);
      });
      assertThat(runs[0]).isGreaterThan(1);
      int length = 0;
      for (Optional<Node> n = pool.root().head().get(); n.isPresent(); n = n.get().next().get()) {
        length++;
      }
      assertThat(length).isEqualTo(60_000);
      assertThat(pool.check().problems()).isEmpty();
    }
  }

  @Test
  void e2_abortBesideACommit_undoesNothingOfTheOther() throws InterruptedException {
    try (Pool<Bank> pool = Bank.inMemory()) {
      List<Thread> threads = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        boolean first = t % 2 == 0;
        threads.add(
            Thread.ofPlatform()
                .start(() -> {
                  PCell<Optional<Account>, Bank> place =
                      first ? pool.root().first() : pool.root().second();
                  for (int i = 0; i < 500; i++) {
                    storeAndPerhapsFail(pool, place, i);
                  }
                }));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(pool.check().problems()).isEmpty();
    }
  }

  private static void storeAndPerhapsFail(
      Pool<Bank> pool, PCell<Optional<Account>, Bank> place, int i) {
    try {
      pool.transaction(j -> {
        place.set(j, Optional.of(Account.of("somebody with a rather long name " + i, i)));
        if (i % 3 == 0) {
          throw new IllegalStateException("abort");
        }
      });
    } catch (IllegalStateException e) {
      assertThat(e).hasMessage("abort");
    }
  }

  @Test
  void e15_handleToAnAbortedAllocation_isUnplacedAndOthersAreStale() {
    try (Pool<Bank> pool = Bank.inMemory()) {
      Bank bank = pool.root();
      List<PLong<Bank>> read = new ArrayList<>();
      assertThatThrownBy(() ->
              pool.transaction(j -> {
                bank.first().set(j, Optional.of(Account.of("ada", 1)));
                read.add(bank.first().get().orElseThrow().cents());
                throw new IllegalStateException();
              }))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> read.getFirst().get()).isInstanceOf(StaleReferenceException.class);
    }
  }

  @Test
  void e20_cells_compareByPlace_andRecordsByComponents() {
    try (Pool<Bank> pool = Bank.inMemory()) {
      Bank bank = pool.root();
      pool.transaction(j -> bank.first().set(j, Optional.of(Account.of("ada", 1))));
      Account once = bank.first().get().orElseThrow();
      Account twice = bank.first().get().orElseThrow();
      assertThat(once).isEqualTo(twice).hasSameHashCodeAs(twice);
      assertThat(once.cents()).isNotEqualTo(PLong.of(1));
      assertThat(PLong.of(1)).isNotEqualTo(PLong.of(1));
    }
  }

  @Test
  void fileCutUnderAnOpenPool_breaksItByATypedException() throws IOException {
    try (Pool<Bank> pool = open()) {
      push(pool.root(), pool, 50_000);
    }
    Pool<Bank> pool = open();
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve("bank.pool").toFile(), "rw")) {
      file.setLength(1 << 17);
    }
    assertThatThrownBy(
            () -> {
              for (Optional<Node> n = pool.root().head().get(); n.isPresent(); ) {
                n = n.get().next().get();
              }
            })
        .isInstanceOf(PoolBrokenException.class);
    assertThat(pool.isOpen()).isFalse();
    pool.close();
  }
}
