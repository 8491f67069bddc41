package dev.emery.collections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.Durability;
import dev.emery.PoolClosedException;
import dev.emery.StaleReferenceException;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Reads without boxes beside writers, and what handles keep of objects that rest. */
@Timeout(120)
class PrimitiveIsolationTest {
  private static final int SIZE = 5_000;

  @TempDir private Path folder;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private Pool<Numbers> pool;
  private PLongVec<Numbers> longs;
  private PLongLongMap<Numbers> counts;
  private PLongMap<String, Numbers> names;

  @BeforeEach
  void open() {
    var options = PoolOptions.defaults().lockWaitLimit(Duration.ofSeconds(20));
    pool = Pool.open(folder.resolve("numbers.pool"), Numbers.class, options);
    longs = pool.root().longs();
    counts = pool.root().counts();
    names = pool.root().names();
    pool.transaction(j -> {
      longs.addAll(j, LongStream.range(0, SIZE).toArray());
      for (long i = 0; i < SIZE; i++) {
        counts.put(j, i, i);
        names.put(j, i, "n" + i);
      }
    });
    rest();
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
    pool.close();
  }

  /** Reads often enough for the handles to keep all that they ever keep. */
  private void rest() {
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < SIZE; i++) {
        assertThat(longs.getLong(i)).isEqualTo(i);
        assertThat(counts.getLong(i)).isEqualTo(i);
        assertThat(names.get(i)).isEqualTo("n" + i);
      }
    }
  }

  @Test
  void change_isSeenInsideTheTransactionAndAfterIt() {
    pool.transaction(j -> {
      longs.set(j, 7, -7);
      counts.put(j, 7, -7);
      names.put(j, 7, "changed");
      assertSevenIsChanged();
    });
    assertSevenIsChanged();
  }

  @Test
  void growth_isSeenInsideTheTransaction() {
    pool.transaction(j -> {
      assertThat(longs.getLong(SIZE - 1)).isEqualTo(counts.getLong(SIZE - 1));
      longs.addAll(j, LongStream.range(SIZE, 3 * SIZE).toArray());
      for (long i = SIZE; i < 3 * SIZE; i++) {
        counts.put(j, i, i);
      }
      for (int i = 0; i < 3 * SIZE; i++) {
        assertThat(longs.getLong(i)).isEqualTo(i);
        assertThat(counts.getLong(i)).isEqualTo(i);
      }
    });
  }

  private void assertSevenIsChanged() {
    assertThat(longs.getLong(7)).isEqualTo(-7);
    assertThat(counts.getLong(7)).isEqualTo(-7);
    assertThat(names.get(7)).isEqualTo("changed");
  }

  @Test
  void change_byAnotherThread_isSeen() {
    CompletableFuture.runAsync(() ->
            pool.transaction(j -> {
              longs.removeLongAt(j, 0);
              counts.remove(j, 0);
              names.remove(j, 0);
            }))
        .join();
    assertThat(longs.getLong(0)).isEqualTo(1);
    assertThat(counts.getOrDefault(0, 77)).isEqualTo(77);
    assertThat(names.get(0)).isNull();
    assertThat(names.containsKey(0)).isFalse();
  }

  @Test
  void change_thatIsRolledBack_isNotSeen() {
    assertThatThrownBy(() ->
            pool.transaction(j -> {
              longs.clear(j);
              counts.clear(j);
              names.clear(j);
              throw new IllegalStateException("no");
            }))
        .hasMessage("no");
    rest();
  }

  @Test
  void e24_readsInATransaction_lock() {
    assertReadLocks(() -> longs.getLong(0), () -> pool.transaction(k -> longs.set(k, 0, 1)));
    assertReadLocks(() -> longs.sum(), () -> pool.transaction(k -> longs.add(k, 1)));
    assertReadLocks(() -> counts.getLong(0), () -> pool.transaction(k -> counts.addTo(k, 0, 1)));
    assertReadLocks(() -> counts.containsKey(0), () -> pool.transaction(k -> counts.remove(k, 0)));
    assertReadLocks(() -> names.get(0), () -> pool.transaction(k -> names.remove(k, 0)));
  }

  private void assertReadLocks(Runnable read, Runnable change) {
    List<CompletableFuture<Void>> changes = new ArrayList<>();
    pool.transaction(j -> {
      read.run();
      CompletableFuture<Void> changing = CompletableFuture.runAsync(change, threads);
      changes.add(changing);
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      assertThat(changing).isNotDone();
    });
    changes.forEach(CompletableFuture::join);
  }

  @Test
  void handle_ofAClosedPool_isRefused() {
    pool.close();
    assertThatThrownBy(() -> longs.getLong(7)).isInstanceOf(PoolClosedException.class);
    assertThatThrownBy(() -> counts.getLong(7)).isInstanceOf(PoolClosedException.class);
    assertThatThrownBy(() -> counts.containsKey(7)).isInstanceOf(PoolClosedException.class);
    assertThatThrownBy(() -> names.get(7)).isInstanceOf(PoolClosedException.class);
  }

  @Test
  void handle_ofARemovedVector_isStale() {
    pool.transaction(j -> pool.root().more().put(j, "a", PLongVec.of(1, 2, 3)));
    PLongVec<Numbers> vec = pool.root().more().get("a");
    for (int i = 0; i < 30; i++) {
      assertThat(vec.getLong(i % 3)).isEqualTo(i % 3 + 1);
    }
    pool.transaction(j -> pool.root().more().remove(j, "a"));
    assertThatThrownBy(() -> vec.getLong(0)).isInstanceOf(StaleReferenceException.class);
    assertThatThrownBy(() -> vec.toLongArray()).isInstanceOf(StaleReferenceException.class);
    pool.transaction(
        _ -> assertThatThrownBy(() -> vec.getLong(0)).isInstanceOf(StaleReferenceException.class));
  }

  /** Two writers move amounts to and fro; every reader sees the same sum, each in its own way. */
  @Test
  void e27_readersBesideWriters_seeOneState() {
    pool.transaction(j -> {
      longs.fill(j, 10);
      counts.clear(j);
      for (long i = 0; i < SIZE; i++) {
        counts.put(j, i, 10);
      }
    });
    long sum = 10L * SIZE;
    AtomicBoolean done = new AtomicBoolean();
    List<CompletableFuture<Void>> readers = new ArrayList<>();
    readers.add(reader(done, () -> assertThat(longs.sum()).isEqualTo(sum)));
    readers.add(reader(done, () -> assertThat(longs.longStream().sum()).isEqualTo(sum)));
    readers.add(reader(done, () -> assertThat(counts.valueStream().sum()).isEqualTo(sum)));
    readers.add(
        reader(
            done,
            () ->
                assertThat(counts.keyStream().distinct().count())
                    .isBetween((long) SIZE - 2, SIZE + 2L)));
    readers.add(reader(done, this::readSingly));
    List<CompletableFuture<Void>> writers = new ArrayList<>();
    for (int w = 0; w < 2; w++) {
      Random random = new Random(w);
      writers.add(CompletableFuture.runAsync(() -> move(random), threads));
    }
    try {
      writers.forEach(CompletableFuture::join);
    } finally {
      done.set(true);
    }
    readers.forEach(CompletableFuture::join);
    assertThat(pool.check().problems()).isEmpty();
  }

  private CompletableFuture<Void> reader(AtomicBoolean done, Runnable read) {
    return CompletableFuture.runAsync(
        () -> {
          do {
            read.run();
          } while (!done.get());
        },
        threads);
  }

  /** Single reads see values that were committed: the amounts are even. */
  private void readSingly() {
    for (int i = 0; i < SIZE; i++) {
      assertThat(longs.getLong(i) % 2).isZero();
      assertThat(counts.getOrDefault(i, 0) % 2).isZero();
    }
  }

  private void move(Random random) {
    for (int i = 0; i < 300; i++) {
      int from = random.nextInt(SIZE);
      int to = random.nextInt(SIZE);
      pool.transaction(
          Durability.RELAXED,
          j -> {
            longs.addTo(j, from, -1);
            longs.addTo(j, to, 1);
            longs.addTo(j, from, -1);
            longs.addTo(j, to, 1);
            long moved = counts.getAndRemove(j, from, 0);
            counts.addTo(j, to, moved - 2);
            counts.addTo(j, from, 2);
          });
    }
  }
}
