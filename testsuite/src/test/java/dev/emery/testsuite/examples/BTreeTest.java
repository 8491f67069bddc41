package dev.emery.testsuite.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.pool.Pool;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The B-tree beside a TreeMap. */
class BTreeTest {
  private static final int KEYS = 300;

  record Root(BTree<Integer, String, Root> tree) {}

  private final long seed = Long.getLong("emery.seed", System.nanoTime());
  private final SplittableRandom random = new SplittableRandom(seed);
  private final Pool<Root> pool = Pool.inMemory(Root.class);
  private final BTree<Integer, String, Root> tree = pool.root().tree();
  private final TreeMap<Integer, String> model = new TreeMap<>();

  @AfterEach
  void check() {
    assertThat(pool.check().problems()).isEmpty();
    pool.close();
  }

  private void compare() {
    Map<Integer, String> content = new LinkedHashMap<>();
    pool.read(_ -> tree.forEach(content::put));
    assertThat(content.entrySet()).as("seed %d", seed).containsExactlyElementsOf(model.entrySet());
    assertThat(tree.size().get()).isEqualTo(model.size());
  }

  @Test
  void changes_random_areAsInATreeMap() {
    for (int round = 0; round < 60; round++) {
      int removals = 1 + random.nextInt(9); // of ten
      pool.transaction(j -> {
        for (int i = 0; i < 50; i++) {
          int key = random.nextInt(KEYS);
          if (random.nextInt(10) < removals) {
            assertThat(tree.remove(j, key)).isEqualTo(model.remove(key) != null);
          } else {
            tree.put(j, key, "value " + i);
            model.put(key, "value " + i);
          }
        }
      });
      int key = random.nextInt(KEYS);
      assertThat(tree.get(key)).isEqualTo(Optional.ofNullable(model.get(key)));
      compare();
    }
  }

  @Test
  void removals_ofEverything_leaveNothing() {
    pool.transaction(j -> {
      for (int key = 0; key < KEYS; key++) tree.put(j, key, "v");
    });
    assertThat(tree.top().getFirst().isLeaf()).isFalse();
    pool.transaction(j -> {
      for (int key = 0; key < KEYS; key++) assertThat(tree.remove(j, key * 7 % KEYS)).isTrue();
    });
    compare();
    assertThat(tree.top()).isEmpty();
  }

  @Test
  void splits_inABodyThatThrows_haveNotHappened() {
    pool.transaction(j -> {
      for (int key = 0; key < KEYS; key += 2) {
        tree.put(j, key, "even");
        model.put(key, "even");
      }
    });
    assertThatThrownBy(() ->
            pool.transaction(j -> {
              for (int key = 1; key < KEYS; key += 2) tree.put(j, key, "odd");
              for (int key = 0; key < KEYS; key += 3) tree.remove(j, key);
              throw new IllegalStateException("abort");
            }))
        .hasMessage("abort");
    compare();
  }
}
