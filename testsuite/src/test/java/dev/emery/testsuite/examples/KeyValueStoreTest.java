package dev.emery.testsuite.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.pool.Pool;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The store beside a HashMap. */
class KeyValueStoreTest {
  record Root(KeyValueStore<Long, Root> store) {}

  @Test
  void changes_random_areAsInAHashMap() {
    long seed = Long.getLong("emery.seed", System.nanoTime());
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, Long> model = new HashMap<>();
    try (var pool = Pool.inMemory(Root.class)) {
      KeyValueStore<Long, Root> store = pool.root().store();
      for (long i = 0; i < 2000; i++) {
        String key = "key " + random.nextInt(300);
        long value = i;
        if (random.nextInt(3) == 0) {
          boolean found = pool.compute(j -> store.remove(j, key));
          assertThat(found).isEqualTo(model.remove(key) != null);
        } else {
          pool.transaction(j -> store.put(j, key, value));
          model.put(key, value);
        }
      }
      for (int i = 0; i < 300; i++) {
        assertThat(store.get("key " + i))
            .as("seed %d", seed)
            .isEqualTo(Optional.ofNullable(model.get("key " + i)));
      }
      assertThat(store.size().get()).isEqualTo(model.size());
      assertThat(store.buckets().size()).isGreaterThan(64);
      assertThat(pool.check().problems()).isEmpty();
    }
  }
}
