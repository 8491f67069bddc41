package dev.emery.collections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.collections.HashTestRoot.Account;
import dev.emery.pool.Pool;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Hash sets and linked maps through the door each call on which is a transaction. */
@Timeout(60)
class HashAutoCommitTest {
  private final Pool<HashTestRoot> pool = HashTestRoot.inMemory();
  private final HashTestRoot root = pool.root();

  @AfterEach
  void close() {
    assertThat(pool.check().problems()).isEmpty();
    pool.close();
  }

  @Test
  void set_isMutable_andItsIteratorsAreWeaklyConsistent() {
    Set<Long> set = root.longs().autoCommit();
    for (long i = 0; i < 1_000; i++) {
      assertThat(set.add(i)).isTrue();
      assertThat(set.add(i)).isFalse();
    }
    Iterator<Long> all = set.iterator();
    List<Long> seen = new ArrayList<>();
    while (all.hasNext()) {
      long element = all.next();
      seen.add(element);
      if (element % 2 == 0) {
        all.remove();
      }
      set.add(element + 100_000); // shown or not
      set.remove(element + 100_000);
    }
    assertThat(seen).filteredOn(each -> each < 1_000).hasSize(1_000).doesNotHaveDuplicates();
    assertThat(root.longs()).hasSize(500);
  }

  @Test
  void linkedMap_keepsTheOrder_andDetachesWhatItGivesAway() {
    ConcurrentMap<Long, Account> map = root.accounts().autoCommit();
    for (long i = 0; i < 5; i++) {
      map.put(i, Account.of("owner " + i, i));
    }
    assertThat(map.keySet()).containsExactly(0L, 1L, 2L, 3L, 4L);
    Account gone = map.remove(2L);
    assertThat(gone.cents().get()).isEqualTo(2); // a copy, the entity is dropped
    map.put(2L, gone);
    assertThat(map.keySet()).containsExactly(0L, 1L, 3L, 4L, 2L);
    assertThat(root.accounts().reversed().autoCommit().keySet())
        .containsExactly(2L, 4L, 3L, 1L, 0L);
    for (Map.Entry<Long, Account> each : map.entrySet()) {
      map.remove(each.getKey());
    }
    assertThat(root.accounts()).isEmpty();
    assertThat(root.accounts().sequencedKeySet().reversed().autoCommit()).isEmpty();
    assertThatThrownBy(() -> new PLinkedHashMap<Long, Long, HashTestRoot>().autoCommit())
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> new PHashSet<Long, HashTestRoot>().autoCommit())
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void merges_ofSeveralThreads_loseNoUpdate() throws Exception {
    ConcurrentMap<String, String> texts = root.texts().autoCommit();
    ConcurrentMap<Long, Long> counts = root.numbers().autoCommit();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> tasks = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        tasks.add(
            threads.submit(() -> {
              for (int i = 0; i < 500; i++) {
                counts.merge((long) i % 70, 1L, Long::sum);
                texts.merge("all", "x", String::concat);
              }
            }));
      }
      for (Future<?> each : tasks) {
        each.get();
      }
    }
    assertThat(counts.values().stream().mapToLong(v -> v).sum()).isEqualTo(2_000);
    assertThat(texts.get("all")).hasSize(2_000);
  }

  @Test
  void whatIsGivenAway_ofSetsAndLinkedMaps_isACopyWithTheOrder() {
    ConcurrentMap<Long, PHashSet<String, HashTestRoot>> sets = root.sets().autoCommit();
    ConcurrentMap<String, PLinkedHashMap<Long, Long, HashTestRoot>> maps = root.maps().autoCommit();
    PLinkedHashMap<Long, Long, HashTestRoot> line = new PLinkedHashMap<>();
    pool.transaction(j -> List.of(3L, 1L, 2L).forEach(key -> line.put(j, key, key)));
    sets.put(1L, PHashSet.of("a", "b"));
    maps.put("line", line);
    PHashSet<String, HashTestRoot> set = sets.remove(1L);
    PLinkedHashMap<Long, Long, HashTestRoot> map = maps.remove("line");
    assertThat(set).isEqualTo(Set.of("a", "b"));
    assertThat(map.keySet()).containsExactly(3L, 1L, 2L);
    assertThat(set.footprint() + map.footprint()).isZero();
    sets.put(2L, set);
    maps.put("again", map);
    assertThat(root.maps().get("again").keySet()).containsExactly(3L, 1L, 2L);
    assertThat(root.maps().get("again").footprint()).isPositive();
  }
}
