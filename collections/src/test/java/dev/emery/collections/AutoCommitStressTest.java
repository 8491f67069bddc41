package dev.emery.collections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.pool.Pool;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Eight threads on views each call on which is a transaction. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AutoCommitStressTest {
  private static final int THREADS = 8;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Pool<MapTestRoot> pool = Pool.inMemory(MapTestRoot.class);
  private final ConcurrentMap<Long, Long> numbers = pool.root().numbers().autoCommit();

  @AfterEach
  void close() throws InterruptedException {
    threads.shutdown();
    assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    assertThat(pool.check().problems()).isEmpty();
    pool.close();
  }

  /** Something that each thread does with its number. */
  private interface Work {
    void run(int thread) throws Exception;
  }

  private List<Future<Object>> start(int count, Work work) {
    return IntStream.range(0, count)
        .<Callable<Object>>mapToObj(thread ->
            () -> {
              work.run(thread);
              return true;
            })
        .map(threads::submit)
        .toList();
  }

  private static void await(List<Future<Object>> all) throws Exception {
    for (Future<Object> each : all) {
      each.get();
    }
  }

  @Test
  void merge_byEightThreads_losesNoUpdate() throws Exception {
    int rounds = 3_000;
    await(
        start(
            THREADS,
            thread -> {
              for (int i = 0; i < rounds; i++) {
                long key = i % 17;
                switch (thread % 4) {
                  case 0 -> numbers.merge(key, 1L, Long::sum);
                  case 1 -> numbers.compute(key, (_, old) -> old == null ? 1 : old + 1);
                  case 2 -> {
                    numbers.computeIfAbsent(key, _ -> 0L);
                    numbers.computeIfPresent(key, (_, old) -> old + 1);
                  }
                  default -> addByComparing(key);
                }
              }
            }));
    assertThat(numbers.values().stream().mapToLong(x -> x).sum())
        .isEqualTo((long) THREADS * rounds);
    assertThat(numbers).hasSize(17);
  }

  private void addByComparing(long key) {
    for (; ; ) {
      Long old = numbers.get(key);
      if (old == null ? numbers.putIfAbsent(key, 1L) == null : numbers.replace(key, old, old + 1)) {
        return;
      }
    }
  }

  @Test
  void sumOfAllValues_isConstantForReaders() throws Exception {
    int accounts = 200;
    for (long i = 0; i < accounts; i++) {
      numbers.put(i, 100L);
    }
    AtomicBoolean over = new AtomicBoolean();
    List<Future<Object>> readers =
        start(
            2,
            thread -> {
              do {
                long sum =
                    thread == 0
                        ? numbers.values().stream().mapToLong(x -> x).sum()
                        : pool.query(_ -> {
                          long total = 0;
                          for (long value : numbers.values()) {
                            total += value;
                          }
                          return total;
                        });
                assertThat(sum).isEqualTo(100L * accounts);
                Thread.yield(); // readers that never wait would leave the writers no carrier
              } while (!over.get());
            });
    await(start(THREADS, this::moveAmounts));
    over.set(true);
    await(readers);
  }

  private void moveAmounts(int thread) {
    SplittableRandom random = new SplittableRandom(thread);
    for (int i = 0; i < 1_000; i++) {
      long from = random.nextInt(200);
      long to = random.nextInt(200);
      long amount = random.nextInt(10);
      if (i % 100 == 0) {
        numbers.replaceAll((key, value) -> value + (key % 2 == 0 ? amount : -amount));
      }
      pool.transaction(_ -> {
        numbers.compute(from, (_, old) -> old - amount);
        numbers.compute(to, (_, old) -> old + amount);
      });
    }
  }

  @Test
  void windows_ofOneList_shareNothingButTheList() throws Exception {
    try (var shelf = VecShelf.inMemory()) {
      PVec<Long, VecShelf> longs = shelf.root().longs();
      List<Long> list = longs.autoCommit();
      list.addAll(List.of(-1L, -2L));
      List<Long> window = list.subList(1, 1);
      int rounds = 500;
      await(
          start(
              THREADS,
              thread -> {
                for (long i = 0; i < rounds; i++) {
                  window.add(thread * 10_000L + i);
                  if (i % 5 == 4) {
                    assertThat(window.removeFirst()).isNotNegative();
                  }
                }
              }));
      assertThat(window).hasSize(THREADS * rounds * 4 / 5).allMatch(x -> x >= 0);
      assertThat(longs).startsWith(-1L).endsWith(-2L).hasSize(THREADS * rounds * 4 / 5 + 2);
      assertThat(shelf.statistics().rerun()).as("deadlocks").isZero();
      assertThat(shelf.check().problems()).isEmpty();
    }
  }

  @Test
  void e31_iterators_besideWriters_neverFail_andShowWhatStays() throws Exception {
    for (long i = 0; i < 500; i++) {
      numbers.put(i, i);
    }
    AtomicBoolean over = new AtomicBoolean();
    List<Future<Object>> writers =
        start(
            4,
            thread -> {
              SplittableRandom random = new SplittableRandom(thread);
              while (!over.get()) {
                long key = 500 + random.nextInt(20_000);
                if (random.nextInt(2_000) == 0) {
                  numbers.keySet().removeIf(each -> each >= 500);
                } else {
                  numbers.put(key, key);
                }
                Thread.yield();
              }
            });
    await(
        start(
            4,
            thread -> {
              for (int round = 0; round < 50; round++) {
                Set<Long> seen = new HashSet<>();
                Iterator<Long> keys = numbers.keySet().iterator();
                while (keys.hasNext()) {
                  long key = keys.next();
                  assertThat(seen.add(key)).as("shown once").isTrue();
                  if (key >= 500 && thread == 0) {
                    keys.remove();
                  }
                }
                assertThat(seen.stream().filter(key -> key < 500)).hasSize(500);
              }
            }));
    over.set(true);
    await(writers);
  }
}
