package dev.emery.collections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.Durability;
import dev.emery.PoolFullException;
import dev.emery.collections.tree.SmallNodes;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A full pool refuses what needs room, and still takes what only gives room back. */
@ExtendWith(SmallNodes.class)
class PTreeFullPoolTest {
  record Root(PTreeMap<String, String, Root> texts, PVec<PVec<Long, Root>, Root> filler) {}

  @TempDir private Path folder;

  private static String key(int i) {
    return "a key that does not fit into its row, and neither does its fence: %06d".formatted(i);
  }

  private Pool<Root> full() {
    PoolOptions options =
        PoolOptions.defaults().maximumSize(2 << 20).durability(Durability.RELAXED);
    Pool<Root> pool = Pool.open(folder.resolve("full.pool"), Root.class, options);
    PTreeMap<String, String, Root> texts = pool.root().texts();
    List<Integer> numbers = new ArrayList<>(IntStream.range(0, 2_000).boxed().toList());
    Collections.shuffle(numbers, new Random(2)); // so that some leaves are full, some are not
    pool.transaction(j -> numbers.forEach(i -> texts.put(j, key(i), "v")));
    for (int size = 2_000; size > 1; size = size * 7 / 8) {
      int each = size;
      assertThatThrownBy(
              () -> {
                while (true) {
                  pool.transaction(j -> {
                    pool.root().filler().add(j, PVec.of());
                    pool.root().filler().getLast().ensureCapacity(j, each);
                  });
                }
              })
          .isInstanceOf(PoolFullException.class);
    }
    assertThatThrownBy(
            () -> { // and the last blocks of the size that a fence needs
              for (int i = 0; i < 2_000; i++) {
                String key = key(i);
                pool.transaction(j -> texts.put(j, key, key));
              }
            })
        .isInstanceOf(PoolFullException.class);
    return pool;
  }

  @Test
  void put_withoutRoom_isRolledBack() {
    try (Pool<Root> pool = full()) {
      PTreeMap<String, String, Root> texts = pool.root().texts();
      List<String> before = List.copyOf(texts.keySet());
      int refused = 0;
      for (int i = 0; i < 200; i++) {
        String key = key(i * 10) + " and more".repeat(40);
        try {
          pool.transaction(j -> texts.put(j, key, "v"));
          pool.transaction(j -> texts.remove(j, key));
        } catch (PoolFullException e) {
          refused++;
        }
      }
      assertThat(refused).isPositive();
      assertThat(List.copyOf(texts.keySet())).isEqualTo(before);
      assertThat(pool.check().problems()).isEmpty();
    }
  }

  @Test
  void remove_worksInAnyOrder() {
    try (Pool<Root> pool = full()) {
      PTreeMap<String, String, Root> texts = pool.root().texts();
      List<String> keys = new ArrayList<>(texts.keySet());
      Collections.shuffle(keys, new Random(1));
      for (int from = 0;
          from < keys.size();
          from += 500) { // what is freed is free after the commit
        List<String> some = keys.subList(from, from + 500);
        pool.transaction(j -> some.forEach(key -> assertThat(texts.remove(j, key)).isNotNull()));
      }
      assertThat(texts).isEmpty();
      assertThat(pool.check().problems()).isEmpty();
    }
  }
}
