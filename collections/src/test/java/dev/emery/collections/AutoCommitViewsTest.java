package dev.emery.collections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.collections.auto.AutoDeque;
import dev.emery.collections.auto.AutoNavigableMap;
import dev.emery.collections.auto.AutoNavigableSet;
import dev.emery.collections.auto.AutoQueue;
import dev.emery.collections.auto.AutoSequencedMap;
import dev.emery.collections.auto.Door;
import dev.emery.pool.Pool;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Queue;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is special to the views of sorted, sequenced and queued collections, over twins of {@code
 * java.util}: iterators, copies of what leaves, and that each call is a transaction.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AutoCommitViewsTest {
  private final Pool<MapTestRoot> pool = MapTestRoot.inMemory();

  @AfterEach
  void close() {
    assertThat(pool.check().problems()).isEmpty();
    pool.close();
  }

  private <C> Door<C> door(C twin) {
    return Door.<C, MapTestRoot>of(pool.root().numbers().entries().anchor(), twin, _ -> twin);
  }

  private static String copy(String value) {
    return "copy of " + value;
  }

  private static NavigableMap<Integer, String> tree(int size) {
    NavigableMap<Integer, String> tree = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      tree.put(i, "v" + i);
    }
    return tree;
  }

  // ---- iterators in the order of keys

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void e31_sortedIterator_showsWhatStaysExactlyOnce(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    NavigableMap<Integer, String> twin = tree(2_000);
    var map = new AutoNavigableMap<>(door(twin), value -> value);
    Iterator<Integer> keys =
        (seed % 2 == 0 ? map.navigableKeySet() : map.descendingMap().keySet()).iterator();
    Map<Integer, Integer> seen = new HashMap<>();
    while (keys.hasNext()) {
      seen.merge(keys.next(), 1, Integer::sum);
      int odd = 2 * random.nextInt(2_000) + 1;
      if (twin.remove(odd) == null) {
        twin.put(odd, "new");
      }
    }
    assertThat(seen.values()).containsOnly(1);
    assertThat(seen.keySet().stream().filter(key -> key % 2 == 0)).hasSize(1_000);
  }

  @Test
  void sortedIterator_removesAndWritesThrough() {
    NavigableMap<Integer, String> twin = tree(300);
    var map = new AutoNavigableMap<>(door(twin), value -> value);
    for (Iterator<Integer> keys = map.navigableKeySet().iterator(); keys.hasNext(); ) {
      if (keys.next() >= 3) {
        keys.remove();
      }
    }
    map.descendingMap().entrySet().forEach(entry -> entry.setValue(entry.getKey() + "!"));
    assertThat(twin).isEqualTo(Map.of(0, "0!", 1, "1!", 2, "2!"));
    Iterator<String> values = map.subMap(1, 2).values().iterator();
    assertThat(values.next()).isEqualTo("1!");
    values.remove();
    assertThat(values.hasNext()).isFalse();
    assertThat(twin).containsOnlyKeys(0, 2);
  }

  @Test
  void sortedSet_streamKnowsItsOrder() {
    NavigableSet<Integer> twin = new TreeSet<>(List.of(3, 1, 2));
    var set = new AutoNavigableSet<>(door(twin));
    assertThat(set.stream().sorted().toList()).containsExactly(1, 2, 3);
    assertThat(set.descendingSet().stream().toList()).containsExactly(3, 2, 1);
    assertThat(set.descendingSet().spliterator().getComparator()).isNotNull();
    assertThat(set.spliterator().getComparator()).isNull();
    assertThatThrownBy(() -> set.subSet(3, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  // ---- what leaves is copied

  @Test
  void sequencedMap_returnsCopiesOfWhatLeaves() {
    SequencedMap<Integer, String> twin = new LinkedHashMap<>(tree(8));
    ConcurrentSequencedMap<Integer, String> map =
        AutoSequencedMap.over(door(twin), AutoCommitViewsTest::copy);
    assertThat(map.firstEntry().getValue()).isEqualTo("v0");
    assertThat(map.pollFirstEntry().getValue()).isEqualTo("copy of v0");
    assertThat(map.pollLastEntry().getValue()).isEqualTo("copy of v7");
    assertThat(map.putFirst(5, "new")).isEqualTo("copy of v5");
    assertThat(map.reversed().pollLastEntry().getValue()).isEqualTo("copy of new");
    assertThat(map.sequencedValues().removeLast()).isEqualTo("copy of v6");
    assertThat(map.sequencedValues().getFirst()).isEqualTo("v1");
    assertThat(map.sequencedEntrySet().removeFirst().getValue()).isEqualTo("copy of v1");
    assertThat(map.sequencedEntrySet().getFirst().setValue("set")).isEqualTo("copy of v2");
    assertThat(map.sequencedKeySet().removeFirst()).isEqualTo(2);
    assertThat(map.reversed().sequencedEntrySet().reversed().getFirst().getKey()).isEqualTo(3);
    assertThat(twin).containsOnlyKeys(3, 4);
  }

  @Test
  void queues_returnCopiesOfWhatLeaves() {
    Queue<String> twin = new ArrayDeque<>(List.of("a", "b", "c"));
    Queue<String> queue = AutoQueue.over(door(twin), AutoCommitViewsTest::copy);
    assertThat(queue.peek()).isEqualTo("a");
    assertThat(queue.poll()).isEqualTo("copy of a");
    assertThat(queue.remove()).isEqualTo("copy of b");
    Deque<String> ends = new ArrayDeque<>(List.of("a", "b", "c", "d", "e", "f"));
    AutoDeque<String> deque = new AutoDeque<>(door(ends), AutoCommitViewsTest::copy);
    assertThat(deque.pop() + deque.pollLast() + deque.removeFirst() + deque.removeLast())
        .isEqualTo("copy of acopy of fcopy of bcopy of e");
    assertThat(deque.reversed().pollFirst()).isEqualTo("copy of d");
    assertThat(deque.reversed().peekLast()).isEqualTo("c");
  }

  // ---- deques

  @Test
  void dequeIterator_removesWhatItHasShown_notItsEqual() {
    Deque<String> twin = new ArrayDeque<>(List.of("a", "b", "a", "c", "a"));
    AutoDeque<String> deque = new AutoDeque<>(door(twin), value -> value);
    Iterator<String> elements = deque.iterator();
    elements.next();
    elements.next();
    elements.next();
    elements.remove();
    assertThat(twin).containsExactly("a", "b", "c", "a");
    elements.next();
    elements.remove();
    assertThat(twin).containsExactly("a", "b", "a");
    Iterator<String> backwards = deque.descendingIterator();
    backwards.next();
    backwards.remove();
    assertThat(twin).containsExactly("a", "b");
    backwards.next();
    twin.clear();
    backwards.remove();
    assertThatThrownBy(backwards::remove).isInstanceOf(IllegalStateException.class);
    assertThat(elements.next()).isEqualTo("a");
  }

  @Test
  void call_ofEachView_isOneTransaction() {
    var map = new AutoNavigableMap<>(door(tree(100)), value -> value);
    AutoDeque<String> deque = new AutoDeque<>(door(new ArrayDeque<>()), value -> value);
    List<Runnable> calls =
        List.of(
            map::pollFirstEntry,
            () -> map.headMap(10).clear(),
            () -> map.descendingMap().tailMap(20).replaceAll((_, value) -> value + "!"),
            () -> map.descendingKeySet().pollFirst(),
            () -> map.navigableKeySet().removeLast(),
            () -> deque.addAll(List.of("a", "b", "c")),
            deque::pop,
            () -> deque.reversed().removeIf("c"::equals));
    for (Runnable call : calls) {
      long before = pool.statistics().committed();
      call.run();
      assertThat(pool.statistics().committed()).isEqualTo(before + 1);
    }
    assertThat(deque).containsExactly("b");
    pool.read(_ -> assertThatThrownBy(deque::poll).isInstanceOf(IllegalStateException.class));
  }
}
