package dev.emery.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.Durability;
import dev.emery.PoolClosedException;
import dev.emery.cell.PCell;
import dev.emery.pool.Bank.Account;
import dev.emery.pool.Bank.Node;
import dev.emery.pool.Census.TypeCount;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a pool says about itself: statistics and census. */
@Timeout(60)
final class StatisticsTest {
  private static final String LONG = "a text that is too long for a slot. ".repeat(10);

  @TempDir Path directory;

  private Pool<Bank> open(PoolOptions options) {
    return Pool.open(directory.resolve("bank.pool"), Bank.class, Bank::initial, options);
  }

  private static void push(Pool<Bank> pool, int count) {
    PCell<Optional<Node>, Bank> head = pool.root().head();
    pool.transaction(j -> {
      for (int i = 0; i < count; i++) {
        head.set(j, Optional.of(new Node(i, PCell.of(PCell.take(head, j)))));
      }
    });
  }

  @Test
  void bytes_addUpToTheFile_andBoundWhatMayCome() {
    try (Pool<Bank> pool = open(PoolOptions.defaults().maximumSize(64 << 20))) {
      push(pool, 1000);
      PoolStatistics s = pool.statistics();
      assertThat(s.usedBytes() + s.reservedBytes() + s.overheadBytes() + s.freeBytes())
          .isEqualTo(s.fileBytes());
      assertThat(s.fileBytes()).isEqualTo(directory.resolve("bank.pool").toFile().length());
      assertThat(s.maximumBytes()).isEqualTo(64 << 20);
      assertThat(s.availableBytes())
          .isEqualTo(s.maximumBytes() - s.usedBytes() - s.overheadBytes() - s.reservedBytes());
      assertThat(s.blocks()).isGreaterThan(1000);
      assertThat(s.journalBytes()).isPositive();
      assertThat(s.changedBytes()).isPositive();
      pool.checkpoint();
      assertThat(pool.statistics().journalBytes()).isZero();
    }
  }

  @Test
  void reservedBytes_areThoseOfARunningTransaction() {
    try (Pool<Bank> pool = Bank.inMemory()) {
      long used = pool.statistics().usedBytes();
      pool.transaction(j -> {
        pool.root().note().set(j, LONG.repeat(100));
        assertThat(pool.statistics().reservedBytes()).isGreaterThan(36_000);
        assertThat(pool.statistics().usedBytes()).isEqualTo(used);
      });
      assertThat(pool.statistics().reservedBytes()).isZero();
      assertThat(pool.statistics().usedBytes()).isGreaterThan(used + 36_000);
    }
  }

  @Test
  void transactions_areCountedByTheirEnd_sinceTheOpening() {
    try (Pool<Bank> pool = open(PoolOptions.defaults())) {
      assertEnds(pool, 0, 0, 0);
      pool.transaction(j -> {});
      pool.transaction(j -> pool.transaction(k -> pool.root().total().add(k, 1)));
      assertThatThrownBy(() ->
              pool.transaction(j -> {
                pool.root().total().add(j, 1);
                throw new IllegalStateException("mine");
              }))
          .hasMessage("mine");
      assertEnds(pool, 2, 1, 0);
    }
    try (Pool<Bank> pool = open(PoolOptions.defaults())) {
      assertEnds(pool, 0, 0, 0);
    }
  }

  @Test
  void transaction_thatGrowsThePool_isCountedAsRunAgain() {
    try (Pool<Bank> pool = Bank.inMemory()) {
      push(pool, 50_000);
      PoolStatistics s = pool.statistics();
      assertThat(s.rerun()).isPositive();
      assertThat(s.committed()).isEqualTo(1);
      assertThat(s.rolledBack()).isZero();
    }
  }

  private static void assertEnds(Pool<Bank> pool, long committed, long rolledBack, long rerun) {
    PoolStatistics s = pool.statistics();
    assertThat(s.committed()).as("committed").isEqualTo(committed);
    assertThat(s.rolledBack()).as("rolled back").isEqualTo(rolledBack);
    assertThat(s.rerun()).as("run again").isEqualTo(rerun);
  }

  /** A drop waits for nobody: while a reader holds the second node, the first stays queued. */
  @Test
  void queuedObjects_areThoseThatCouldNotBeTakenApartYet() throws Exception {
    try (Pool<Bank> pool = Bank.inMemory();
        var threads = Executors.newSingleThreadExecutor()) {
      push(pool, 2);
      Node second = pool.root().head().get().orElseThrow().next().get().orElseThrow();
      var locked = new CountDownLatch(1);
      var release = new CountDownLatch(1);
      var reader =
          threads.submit(() -> {
            pool.read(r -> {
              assertThat(second.next().get()).isEmpty();
              locked.countDown();
              release.await();
            });
            return null;
          });
      locked.await();
      pool.transaction(j -> pool.root().head().set(j, Optional.empty()));
      assertThat(pool.statistics().queuedObjects()).isEqualTo(1);
      release.countDown();
      reader.get();
      for (int i = 0; pool.statistics().queuedObjects() > 0; i++) {
        assertThat(i).as("transactions that take apart on the way").isLessThan(1000);
        pool.transaction(j -> pool.root().total().add(j, 1));
      }
    }
  }

