package dev.emery.testsuite.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.pool.Pool;
import dev.emery.testsuite.crash.CrashScript;
import dev.emery.testsuite.crash.CrashTest;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The search tree beside a TreeSet. */
class SearchTreeTest {
  record Root(SearchTree<String, Root> tree) {}

  @Test
  void changes_random_areAsInATreeSet() {
    long seed = Long.getLong("emery.seed", System.nanoTime());
    SplittableRandom random = new SplittableRandom(seed);
    TreeSet<String> model = new TreeSet<>();
    try (var pool = Pool.inMemory(Root.class)) {
      SearchTree<String, Root> tree = pool.root().tree();
      for (int i = 0; i < 2000; i++) {
        String key = "key " + random.nextInt(100);
        if (random.nextBoolean()) {
          boolean isNew = pool.compute(j -> tree.add(j, key));
          assertThat(isNew).isEqualTo(model.add(key));
        } else {
          boolean found = pool.compute(j -> tree.remove(j, key));
          assertThat(found).isEqualTo(model.remove(key));
        }
        assertThat(tree.contains(key)).isEqualTo(model.contains(key));
        if (i % 100 == 0) {
          List<String> keys = new ArrayList<>();
          pool.read(_ -> tree.forEach(keys::add));
          assertThat(keys).as("seed %d", seed).containsExactlyElementsOf(model);
        }
      }
      assertThat(pool.check().problems()).isEmpty();
    }
  }

  @CrashTest(images = 8)
  void crashes_ofATree_leaveAStateBetweenChanges(CrashScript<Root> script) {
    script
        .describedBy(root -> {
          List<String> keys = new ArrayList<>();
          root.tree().forEach(keys::add);
          return keys;
        })
        .sync("add", (root, j) -> List.of("m", "c", "x", "a").forEach(k -> root.tree().add(j, k)))
        .relaxed("add more", (root, j) -> root.tree().add(j, "a key of many letters"))
        .checkpoint()
        .sync("remove the top", (root, j) -> root.tree().remove(j, "m"))
        .reopen();
  }
}
