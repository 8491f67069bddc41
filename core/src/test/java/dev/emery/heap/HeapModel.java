package dev.emery.heap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** What must be allocated in a pool, and random transactions over it. */
final class HeapModel {
  private final HeapPool pool;
  private final Random random;
  private final TreeMap<Long, Long> live = new TreeMap<>(); // block → its end
  private final int largest; // doublings above 1 byte

  HeapModel(HeapPool pool, long seed, int largest) {
    this.pool = pool;
    this.random = new Random(seed);
    this.largest = largest;
  }

  private long randomSize() {
    return (long) Math.pow(2, random.nextDouble() * largest);
  }

  /** Runs one transaction of some allocations and frees, which commits, aborts or meets a crash. */
  void step(int target) {
    TreeMap<Long, Long> after = new TreeMap<>(live);
    List<Long> candidates = new ArrayList<>(live.keySet());
    HeapPool.Transaction transaction = pool.begin();
    int operations = 1 + random.nextInt(20);
    List<Map.Entry<Long, Long>> fresh = new ArrayList<>();
    for (int i = 0; i < operations; i++) {
      if (candidates.isEmpty() || random.nextInt(2 * target) >= live.size()) {
        long block = transaction.allocate(randomSize());
        long end = block + BlockHeader.BYTES + pool.heap().capacity(block);
        fresh.add(Map.entry(block, end));
        assertOverlapsNothing(block, end, live, fresh);
        after.put(block, end);
      } else {
        long block = candidates.remove(random.nextInt(candidates.size()));
        transaction.free(block);
        after.remove(block);
      }
    }
    switch (random.nextInt(8)) {
      case 0 -> transaction.abort();
      case 1 -> pool.crash();
      case 2 -> {
        transaction.place();
        live.clear();
        live.putAll(after);
        pool.crash();
      }
      default -> {
        transaction.commit();
        live.clear();
        live.putAll(after);
      }
    }
  }

  private static void assertOverlapsNothing(
      long block, long end, TreeMap<Long, Long> live, List<Map.Entry<Long, Long>> fresh) {
    Map.Entry<Long, Long> below = live.lowerEntry(end);
    assertThat(below == null || below.getValue() <= block).isTrue();
    for (Map.Entry<Long, Long> other : fresh.subList(0, fresh.size() - 1)) {
      assertThat(other.getValue() <= block || other.getKey() >= end).isTrue();
    }
  }

  void free(HeapPool.Transaction transaction) {
    live.keySet().forEach(transaction::free);
    live.clear();
  }

  void verify() {
    assertThat(pool.checkedBlocks()).containsExactlyElementsOf(live.keySet());
    live.forEach((block, end) -> {
      assertThat(pool.heap().allocated(block)).isTrue();
      assertThat(pool.heap().capacity(block)).isEqualTo(end - block - BlockHeader.BYTES);
      assertThat(end).isLessThanOrEqualTo(pool.heap().end());
    });
  }
}
