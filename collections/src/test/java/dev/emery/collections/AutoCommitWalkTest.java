package dev.emery.collections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.pool.Pool;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Iterators of a map each call on which is a transaction: weakly consistent (E31). */
class AutoCommitWalkTest {
  /** The root of these tests. */
  record Walked(PHashMap<Long, Long, Walked> numbers, PHashMap<Long, Counted, Walked> counted) {}

  /** A value that counts how often it is made. */
  record Counted(long value) {
    static final AtomicLong MADE = new AtomicLong();

    Counted {
      MADE.incrementAndGet();
    }
  }

  private final Pool<Walked> pool = Pool.inMemory(Walked.class);
  private final PHashMap<Long, Long, Walked> face = pool.root().numbers();
  private final ConcurrentMap<Long, Long> numbers = face.autoCommit();

  @AfterEach
  void close() {
    assertThat(pool.check().problems()).isEmpty();
    pool.close();
  }

  private void put(long from, long to) {
    pool.transaction(j -> {
      for (long key = from; key < to; key++) {
        face.put(j, key, key);
      }
    });
  }

  private void remove(long from, long to) {
    pool.transaction(j -> {
      for (long key = from; key < to; key++) {
        face.remove(j, key);
      }
    });
  }

  /** The map grows and shrinks by dozens of segments while an iterator is on its way. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void e31_walk_showsWhatStaysExactlyOnce_andNothingTwice(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    long stays = 1_000;
    put(0, stays);
    long top = stays + random.nextLong(15_000);
    put(stays, top);
    Map<Long, Integer> seen = new HashMap<>();
    Iterator<Long> keys = numbers.keySet().iterator();
    while (keys.hasNext()) {
      seen.merge(keys.next(), 1, Integer::sum);
      if (random.nextInt(400) == 0) {
        long other = stays + random.nextLong(15_000);
        if (other > top) {
          put(top, other);
        } else {
          remove(other, top);
        }
        top = other;
      }
    }
    assertThat(seen.values()).as("shown twice, seed=%d", seed).containsOnly(1);
    for (long key = 0; key < stays; key++) {
      assertThat(seen).as("missed, seed=%d", seed).containsKey(key);
    }
  }

  @Test
  void e31_walk_afterClear_ends() {
    put(0, 5_000);
    Iterator<Map.Entry<Long, Long>> entries = numbers.entrySet().iterator();
    entries.next();
    numbers.clear();
    int more = 0;
    while (entries.hasNext()) {
      entries.next();
      more++;
    }
    assertThat(more).isLessThan(200);
    assertThatThrownBy(entries::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void e31_walk_keepsAFewEntries() {
    PHashMap<Long, Counted, Walked> map = pool.root().counted();
    pool.transaction(j -> {
      for (long i = 0; i < 20_000; i++) {
        map.put(j, i, new Counted(i));
      }
    });
    long before = Counted.MADE.get();
    assertThat(map.autoCommit().values().iterator().hasNext()).isTrue();
    assertThat(Counted.MADE.get() - before).isLessThan(400);
  }

  @Test
  void remove_isATransactionOfItsOwn() {
    put(0, 1_000);
    for (Iterator<Long> values = numbers.values().iterator(); values.hasNext(); ) {
      if (values.next() % 3 != 0) {
        values.remove();
        assertThatThrownBy(values::remove).isInstanceOf(IllegalStateException.class);
      }
    }
    assertThat(face).hasSize(334);
    assertThat(face.keySet()).allMatch(key -> key % 3 == 0);
    numbers.entrySet().removeIf(entry -> entry.getKey() > 3);
    Iterator<Map.Entry<Long, Long>> entries = numbers.entrySet().iterator();
    assertThatThrownBy(entries::remove).isInstanceOf(IllegalStateException.class);
    entries.next();
    entries.remove();
    Iterator<Long> keys = numbers.keySet().iterator();
    keys.next();
    keys.remove();
    keys = numbers.keySet().iterator();
    assertThat(keys.hasNext()).isFalse();
  }

  @Test
  void setValue_writesThrough_andDoesNotBringAnEntryBack() {
    put(0, 100);
    numbers
        .entrySet()
        .iterator()
        .forEachRemaining(
            entry -> assertThat(entry.setValue(entry.getKey() + 1)).isEqualTo(entry.getKey()));
    assertThat(face.values().stream().mapToLong(x -> x).sum()).isEqualTo(5_050);
    Map.Entry<Long, Long> entry = numbers.entrySet().iterator().next();
    long value = entry.getValue();
    numbers.put(entry.getKey(), 1_000L);
    assertThat(entry.setValue(2_000L)).as("what it was in the map").isEqualTo(1_000);
    assertThat(entry.getValue()).isEqualTo(2_000);
    numbers.remove(entry.getKey());
    assertThat(entry.setValue(value)).isEqualTo(2_000);
    assertThat(face.containsKey(entry.getKey())).isFalse();
    assertThat(entry).isEqualTo(Map.entry(entry.getKey(), value));
    assertThatThrownBy(() -> entry.setValue(null)).isInstanceOf(NullPointerException.class);
  }

  @Test
  void iterators_insideATransaction_seeIt() {
    put(0, 10);
    pool.transaction(j -> {
      face.put(j, 10L, 10L);
      Iterator<Long> keys = numbers.keySet().iterator();
      int seen = 0;
      while (keys.hasNext()) {
        keys.next();
        keys.remove();
        seen++;
      }
      assertThat(seen).isEqualTo(11);
      assertThat(face).isEmpty();
      face.put(j, 5L, 5L);
    });
    assertThat(face).isEqualTo(Map.of(5L, 5L));
  }
}
