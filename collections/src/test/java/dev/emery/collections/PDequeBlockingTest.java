package dev.emery.collections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.pool.Pool;
import dev.emery.transaction.Journal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Deques and priority queues as queues between virtual threads, which wait for each other (E40).
 */
@Timeout(120)
class PDequeBlockingTest {
  private static final int PRODUCERS = 4;
  private static final int CONSUMERS = 50;
  private static final int ITEMS = 500; // of each producer
  private static final int LIMIT = 7;

  private final Pool<ChainShelf> pool = ChainShelf.inMemory();
  private final ChainShelf shelf = pool.root();

  @AfterEach
  void close() {
    assertThat(pool.check().problems()).isEmpty();
    pool.close();
  }

  /** Runs these tasks in a virtual thread each, and throws what one of them throws. */
  private static void all(List<Callable<?>> tasks) throws Exception {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> ends = new ArrayList<>();
      tasks.forEach(each -> ends.add(executor.submit(each)));
      for (Future<?> each : ends) {
        each.get();
      }
    }
  }

  private void put(long item) {
    pool.transaction(j -> {
      if (shelf.longs().size() >= LIMIT) {
        j.retry();
      }
      shelf.longs().addLast(j, item);
      assertThat(shelf.longs().size()).isLessThanOrEqualTo(LIMIT);
    });
  }

  private long take() {
    return pool.compute(j -> {
      if (shelf.longs().isEmpty()) {
        j.retry();
      }
      return shelf.longs().removeFirst(j);
    });
  }

  private List<Callable<?>> producers() {
    List<Callable<?>> tasks = new ArrayList<>();
    for (int p = 0; p < PRODUCERS; p++) {
      long first = (long) p * ITEMS;
      tasks.add(() -> {
        for (int i = 0; i < ITEMS; i++) {
          put(first + i);
        }
        return null;
      });
    }
    return tasks;
  }

  @Test
  void e40_boundedDeque_givesEachItemToOneConsumer() throws Exception {
    Map<Long, Integer> taken = new ConcurrentHashMap<>();
    List<Callable<?>> tasks = producers();
    for (int c = 0; c < CONSUMERS; c++) {
      tasks.add(() -> {
        for (int i = 0; i < PRODUCERS * ITEMS / CONSUMERS; i++) {
          taken.merge(take(), 1, Integer::sum);
        }
        return null;
      });
    }
    all(tasks);
    assertThat(taken).hasSize(PRODUCERS * ITEMS).allSatisfy((_, n) -> assertThat(n).isOne());
    assertThat(shelf.longs()).isEmpty();
  }

  @Test
  void e40_oneConsumer_seesTheItemsOfEachProducerInOrder() throws Exception {
    ConcurrentLinkedQueue<Long> taken = new ConcurrentLinkedQueue<>();
    List<Callable<?>> tasks = producers();
    tasks.add(() -> {
      for (int i = 0; i < PRODUCERS * ITEMS; i++) {
        taken.add(take());
      }
      return null;
    });
    all(tasks);
    for (int p = 0; p < PRODUCERS; p++) {
      long first = (long) p * ITEMS;
      assertThat(taken.stream().filter(item -> item / ITEMS == first / ITEMS)).isSorted();
    }
    assertThat(taken).hasSize(PRODUCERS * ITEMS).doesNotHaveDuplicates();
  }

  @Test
  void e40_priorityQueue_isWaitedFor() throws Exception {
    Map<Long, Integer> taken = new ConcurrentHashMap<>();
    List<Callable<?>> tasks = new ArrayList<>();
    for (int c = 0; c < 20; c++) {
      long item = c;
      tasks.add(() -> taken.merge(pool.compute(j -> present(j)), 1, Integer::sum));
      tasks.add(() -> pool.compute(j -> shelf.numbers().offer(j, item)));
    }
    all(tasks);
    assertThat(taken).hasSize(20);
    assertThat(shelf.numbers()).isEmpty();
  }

  private Long present(Journal<ChainShelf> j) {
    Long first = shelf.numbers().poll(j);
    return first != null ? first : j.retry();
  }
}
