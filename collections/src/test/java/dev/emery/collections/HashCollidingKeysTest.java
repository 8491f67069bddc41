package dev.emery.collections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.pool.Pool;
import dev.emery.schema.KeyHash;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Keys whose hashes agree far more often than chance has it, which only cost time. */
class HashCollidingKeysTest {
  private static final int KEYS = 600;

  private final Pool<HashTestRoot> pool = HashTestRoot.inMemory();
  private final PHashSet<Long, HashTestRoot> set = pool.root().longs();
  private final PLinkedHashMap<Long, Long, HashTestRoot> map = pool.root().numbers();

  @AfterEach
  void check() {
    assertThat(pool.check().problems()).isEmpty();
    pool.close();
  }

  /** Keys that are all at home in the last group of their segment, however many it has. */
  private List<Long> keys() {
    long seed = Objects.requireNonNull(set.entries().anchor().memory()).seed();
    return LongStream.iterate(1, key -> key + 1)
        .filter(key -> (KeyHash.of(key, seed) >>> 8 & 0xFFFF) >= 0xFF00)
        .limit(KEYS)
        .boxed()
        .toList();
  }

  @Test
  void keysOfOneGroup_areFoundRemovedAndKeepTheirOrder() {
    List<Long> keys = keys();
    pool.transaction(j -> {
      for (Long key : keys) {
        assertThat(set.add(j, key)).isTrue();
        map.putFirst(j, key, -key);
      }
    });
    assertThat(pool.check().problems()).isEmpty();
    assertThat(keys).allMatch(key -> set.contains(key) && map.get(key) == -key);
    assertThat(List.copyOf(map.keySet())).isEqualTo(keys.reversed());
    pool.transaction(j -> {
      for (Long key : keys.subList(0, KEYS / 2)) {
        assertThat(set.remove(j, key)).isTrue();
        assertThat(map.remove(j, key)).isEqualTo(-key);
      }
    });
    assertThat(List.copyOf(map.reversed().sequencedKeySet())).isEqualTo(keys.subList(300, KEYS));
    assertThat(set).isEqualTo(map.keySet());
  }
}
