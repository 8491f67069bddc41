package dev.emery.collections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.Durability;
import dev.emery.pool.Pool;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Readers of hash sets and linked maps, in no transaction, beside a writer. */
@Timeout(120)
class HashIsolationTest {
  private static final int KEYS = 200;

  private final Pool<HashTestRoot> pool = HashTestRoot.inMemory();
  private final PLinkedHashMap<Long, Long, HashTestRoot> numbers = pool.root().numbers();
  private final PHashSet<Long, HashTestRoot> longs = pool.root().longs();

  @AfterEach
  void close() {
    assertThat(pool.check().problems()).isEmpty();
    pool.close();
  }

  /** Moves amounts and places, drops and makes entries, and sometimes aborts. */
  private void move(Random random) {
    long from = random.nextInt(KEYS);
    long to = random.nextInt(KEYS);
    boolean abort = random.nextInt(5) == 0;
    try {
      pool.transaction(
          Durability.RELAXED,
          j -> {
            numbers.merge(j, from, -5L, Long::sum);
            if (random.nextBoolean()) {
              Map.Entry<Long, Long> first = numbers.pollFirstEntry(j);
              numbers.putLast(j, first.getKey(), first.getValue());
            } else {
              numbers.putFirst(j, from, numbers.remove(j, from));
            }
            for (long extra = KEYS; extra < KEYS + 300; extra++) { // divides and joins segments
              numbers.put(j, extra, 1L);
            }
            numbers.reversed().keySet().removeIf(j, key -> key >= KEYS);
            if (abort) {
              throw new IllegalStateException("planted");
            }
            numbers.merge(j, to, 5L, Long::sum);
          });
    } catch (IllegalStateException e) {
      assertThat(e).hasMessage("planted");
    }
  }

  @Test
  void linkedMap_besideAWriter_isReadInOneState() {
    pool.transaction(j -> {
      for (long i = 0; i < KEYS; i++) {
        numbers.put(j, i, 100L);
      }
    });
    Random random = new Random(7);
    VecReaders.beside(
        () -> {
          for (int i = 0; i < 1_500; i++) {
            move(random);
          }
        },
        () -> {
          assertThat(numbers.values().stream().mapToLong(v -> v).sum()).isEqualTo(100 * KEYS);
          List<Long> keys = new ArrayList<>();
          numbers.reversed().forEach((key, _) -> keys.add(key));
          assertThat(keys).hasSize(KEYS);
          assertThat(new HashSet<>(keys)).hasSize(KEYS);
          assertThat(numbers.firstEntry()).isNotNull();
          assertThat(numbers.keySet().getLast()).isBetween(0L, KEYS - 1L);
          assertThat(numbers.get(17L)).isNotNull();
          assertThat(numbers.containsKey((long) KEYS)).isFalse();
          iterate();
        });
  }

  /** Fails fast or shows the keys of one state. */
  private void iterate() {
    try {
      HashSet<Long> seen = new HashSet<>();
      for (long key : numbers.keySet()) {
        assertThat(seen.add(key)).isTrue();
        assertThat(key).isLessThan(KEYS);
      }
      assertThat(seen).hasSize(KEYS);
    } catch (ConcurrentModificationException e) {
      // changed in between
    }
  }

  @Test
  void e27_textsOfALinkedMap_areNeverTorn() {
    PLinkedHashMap<String, String, HashTestRoot> texts = pool.root().texts();
    pool.transaction(j -> texts.put(j, "key", text(0)));
    VecReaders.beside(
        () -> {
          for (int i = 0; i < 10_000; i++) {
            String next = text(i);
            boolean again = i % 3 == 0;
            pool.transaction(
                Durability.RELAXED,
                j -> {
                  if (again) {
                    texts.remove(j, "key"); // another node
                  }
                  texts.put(j, "key", next);
                });
          }
        },
        () -> {
          for (int i = 0; i < 100; i++) {
            String seen = Objects.requireNonNull(texts.get("key"));
            assertThat(seen).isEqualTo(text(Integer.parseInt(seen.substring(0, 5))));
            assertThat(texts.lastEntry().getValue()).startsWith("0");
          }
        });
  }

  private static String text(int i) {
    return "%05d ".formatted(i).repeat(i % 20 + 3);
  }

  /** Each transaction moves an element: the set always has as many, and one of each pair. */
  @Test
  void set_besideAWriter_isReadInOneState() {
    pool.transaction(j -> {
      for (long i = 0; i < KEYS; i++) {
        longs.add(j, i);
      }
    });
    Random random = new Random(3);
    VecReaders.beside(
        () -> {
          for (int i = 0; i < 4_000; i++) {
            long one = random.nextInt(KEYS);
            pool.transaction(
                Durability.RELAXED,
                j -> {
                  boolean there = longs.remove(j, one);
                  longs.add(j, there ? one + 10_000 : one);
                  longs.remove(j, there ? one : one + 10_000);
                });
          }
        },
        () -> {
          Object[] elements = longs.toArray();
          assertThat(elements).hasSize(KEYS);
          HashSet<Long> rests = new HashSet<>();
          for (Object each : elements) {
            rests.add((Long) each % 10_000);
          }
          assertThat(rests).hasSize(KEYS);
          assertThat(longs.size()).isEqualTo(KEYS);
          assertThat(longs.contains(5_000L)).isFalse();
        });
  }
}
