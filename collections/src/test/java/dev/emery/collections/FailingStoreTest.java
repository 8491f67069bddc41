package dev.emery.collections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.pool.Pool;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A store that fails half-way leaves nothing behind, also where the body goes on and commits. */
class FailingStoreTest {
  private static final String LONG = "a text that does not fit into its slot, by far";

  record Root(
      PVec<Tree, Root> vec,
      PHashMap<String, Tree, Root> map,
      PTreeMap<String, Tree, Root> sorted) {}

  sealed interface Tree {}

  record Leaf(String text) implements Tree {}

  record Node(Optional<String> label, Tree left, Tree right) implements Tree {}

  private final Pool<Root> pool = Pool.inMemory(Root.class);
  private final PVec<Tree, Root> vec = pool.root().vec();
  private final PHashMap<String, Tree, Root> map = pool.root().map();
  private final PTreeMap<String, Tree, Root> sorted = pool.root().sorted();

  @AfterEach
  void check() {
    assertThat(pool.check().problems()).isEmpty();
    pool.close();
  }

  private static Tree tree(String last) {
    Tree inner = new Node(Optional.of(LONG), new Leaf(LONG), new Leaf(last));
    return new Node(Optional.empty(), new Leaf(LONG), new Node(Optional.of(LONG), inner, inner));
  }

  @Test
  void nullDeepInARecord_leavesNoPartBehind() {
    Tree whole = tree("last");
    Tree broken = tree(null);
    pool.transaction(j -> {
      vec.add(j, whole);
      map.put(j, "whole", whole);
      assertNull(() -> sorted.put(j, "broken", broken)); // the first entry, too
      sorted.put(j, "whole", whole);
    });
    long used = pool.statistics().usedBytes();
    pool.transaction(j -> {
      for (int i = 0; i < 100; i++) {
        assertNull(() -> vec.add(j, broken));
        assertNull(() -> vec.set(j, 0, broken));
        assertNull(() -> map.put(j, "broken " + LONG, broken));
        assertNull(() -> map.put(j, "whole", broken));
        assertNull(() -> sorted.put(j, "broken " + LONG, broken));
        assertNull(() -> sorted.put(j, "whole", broken));
      }
    });
    assertThat(vec).isEqualTo(List.of(whole));
    assertThat(map).isEqualTo(Map.of("whole", whole));
    assertThat(sorted).isEqualTo(Map.of("whole", whole));
    assertThat(pool.statistics().usedBytes()).isLessThan(used + 4096);
  }

  private static void assertNull(Runnable store) {
    assertThatThrownBy(store::run).isInstanceOf(NullPointerException.class);
  }
}
