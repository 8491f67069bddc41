package dev.emery.heap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
final class HeapConcurrencyTest {
  private static final int THREADS = 8;
  private static final int TRANSACTIONS = 400;

  private static List<Long> worker(HeapPool pool, long seed, Set<Long> inUse) {
    Random random = new Random(seed);
    List<Long> live = new ArrayList<>();
    for (int i = 0; i < TRANSACTIONS; i++) {
      HeapPool.Transaction transaction = pool.begin();
      List<Long> fresh = new ArrayList<>();
      List<Long> freed = new ArrayList<>();
      for (int k = 0; k < 12; k++) {
        if (random.nextInt(500) >= live.size()) {
          long block = transaction.allocate((long) Math.pow(2, random.nextDouble() * 15));
          assertThat(inUse.add(block)).isTrue();
          fresh.add(block);
        } else {
          long block = live.remove(random.nextInt(live.size()));
          transaction.free(block);
          freed.add(block);
        }
      }
      if (random.nextInt(5) == 0) {
        inUse.removeAll(fresh);
        live.addAll(freed);
        transaction.abort();
      } else {
        live.addAll(fresh);
        transaction.place();
        freed.forEach(inUse::remove);
        transaction.release();
      }
    }
    return live;
  }

  private static List<Long> runAll(ExecutorService executor, HeapPool pool)
      throws InterruptedException, ExecutionException {
    Set<Long> inUse = ConcurrentHashMap.newKeySet();
    List<Callable<List<Long>>> workers = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      long seed = t;
      workers.add(() -> worker(pool, seed, inUse));
    }
    List<Long> live = new ArrayList<>();
    for (Future<List<Long>> future : executor.invokeAll(workers)) {
      live.addAll(future.get());
    }
    assertThat(inUse).containsExactlyInAnyOrderElementsOf(live);
    return live;
  }

  @Test
  void transactions_manyThreads_neverShareABlock() throws Exception {
    try (HeapPool pool = new HeapPool(128 << 20);
        ExecutorService executor = Executors.newFixedThreadPool(THREADS)) {
      List<Long> live = runAll(executor, pool);
      assertThat(pool.checkedBlocks()).containsExactlyInAnyOrderElementsOf(live);
      assertThat(pool.heap().statistics().reserved()).isZero();
      HeapPool.Transaction last = pool.begin();
      live.forEach(last::free);
      last.commit();
      assertThat(pool.heap().statistics().used()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {64, 20_000})
  void reservations_ofOneSize_neverShareABlock(long bytes) throws Exception {
    try (HeapPool pool = new HeapPool(8 << 20);
        ExecutorService executor = Executors.newFixedThreadPool(4)) {
      AtomicIntegerArray owners = new AtomicIntegerArray(1 << 19);
      List<Callable<Boolean>> workers = new ArrayList<>();
      for (int t = 1; t <= 4; t++) {
        int owner = t;
        workers.add(() -> reserveAndCancel(pool.heap(), bytes, owners, owner));
      }
      for (Future<Boolean> future : executor.invokeAll(workers)) {
        assertThat(future.get()).isTrue();
      }
      assertThat(pool.heap().statistics().reserved()).isZero();
      if (bytes == 64) {
        assertNoBlockIsLost(pool.heap());
      }
    }
  }

  private static void assertNoBlockIsLost(Heap heap) {
    HeapStatistics before = heap.statistics();
    long blocks = before.sizeClasses().get(SizeClasses.of(64) - 1).blocks();
    Set<Long> taken = new HashSet<>();
    for (long i = 0; i < blocks; i++) {
      assertThat(taken.add(heap.reserve(64))).isTrue();
    }
    assertThat(heap.statistics().overhead()).isEqualTo(before.overhead());
  }

  private static boolean reserveAndCancel(
      Heap heap, long bytes, AtomicIntegerArray owners, int owner) {
    long[] held = new long[8];
    boolean alone = true;
    for (int i = 0; i < 200_000; i++) {
      int slot = i % held.length;
      if (held[slot] != 0) {
        alone &= owners.compareAndSet((int) (held[slot] >>> 4), owner, 0);
        heap.cancel(held[slot]);
      }
      held[slot] = heap.reserve(bytes);
      alone &= owners.compareAndSet((int) (held[slot] >>> 4), 0, owner);
    }
    for (long block : held) {
      alone &= owners.compareAndSet((int) (block >>> 4), owner, 0);
      heap.cancel(block);
    }
    return alone;
  }

  @Test
  void transactions_virtualThreads_neverShareABlock() throws Exception {
    try (HeapPool pool = new HeapPool(128 << 20);
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Long> live = runAll(executor, pool);
      assertThat(pool.checkedBlocks()).containsExactlyInAnyOrderElementsOf(live);
    }
  }
}