  /** Readers of statistics are inside the gate, so they never meet a mapping that is closed. */
  @Test
  void statistics_besideSwaps_neverFail() throws Exception {
    PoolOptions little =
        PoolOptions.defaults()
            .durability(Durability.RELAXED)
            .checkpointThreshold(64 << 10)
            .memoryLimit(64 << 10);
    try (Pool<Bank> pool = open(little);
        var threads = Executors.newSingleThreadExecutor()) {
      var stop = new AtomicBoolean();
      var asked =
          threads.submit(() -> {
            long times = 0;
            while (!stop.get()) {
              assertThat(pool.statistics().usedBytes()).isPositive();
              times++;
            }
            return times;
          });
      try {
        for (int i = 0; i < 200; i++) {
          push(pool, 100);
        }
      } finally {
        stop.set(true);
      }
      assertThat(asked.get()).isPositive();
    }
  }

  @Test
  void closedPool_hasNoStatistics() {
    Pool<Bank> pool = Bank.inMemory();
    pool.close();
    assertThatThrownBy(pool::statistics).isInstanceOf(PoolClosedException.class);
    assertThatThrownBy(pool::census).isInstanceOf(PoolClosedException.class);
    assertThatThrownBy(() -> pool.footprint(Bank.initial()))
        .isInstanceOf(PoolClosedException.class);
  }

  @Test
  void census_countsObjectsByTypes_andEveryUsedByte() {
    try (Pool<Bank> pool = open(PoolOptions.defaults())) {
      push(pool, 300);
      pool.transaction(j -> {
        pool.root().first().set(j, Optional.of(Account.of("ada", 1)));
        pool.root().second().set(j, Optional.of(Account.of(LONG, 2)));
        pool.root().note().set(j, LONG);
      });
      Census census = pool.census();
      assertThat(census.types())
          .extracting(TypeCount::type)
          .containsExactly("Node", "Account", "Bank");
      assertThat(census.types()).extracting(TypeCount::objects).containsExactly(300L, 2L, 1L);
      assertThat(census.types()).extracting(TypeCount::parts).containsExactly(0L, 1L, 1L);
      assertThat(census.objects()).isEqualTo(303);
      assertThat(census.queuedObjects()).isZero();
      assertThat(census.bytes()).isEqualTo(pool.statistics().usedBytes());
      assertThat(pool.check().problems()).isEmpty();
    }
  }

  @Test
  void census_insideABody_throws() {
    try (Pool<Bank> pool = Bank.inMemory()) {
      assertThatThrownBy(() -> pool.read(r -> pool.census()))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void footprint_ofTheRoot_isWhatTheCensusCounts() {
    try (Pool<Bank> pool = Bank.inMemory()) {
      push(pool, 5000);
      pool.transaction(j -> pool.root().note().set(j, LONG));
      Census census = pool.census();
      assertThat(pool.footprint(pool.root())).isEqualTo(census.bytes() - census.poolBytes());
    }
  }

  @Test
  void footprint_ofAnEntity_isItsBlockAndItsTexts() {
    try (Pool<Bank> pool = Bank.inMemory()) {
      Account shortName = Account.of("ada", 1);
      assertThat(pool.footprint(shortName)).as("prototype").isZero();
      pool.transaction(j -> {
        pool.root().first().set(j, Optional.of(shortName));
        pool.root().second().set(j, Optional.of(Account.of(LONG, 2)));
        assertThat(pool.footprint(shortName)).as("before its commit").isEqualTo(48);
      });
      assertThat(pool.footprint(shortName)).isEqualTo(48); // header 16, name 16, cents 8, rounded
      assertThat(pool.footprint(pool.root().second().get().orElseThrow())).isGreaterThan(48 + 360);
    }
  }

  @Test
  void footprint_ofWhatIsNoObject_isRefused() {
    try (Pool<Bank> pool = Bank.inMemory();
        Pool<Bank> other = Bank.inMemory()) {
      assertThatThrownBy(() -> pool.footprint("text"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("neither an entity nor a collection of this pool, class=java.lang.String");
      assertThatThrownBy(() -> pool.footprint(other.root()))
          .isInstanceOf(dev.emery.WrongPoolException.class);
      pool.transaction(j -> pool.root().first().set(j, Optional.of(Account.of("ada", 1))));
      Account ada = pool.root().first().get().orElseThrow();
      pool.transaction(j -> pool.root().first().set(j, Optional.empty()));
      assertThatThrownBy(() -> pool.footprint(ada))
          .isInstanceOf(dev.emery.StaleReferenceException.class);
    }
  }
}
