package dev.emery.collections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.pool.Pool;
import dev.emery.schema.KeyHash;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Keys whose hashes agree far more often than chance has it, which only cost time. */
final class PHashMapCollidingKeysTest {
  /** The root of the pool. */
  record Collisions(PHashMap<Long, Long, Collisions> map) {}

  private static final int KEYS = 600;

  private final Pool<Collisions> pool = Pool.inMemory(Collisions.class);
  private final PHashMap<Long, Long, Collisions> map = pool.root().map();
  private final Map<Long, Long> twin = new HashMap<>();

  @AfterEach
  void check() {
    assertThat(pool.check().problems()).isEmpty();
    assertThat(map).isEqualTo(twin);
    pool.close();
  }

  /** Keys that are all at home in the last group of their segment, however many it has. */
  private List<Long> keys() {
    long seed = Objects.requireNonNull(map.entries().anchor().memory()).seed();
    return LongStream.iterate(1, key -> key + 1)
        .filter(key -> (KeyHash.of(key, seed) >>> 8 & 0xFFFF) >= 0xFF00)
        .limit(KEYS)
        .boxed()
        .toList();
  }

  @Test
  void keysOfOneGroup_putAndRemoved_areThoseOfTheTwin() {
    List<Long> keys = keys();
    for (Long key : keys) {
      pool.transaction(j -> map.put(j, key, -key));
      twin.put(key, -key);
    }
    assertThat(keys).allMatch(key -> map.get(key) == -key);
    assertThat(map.get(0L)).isNull();
    for (Long key : keys.subList(0, KEYS / 2)) {
      pool.transaction(j -> assertThat(map.remove(j, key)).isEqualTo(-key));
      twin.remove(key);
    }
    assertThat(map).isEqualTo(twin);
    pool.transaction(j -> map.edit(j).keySet().removeIf(key -> key % 3 == 0));
    twin.keySet().removeIf(key -> key % 3 == 0);
  }

  @Test
  void keysOfOneGroup_removedByIterator_areShownOnce() {
    pool.transaction(j -> keys().forEach(key -> map.put(j, key, key)));
    pool.transaction(j -> {
      int shown = 0;
      var iterator = map.edit(j).keySet().iterator();
      while (iterator.hasNext()) {
        long key = iterator.next();
        if (shown++ % 2 == 0) {
          iterator.remove();
        } else {
          twin.put(key, key);
        }
      }
      assertThat(shown).isEqualTo(KEYS);
    });
  }
}
