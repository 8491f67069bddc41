package dev.emery.collections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.collections.VecShelf.Item;
import dev.emery.pool.Pool;
import dev.emery.transaction.Journal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Collections whose readers wait for what is not there yet (E40). */
@Timeout(120)
class RetryQueueTest {
  private static final int CONSUMERS = 100;
  private static final int PRODUCERS = 4;
  private static final int ITEMS = 500; // of each producer

  private final Pool<VecShelf> pool = VecShelf.inMemory();
  private final VecShelf shelf = pool.root();
  private final AtomicInteger runs = new AtomicInteger();
  private final AtomicInteger commits = new AtomicInteger();

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

  /** A task that counts the commits of its transactions. */
  private Callable<?> commits(int times, Runnable transaction) {
    return () -> {
      for (int i = 0; i < times; i++) {
        transaction.run();
        commits.incrementAndGet();
      }
      return null;
    };
  }

  private void put(long value) {
    pool.transaction(j -> {
      runs.incrementAndGet();
      shelf.longs().add(j, value);
    });
  }

  private long take() {
    return pool.compute(j -> {
      runs.incrementAndGet();
      if (shelf.longs().isEmpty()) {
        j.retry();
      }
      return shelf.longs().removeFirst(j);
    });
  }

  @Test
  void e40_queueOfAVector_givesEachItemToOneConsumer() throws Exception {
    ConcurrentHashMap<Long, Integer> taken = new ConcurrentHashMap<>();
    List<Callable<?>> tasks = new ArrayList<>();
    int each = PRODUCERS * ITEMS / CONSUMERS;
    for (int i = 0; i < CONSUMERS; i++) {
      tasks.add(commits(each, () -> taken.merge(take(), 1, Integer::sum)));
    }
    for (int p = 0; p < PRODUCERS; p++) {
      AtomicInteger next = new AtomicInteger(p * ITEMS);
      tasks.add(commits(ITEMS, () -> put(next.getAndIncrement())));
    }
    all(tasks);
    assertThat(taken).hasSize(PRODUCERS * ITEMS).allSatisfy((_, n) -> assertThat(n).isOne());
    assertThat(shelf.longs()).isEmpty();
    assertThat(commits.get()).isEqualTo(2 * PRODUCERS * ITEMS);
    // A commit wakes each of those that wait once at most, and a conflict costs one run more.
    assertThat(runs.get()).isLessThan(commits.get() * CONSUMERS);
  }

  @Test
  void e40_boundedQueue_makesProducersWaitToo() throws Exception {
    int capacity = 3;
    List<Callable<?>> tasks = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      tasks.add(
          commits(
              400,
              () ->
                  pool.transaction(j -> {
                    runs.incrementAndGet();
                    if (shelf.longs().size() >= capacity) {
                      j.retry();
                    }
                    shelf.longs().add(j, 1L);
                    assertThat(shelf.longs().size()).isLessThanOrEqualTo(capacity);
                  })));
      tasks.add(commits(400, this::take));
    }
    all(tasks);
    assertThat(shelf.longs()).isEmpty();
    assertThat(commits.get()).isEqualTo(4_000);
    assertThat(runs.get()).isLessThanOrEqualTo(11 * commits.get());
  }

  @Test
  void e40_valueOfAMap_isWaitedFor() throws Exception {
    List<Callable<?>> tasks = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      String key = "key " + i;
      tasks.add(() -> {
        Item item = pool.compute(j -> present(j, key));
        assertThat(item.name()).isEqualTo(key);
        return pool.compute(j -> shelf.byName().remove(j, key));
      });
      tasks.add(() -> pool.compute(j -> shelf.byName().put(j, key, Item.of(key, 1))));
    }
    all(tasks);
    assertThat(shelf.byName()).isEmpty();
  }

  private Item present(Journal<VecShelf> j, String key) {
    Item item = shelf.byName().get(key);
    return item != null ? item : j.retry();
  }

  @Test
  void e40_tokensAmongEntities_areNeverStuck() throws Exception {
    int places = 12;
    int moves = 2_000;
    pool.transaction(j -> {
      for (int i = 0; i < places; i++) {
        shelf.items().add(j, Item.of("place " + i, i < 2 ? 1 : 0));
      }
    });
    List<Item> items = List.copyOf(shelf.items());
    AtomicInteger left = new AtomicInteger(moves);
    List<Callable<?>> tasks = new ArrayList<>();
    for (int i = 0; i < places; i++) { // each waits for a token at its own place or the next
      Item mine = items.get(i);
      Item next = items.get((i + 1) % places);
      Random random = new Random(i);
      tasks.add(() -> {
        while (left.get() > 0) {
          Item to = items.get(random.nextInt(places));
          pool.transaction(j -> {
            runs.incrementAndGet();
            if (left.get() > 0) {
              Item from = mine.cents().get() > 0 ? mine : next;
              if (from.cents().get() <= 0) {
                j.retry();
              }
              from.cents().add(j, -1);
              to.cents().add(j, 1);
            }
          });
          commits.incrementAndGet();
          if (left.decrementAndGet() <= 0) {
            pool.transaction(j -> items.forEach(each -> each.cents().add(j, 100)));
          }
        }
        return null;
      });
    }
    all(tasks);
    assertThat(commits.get()).isGreaterThanOrEqualTo(moves);
    assertThat(runs.get()).isLessThan(commits.get() * places);
  }
}
