package dev.emery.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.CorruptPoolException;
import dev.emery.PoolException;
import dev.emery.cell.PLong;
import dev.emery.pool.Pool;
import dev.emery.pool.Pools;
import dev.emery.schema.TestPool;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What authors of structures get from a pool's memory, and what it refuses. */
final class MemoryTest {
  record Root(PLong<Root> number) {}

  private final TestPool<Root> pool = new TestPool<>(Root.class, new Root(PLong.of(0)));
  private final Memory memory = pool.memory();
  private final long at = Memory.payload(pool.rootBlock());

  @AfterEach
  void close() {
    pool.close();
  }

  /** The bytes of the pool at the moment: more cannot be loaded. */
  private long limit() {
    long low = at;
    long high = 1L << 40;
    while (low + 1 < high) {
      long middle = low + high >>> 1;
      if (isInside(middle)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low + 1;
  }

  private boolean isInside(long place) {
    try {
      byte unused = memory.getByte(place);
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }

  private void with(long word, Consumer<Journal<Root>> body) {
    pool.run(j -> {
      memory.setLong(j, pool.rootBlock(), at, word);
      body.accept(j);
      memory.setLong(j, pool.rootBlock(), at, 0);
    });
  }

  @Test
  void countThatThePoolCannotHold_isCorruption() {
    long most = limit() / 8;
    assertThat(limit()).isBetween(1L << 16, 1L << 24);
    for (long possible : new long[] {0, 1, most}) {
      with(
          possible,
          _ -> {
            assertThat(memory.getCount(at, 8)).isEqualTo((int) possible);
            assertThat(memory.getLongCount(at, 8)).isEqualTo(possible);
          });
    }
    for (int impossible : new int[] {-1, Integer.MIN_VALUE, (int) most + 1, Integer.MAX_VALUE}) {
      with(
          impossible,
          _ ->
              assertThatThrownBy(() -> memory.getCount(at, 8))
                  .isInstanceOf(CorruptPoolException.class)
                  .hasMessage(
                      "more than the pool can hold, place=0x%x, count=%d"
                          .formatted(at, impossible)));
    }
    // eight times the last one is a small number again
    for (long impossible : new long[] {-1, most + 1, limit() + 1, Long.MAX_VALUE, 1L << 61}) {
      with(
          impossible,
          _ ->
              assertThatThrownBy(() -> memory.getLongCount(at, 8))
                  .isInstanceOf(CorruptPoolException.class)
                  .hasMessage(
                      "more than the pool can hold, place=0x%x, count=%d"
                          .formatted(at, impossible)));
    }
  }

  @Test
  void scope_isThatOfThisThreadAndPool() {
    assertThat(memory.isInScope()).isFalse();
    try (TestPool<Root> other = new TestPool<>(Root.class, new Root(PLong.of(0)))) {
      pool.run(_ -> {
        assertThat(memory.isInScope()).isTrue();
        assertThat(other.memory().isInScope()).isFalse();
        assertThat(CompletableFuture.supplyAsync(memory::isInScope).join()).isFalse();
      });
    }
    memory.<Root, Boolean, RuntimeException>query(_ -> {
      assertThat(memory.isInScope()).isTrue();
      return true;
    });
    assertThat(memory.isInScope()).isFalse();
  }

  private Watch watch() {
    long stamp = memory.enter(pool.rootBlock(), true);
    assertThat(stamp).isNotNegative();
    assertThat(memory.exit(pool.rootBlock(), stamp)).isTrue();
    return memory.watch(pool.rootBlock(), stamp);
  }

  @Test
  void watch_isOfUseOutsideOfScopes_untilTheObjectChanges() {
    Watch watch = watch();
    assertThat(watch.begin()).isTrue();
    assertThat(watch.end()).isTrue();
    memory.<Root, Boolean, RuntimeException>query(_ -> {
      assertThat(watch.begin()).as("in a scope of the pool").isFalse();
      assertThat(CompletableFuture.supplyAsync(watch::begin).join()).as("beside one").isTrue();
      return true;
    });
    assertThat(watch.end()).isTrue();
    pool.run(j -> pool.root().number().set(j, 7));
    assertThat(watch.end()).isFalse();
    assertThat(watch().end()).isTrue();
  }

  @Test
  void doomedByAnError_everyLaterCallSaysSo() {
    Error failure = new StackOverflowError();
    assertThatThrownBy(() ->
            pool.run(j -> {
              Memory.doom(j, failure);
              assertThatThrownBy(() -> pool.root().number().set(j, 1))
                  .isInstanceOf(PoolException.class);
            }))
        .isInstanceOf(PoolException.class)
        .hasMessage("a change of the pool failed half-way: java.lang.StackOverflowError")
        .hasCause(failure);
    assertThat(pool.root().number().get()).isZero();
  }

  @Test
  void doomedByAnException_isThatException() {
    var failure = new ArithmeticException("half-way");
    assertThatThrownBy(() -> pool.run(j -> Memory.doom(j, failure))).isSameAs(failure);
  }

  @Test
  void savepointOfAnotherTransaction_isRefused() {
    Savepoint old = pool.compute(Journal::savepoint);
    pool.run(j -> {
      Savepoint own = j.savepoint();
      assertThatThrownBy(() -> j.rollbackTo(old))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("savepoint is not of this transaction");
      j.rollbackTo(own);
    });
  }

  @Test
  void savepointOfAnotherPoolsJournal_isRefused() {
    try (Pool<Root> a = Pool.inMemory(Root.class);
        Pool<Root> b = Pool.inMemory(Root.class)) {
      Pools.transaction(
          a,
          b,
          (j, k) -> {
            a.root().number().set(j, 1);
            b.root().number().set(k, 1);
            Savepoint ofA = j.savepoint();
            Savepoint ofB = k.savepoint();
            assertThatThrownBy(() -> k.rollbackTo(ofA))
                .isInstanceOf(IllegalArgumentException.class);
            k.rollbackTo(ofB);
          });
      assertThat(b.root().number().get()).isEqualTo(1);
    }
  }

  @Test
  void journalOfAnotherPool_isRefused() {
    try (TestPool<Root> other = new TestPool<>(Root.class, new Root(PLong.of(0)))) {
      other.run(j -> {
        assertThatThrownBy(() -> memory.setLong(j, pool.rootBlock(), at, 1))
            .isInstanceOf(PoolException.class);
        assertThatThrownBy(() -> memory.requireJournal(j)).isInstanceOf(PoolException.class);
      });
    }
    assertThat(memory.getLong(at)).isZero();
  }
}
