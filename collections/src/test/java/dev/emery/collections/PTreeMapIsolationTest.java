package dev.emery.collections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.Durability;
import dev.emery.collections.tree.SmallNodes;
import dev.emery.pool.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Readers beside writers, and a transaction that is larger than usual. */
@Timeout(120)
@ExtendWith(SmallNodes.class)
class PTreeMapIsolationTest {
  private static final int ENTRIES = 300;
  private static final long EACH = 1_000;

  private final Pool<TreeTestRoot> pool = TreeTestRoot.inMemory();
  private final PTreeMap<Long, Long, TreeTestRoot> numbers = pool.root().numbers();
  private final PTreeMap<String, Long, TreeTestRoot> words = pool.root().words();

  @AfterEach
  void close() {
    assertThat(pool.check().problems()).isEmpty();
    pool.close();
  }

  private static void join(List<? extends Future<?>> tasks) throws InterruptedException {
    for (Future<?> task : tasks) {
      try {
        task.get();
      } catch (ExecutionException e) {
        throw new AssertionError(e.getCause());
      }
    }
  }

  private void fill() {
    pool.transaction(j -> {
      for (long i = 0; i < ENTRIES; i++) {
        numbers.put(j, i, EACH);
        words.put(j, "word " + i, EACH);
      }
    });
  }

  /** Moves amounts within and between the maps; sometimes adds and removes entries, or aborts. */
  private void moves(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      long from = random.nextInt(ENTRIES);
      String to = "word " + random.nextInt(ENTRIES);
      long amount = random.nextInt(100);
      boolean abort = i % 7 == 0;
      try {
        pool.transaction(j -> {
          numbers.merge(j, from, -amount, Long::sum);
          if (abort) {
            throw new IllegalStateException("planted");
          }
          words.merge(j, to, amount, Long::sum);
          Long rest = numbers.remove(j, (from + 1) % ENTRIES);
          numbers.merge(j, from + 1_000, rest == null ? 0 : rest, Long::sum);
        });
      } catch (IllegalStateException e) {
        assertThat(e).hasMessage("planted");
      }
    }
  }

  private static long sum(Iterable<Long> values) {
    long sum = 0;
    for (long value : values) {
      sum += value;
    }
    return sum;
  }

  @Test
  void query_besideWriters_seesOneState() throws InterruptedException {
    fill();
    AtomicBoolean done = new AtomicBoolean();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> writers = new ArrayList<>();
      List<Future<Integer>> readers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        readers.add(
            threads.submit(() -> {
              int sums = 0;
              do {
                long sum =
                    pool.query(_ ->
                        sum(numbers.values()) + words.values().stream().mapToLong(v -> v).sum());
                assertThat(sum).isEqualTo(2 * ENTRIES * EACH);
                sums++;
                Thread.yield(); // readers that never wait would leave the writers no carrier
              } while (!done.get());
              return sums;
            }));
      }
      for (int i = 0; i < 2; i++) {
        long seed = i;
        writers.add(threads.submit(() -> moves(seed)));
      }
      try {
        join(writers);
      } finally {
        done.set(true);
      }
      join(readers);
    }
    assertThat(sum(numbers.values()) + sum(words.values())).isEqualTo(2 * ENTRIES * EACH);
  }

  @Test
  void get_besideAWriter_seesCommittedValuesOnly() throws InterruptedException {
    pool.transaction(j -> {
      for (long i = 0; i < 100; i++) {
        numbers.put(j, i, 0L);
      }
    });
    AtomicBoolean done = new AtomicBoolean();
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      List<Future<?>> readers = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        readers.add(threads.submit(() -> readCommitted(done)));
      }
      try {
        writeOddThenEven();
      } finally {
        done.set(true);
      }
      join(readers);
    }
  }

  private void writeOddThenEven() {
    for (long round = 1; round <= 1_000; round++) {
      long even = 2 * round;
      boolean grow = round % 2 == 0;
      try {
        pool.transaction(j -> {
          for (long key = 0; key < 100; key += 9) {
            numbers.put(j, key, even - 1);
          }
          for (long key = 100; key < 200; key++) { // divides and joins nodes
            if (grow) {
              numbers.put(j, key, 1L);
            } else {
              numbers.remove(j, key);
            }
          }
          if (even % 10 == 0) {
            throw new IllegalStateException("planted");
          }
          for (long key = 0; key < 100; key += 9) {
            numbers.put(j, key, even);
          }
        });
      } catch (IllegalStateException e) {
        assertThat(e).hasMessage("planted");
      }
    }
  }

  private void readCommitted(AtomicBoolean done) {
    long[] last = new long[100];
    Random random = new Random(1);
    do {
      int key = random.nextInt(100);
      long value = numbers.get((long) key); // always there
      if (value % 2 != 0 || value < last[key] || value % 10 == 0 && value != 0) {
        throw new AssertionError("key " + key + " had " + last[key] + ", has " + value);
      }
      last[key] = value;
      if (!numbers.containsKey((long) key)) {
        throw new AssertionError("key " + key + " is not there");
      }
    } while (!done.get());
  }

  @Test
  void e27_readersOfTexts_neverSeeOneThatIsTorn() {
    PTreeMap<String, String, TreeTestRoot> texts = pool.root().texts();
    pool.transaction(j -> texts.put(j, "key", text(0)));
    VecReaders.beside(
        () -> {
          for (int i = 0; i < 10_000; i++) {
            String next = text(i);
            pool.transaction(Durability.RELAXED, j -> texts.put(j, "key", next));
          }
        },
        () -> {
          for (int i = 0; i < 100; i++) {
            String seen = Objects.requireNonNull(texts.get("key"));
            assertThat(seen).isEqualTo(text(Integer.parseInt(seen.substring(0, 5))));
          }
        });
  }

  private static String text(int i) {
    return "%05d ".formatted(i).repeat(i % 20 + 3);
  }

  @Test
  void largeTransaction_thatAborts_leavesThePoolAsItWas() {
    fill();
    long used = pool.statistics().usedBytes();
    assertThatThrownBy(() ->
            pool.transaction(j -> {
              for (long i = 0; i < 200_000; i++) {
                numbers.put(j, i, -1L);
                words.put(j, "a new word that needs a block " + i, i);
              }
              throw new IllegalStateException("planted");
            }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("planted");
    assertThat(numbers).hasSize(ENTRIES);
    assertThat(words).hasSize(ENTRIES);
    for (long i = 0; i < ENTRIES; i++) {
      assertThat(numbers.get(i)).isEqualTo(EACH);
      assertThat(words.get("word " + i)).isEqualTo(EACH);
    }
    assertThat(pool.statistics().usedBytes()).isEqualTo(used);
  }
}
