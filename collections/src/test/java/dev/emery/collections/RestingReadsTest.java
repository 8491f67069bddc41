package dev.emery.collections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.PoolBrokenException;
import dev.emery.PoolClosedException;
import dev.emery.StaleReferenceException;
import dev.emery.TransactionConflictException;
import dev.emery.medium.Medium;
import dev.emery.medium.MediumFile;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import dev.emery.structure.Anchor;
import dev.emery.transaction.Memory;
import dev.emery.transaction.Watch;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Handles keep what they read of an object for as long as it rests, and reads rely on it. Each test
 * ends the rest in one way, which the next read has to see.
 */
class RestingReadsTest {
  private static final int SIZE = 2_000;

  record Root(
      PHashMap<Long, Long, Root> map,
      PVec<Long, Root> vec,
      PVec<PVec<Long, Root>, Root> vecs,
      PVec<PHashMap<Long, Long, Root>, Root> maps) {}

  @TempDir Path directory;
  private Pool<Root> pool;
  private PHashMap<Long, Long, Root> map;
  private PVec<Long, Root> vec;
  private volatile boolean broken;

  @BeforeEach
  void open() {
    var options = PoolOptions.defaults().lockWaitLimit(Duration.ofMillis(100)).medium(medium());
    pool = Pool.open(directory.resolve("resting.pool"), Root.class, options);
    pool.transaction(j -> {
      pool.root().vecs().add(j, new PVec<>());
      pool.root().maps().add(j, new PHashMap<>());
    });
    vec = pool.root().vecs().get(0);
    map = pool.root().maps().get(0);
    pool.transaction(j -> {
      for (long i = 0; i < SIZE; i++) {
        vec.add(j, i);
        map.put(j, i, i);
      }
    });
    rest();
  }

  /** The file system, whose syncs fail from when {@link #broken} says so. */
  private Medium medium() {
    return failing(Medium.class, Medium.files());
  }

  private <T> T failing(Class<T> type, T real) {
    Object proxy =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) -> {
              if (broken && method.getName().equals("sync")) {
                throw new IOException("planted failure of sync");
              }
              try {
                Object result = method.invoke(real, arguments);
                return result instanceof MediumFile file ? failing(MediumFile.class, file) : result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
    return type.cast(proxy);
  }

  /** Reads often enough for the handles to keep all that they ever keep. */
  private void rest() {
    for (int round = 0; round < 3; round++) {
      for (long i = 0; i < SIZE; i++) {
        assertThat(vec.get((int) i)).isEqualTo(i);
        assertThat(map.get(i)).isEqualTo(i);
      }
    }
  }

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void change_isSeenInsideTheTransactionAndAfterIt() {
    pool.transaction(j -> {
      vec.set(j, 7, -7L);
      map.put(j, 7L, -7L);
      assertThat(vec.get(7)).isEqualTo(-7);
      assertThat(map.get(7L)).isEqualTo(-7);
    });
    assertThat(vec.get(7)).isEqualTo(-7);
    assertThat(map.get(7L)).isEqualTo(-7);
  }

  @Test
  void change_thatIsRolledBack_isNotSeen() {
    assertThatThrownBy(() ->
            pool.transaction(j -> {
              vec.clear(j);
              map.clear(j);
              throw new IllegalStateException("no");
            }))
        .hasMessage("no");
    rest();
  }

  @Test
  void change_byAnotherThread_isSeen() {
    CompletableFuture.runAsync(() ->
            pool.transaction(j -> {
              vec.removeAt(j, 0);
              map.remove(j, 0L);
            }))
        .join();
    assertThat(vec.get(0)).isEqualTo(1);
    assertThat(map.get(0L)).isNull();
  }

  @Test
  void e24_readInsideATransaction_locks() {
    pool.transaction(j -> {
      assertThat(vec.get(7)).isEqualTo(7);
      assertThat(map.get(7L)).isEqualTo(7);
      assertRefused(() -> pool.transaction(k -> vec.set(k, 7, 0L)));
      assertRefused(() -> pool.transaction(k -> map.put(k, 7L, 0L)));
    });
  }

  /** What watches the map from now on. */
  private Watch watch() {
    Anchor anchor = map.entries().anchor();
    Memory m = Objects.requireNonNull(anchor.memory());
    long stamp = m.enter(anchor.block(), true);
    assertThat(m.exit(anchor.block(), stamp)).isTrue();
    return m.watch(anchor.block(), stamp);
  }

  @Test
  void watch_ofAnObjectAtRest_holds() {
    Watch watch = watch();
    assertThat(watch.begin()).isTrue();
    assertThat(watch.end()).isTrue();
  }

  @Test
  void e27_writerDuringARead_endsIt() {
    Watch watch = watch();
    assertThat(watch.begin()).isTrue();
    pool.transaction(j -> {
      map.put(j, 1L, 1L);
      assertThat(watch.end()).isFalse();
    });
    assertThat(watch.end()).isFalse();
  }

  @Test
  void e24_scopeOfThisThreadOnly_keepsReadsFromBeginning() {
    Watch watch = watch();
    pool.read(r -> {
      assertThat(watch.begin()).isFalse();
      assertThat(CompletableFuture.supplyAsync(watch::begin).join()).isTrue();
    });
    assertThat(watch.begin()).isTrue();
  }

  private static void assertRefused(Runnable change) {
    assertThatThrownBy(() -> CompletableFuture.runAsync(change).join())
        .hasCauseInstanceOf(TransactionConflictException.class);
  }

  @Test
  void handle_ofARemovedObject_isStale() {
    pool.transaction(j -> {
      pool.root().vecs().clear(j);
      pool.root().maps().clear(j);
    });
    assertThatThrownBy(() -> vec.get(7)).isInstanceOf(StaleReferenceException.class);
    assertThatThrownBy(() -> map.get(7L)).isInstanceOf(StaleReferenceException.class);
  }

  @Test
  void handle_ofAClosedPool_isRefused() {
    pool.close();
    assertThatThrownBy(() -> vec.get(7)).isInstanceOf(PoolClosedException.class);
    assertThatThrownBy(() -> map.get(7L)).isInstanceOf(PoolClosedException.class);
  }

  @Test
  void e8_handle_ofABrokenPool_isRefused() {
    broken = true;
    assertThatThrownBy(() -> pool.transaction(j -> vec.set(j, 0, 1L)))
        .isInstanceOf(PoolBrokenException.class);
    assertThatThrownBy(() -> map.get(7L)).isInstanceOf(PoolBrokenException.class);
    assertThatThrownBy(() -> vec.get(7)).isInstanceOf(PoolBrokenException.class);
  }

  @Test
  void wrongIndexesAndKeys_areRefusedAsEver() {
    assertThatThrownBy(() -> vec.get(SIZE)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> vec.get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(map.get("7")).isNull();
    assertThat(map.get((long) SIZE)).isNull();
  }
}
