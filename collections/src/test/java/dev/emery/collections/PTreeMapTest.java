package dev.emery.collections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.JournalEndedException;
import dev.emery.collections.TreeTestRoot.Point;
import dev.emery.collections.tree.SmallNodes;
import dev.emery.pool.Pool;
import dev.emery.transaction.Journal;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Spliterator;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The doors of a sorted map and of its views: reads, mutators that take a journal, edit. */
@ExtendWith(SmallNodes.class)
class PTreeMapTest {
  private final Pool<TreeTestRoot> pool = TreeTestRoot.inMemory();
  private final PTreeMap<Long, Long, TreeTestRoot> numbers = pool.root().numbers();
  private final PTreeMap<String, Long, TreeTestRoot> words = pool.root().words();

  @AfterEach
  void close() {
    assertThat(pool.check().problems()).isEmpty();
    pool.close();
  }

  private void fill(int count) {
    pool.transaction(j -> {
      for (long i = 0; i < count; i++) {
        numbers.put(j, i, 10 * i);
      }
    });
  }

  private static List<Long> to(long end) {
    return LongStream.range(0, end).boxed().toList();
  }

  private static void refused(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining(message);
  }

  // ---- order

  @Test
  void strings_areInTheOrderOfCompareTo_alsoBeyondTheBasicPlane() {
    List<String> keys =
        List.of(
            "",
            "a",
            "a\u0000",
            "aa",
            "z",
            "\u007f",
            "\u0080",
            "ÿ",
            "Ā",
            "\u07ff",
            "\u0800",
            "\ud7ff",
            "\ud800",
            "\ud800\udc00",
            "\ud83d\ude00",
            "\udbff\udfff",
            "\udfff",
            "\ue000",
            "\ufffd",
            "\uffff",
            "a".repeat(40),
            "a".repeat(40) + "\ud83d\ude00",
            "a".repeat(40) + "\ufffd",
            "\ud83d\ude00".repeat(9),
            "\ufffd".repeat(9));
    pool.transaction(j -> keys.forEach(key -> words.put(j, key, (long) key.length())));
    assertThat(List.copyOf(words.keySet())).isEqualTo(keys.stream().sorted().toList());
    for (String key : keys) {
      assertThat(words.get(key)).isEqualTo(key.length());
    }
  }

  @Test
  void records_areInTheOrderOfTheirCompareTo_andOneKeyWhereThatFindsNoDifference() {
    PTreeMap<Point, Long, TreeTestRoot> points = pool.root().points();
    pool.transaction(j -> {
      points.put(j, new Point(2, "a"), 1L);
      points.put(j, new Point(1, "a"), 2L);
      points.put(j, new Point(1, "b"), 3L);
      assertThat(points.put(j, new Point(2, "a"), 4L)).isEqualTo(1);
    });
    assertThat(points.keySet())
        .containsExactly(new Point(1, "b"), new Point(1, "a"), new Point(2, "a"));
    assertThat(points.firstEntry().getValue()).isEqualTo(3);
  }

  @Test
  void keyOfAnotherType_isRefusedAsTreeMapDoes() {
    fill(1);
    Map<?, ?> any = numbers;
    assertThatThrownBy(() -> any.get("a")).isInstanceOf(ClassCastException.class);
    assertThatThrownBy(() -> any.containsKey("a")).isInstanceOf(ClassCastException.class);
    assertThatThrownBy(() -> any.get(null)).isInstanceOf(NullPointerException.class);
  }

  // ---- reads

  @Test
  void reads_ofAnEmptyMap() {
    assertThat(numbers).isEmpty();
    assertThat(numbers.firstEntry()).isNull();
    assertThat(numbers.lowerKey(1L)).isNull();
    assertThat(numbers.get(1L)).isNull();
    assertThatThrownBy(numbers::firstKey).isInstanceOf(NoSuchElementException.class);
    assertThatThrownBy(() -> numbers.descendingMap().lastKey())
        .isInstanceOf(NoSuchElementException.class);
    assertThat(numbers).hasToString("{}").isEqualTo(Map.of()).hasSameHashCodeAs(Map.of());
  }

  @Test
  void reads_ofSomeEntries() {
    fill(100);
    assertThat(numbers).hasSize(100);
    assertThat(List.copyOf(numbers.keySet())).isEqualTo(to(100));
    assertThat(numbers.firstKey()).isZero();
    assertThat(numbers.lastEntry()).isEqualTo(Map.entry(99L, 990L));
    assertThat(numbers.floorKey(1_000L)).isEqualTo(99);
    assertThat(numbers.lowerKey(50L)).isEqualTo(49);
    assertThat(numbers.higherEntry(50L)).isEqualTo(Map.entry(51L, 510L));
    assertThat(numbers.headMap(3L)).hasToString("{0=0, 1=10, 2=20}");
    assertThat(numbers.values().stream().mapToLong(v -> v).sum()).isEqualTo(49_500);
    assertThat(numbers).isEqualTo(new TreeMap<>(numbers)).hasSameHashCodeAs(new TreeMap<>(numbers));
    assertThat(numbers.reversed().sequencedKeySet().getFirst()).isEqualTo(99);
    assertThat(numbers.descendingMap().comparator()).isNotNull();
    assertThat(numbers.comparator()).isNull();
  }

  @Test
  void spliterator_ofTheKeys_isSorted() {
    fill(10);
    Spliterator<Long> keys = numbers.keySet().spliterator();
    assertThat(keys.hasCharacteristics(Spliterator.SORTED | Spliterator.DISTINCT)).isTrue();
    assertThat(keys.getComparator()).isNull();
    assertThat(numbers.descendingKeySet().spliterator().getComparator()).isNotNull();
    assertThat(numbers.descendingKeySet().stream().sorted().toList()).isEqualTo(to(10));
    assertThat(numbers.values().spliterator().hasCharacteristics(Spliterator.SORTED)).isFalse();
  }

  @Test
  void views_areLive_andKeepTheirRange() {
    JournaledNavigableMap<Long, Long, TreeTestRoot> part = numbers.subMap(10L, 20L);
    JournaledNavigableSet<Long, TreeTestRoot> down = part.descendingKeySet();
    assertThat(part).isEmpty();
    fill(100);
    assertThat(part).hasSize(10);
    assertThat(down.first()).isEqualTo(19);
    pool.transaction(j -> {
      part.remove(j, 15L);
      part.remove(j, 5L); // out of range: nothing there
      assertThat(part.pollLastEntry(j)).isEqualTo(Map.entry(19L, 190L));
      assertThat(down.pollFirst(j)).isEqualTo(18);
      assertThatThrownBy(() -> part.put(j, 20L, 1L))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("key out of range");
      part.headMap(12L).clear(j);
      part.edit(j).entrySet().forEach(each -> each.setValue(-each.getValue()));
    });
    assertThat(part).hasToString("{12=-120, 13=-130, 14=-140, 16=-160, 17=-170}");
    assertThat(numbers).hasSize(95).containsKeys(5L, 20L);
    assertThatThrownBy(() -> part.subMap(5L, 15L)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> numbers.subMap(2L, 1L)).isInstanceOf(IllegalArgumentException.class);
  }

  // ---- changes

  @Test
  void inheritedMutators_throwAndNameTheRightOne() {
    NavigableMap<Long, Long> closed = numbers;
    fill(3);
    refused(() -> closed.put(1L, 1L), "use put(j, key, value)");
    refused(closed::pollFirstEntry, "use pollFirstEntry(j)");
    refused(closed::pollLastEntry, "use pollLastEntry(j)");
    refused(() -> closed.putFirst(1L, 1L), "the order decides");
    refused(() -> closed.tailMap(1L).clear(), "use clear(j)");
    refused(() -> closed.navigableKeySet().pollFirst(), "use pollFirst(j)");
    refused(() -> closed.descendingKeySet().removeLast(), "use pollLast(j)");
    refused(() -> closed.keySet().add(9L), "use add(j, element)");
    refused(() -> closed.values().remove(0L), "use remove(j, o)");
    refused(() -> closed.firstEntry().setValue(1L), "use put(j, key, value)");
    refused(
        () -> {
          Iterator<Long> keys = closed.keySet().iterator();
          keys.next();
          keys.remove();
        },
        "iterator without a journal");
    pool.transaction(j -> {
      refused(() -> numbers.keySet().add(j, 9L), "keys of a map");
      assertThatThrownBy(() -> numbers.edit(j).putLast(9L, 9L))
          .isInstanceOf(UnsupportedOperationException.class);
    });
    assertThat(numbers).hasSize(3);
  }

  @Test
  void journalAmongTheArguments_isRefused() {
    fill(3);
    NavigableMap<?, ?> raw = numbers;
    pool.transaction(j -> {
      ThrowingCallable[] calls = {
        () -> raw.get(j),
        () -> raw.containsKey(j),
        () -> raw.keySet().contains(j),
        () -> raw.values().contains(j),
        () -> numbers.edit(j).remove(j)
      };
      for (ThrowingCallable call : calls) {
        assertThatThrownBy(call)
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageStartingWith("arguments swapped");
      }
    });
  }

  @Test
  void edit_afterItsTransaction_isRefused() {
    List<NavigableMap<Long, Long>> kept = new ArrayList<>();
    fill(3);
    pool.transaction(j -> {
      kept.add(numbers.edit(j));
      kept.add(numbers.edit(j).headMap(2L, false));
      kept.add(numbers.descendingMap().edit(j));
    });
    for (NavigableMap<Long, Long> each : kept) {
      assertThatThrownBy(each::size).isInstanceOf(JournalEndedException.class);
      assertThatThrownBy(() -> each.put(1L, 1L)).isInstanceOf(JournalEndedException.class);
      assertThatThrownBy(each::keySet).isInstanceOf(JournalEndedException.class);
    }
  }

  @Test
  void functionThatChangesTheMap_isFound() {
    fill(3);
    pool.transaction(j -> {
      assertThatThrownBy(() -> numbers.computeIfAbsent(j, 7L, key -> numbers.put(j, 8L, key)))
          .isInstanceOf(ConcurrentModificationException.class);
      assertThatThrownBy(() ->
              numbers.removeIf(
                  j,
                  (key, _) -> {
                    numbers.remove(j, key);
                    return true;
                  }))
          .isInstanceOf(ConcurrentModificationException.class);
    });
  }

  // ---- iterators

  @Test
  void iterator_failsFast_whateverChanged() {
    fill(50);
    pool.transaction(j -> {
      failsAfter(() -> numbers.put(j, 1_000L, 1L));
      failsAfter(() -> numbers.remove(j, 30L));
      failsAfter(() -> numbers.headMap(5L).clear(j));
      Iterator<Long> keys = numbers.keySet().iterator();
      keys.next();
      numbers.put(j, 10L, 11L); // replaces: no change of structure
      assertThat(keys.next()).isEqualTo(6);
    });
    Iterator<Long> keys = numbers.tailMap(20L).keySet().iterator();
    keys.next();
    assertThatThrownBy(() ->
            pool.transaction(j -> {
              numbers.clear(j);
              throw new IllegalStateException("planted");
            }))
        .hasMessage("planted");
    assertThatThrownBy(keys::next).isInstanceOf(ConcurrentModificationException.class);
  }

  private void failsAfter(Runnable change) {
    Iterator<Long> keys = numbers.descendingKeySet().iterator();
    keys.next();
    change.run();
    assertThatThrownBy(keys::next).isInstanceOf(ConcurrentModificationException.class);
  }

  @Test
  void iterator_removesOnce_andNotAfterAnotherChange() {
    fill(50);
    pool.transaction(j -> {
      int before = numbers.size();
      Iterator<Long> keys = numbers.edit(j).navigableKeySet().iterator();
      keys.next();
      keys.remove();
      assertThatThrownBy(keys::remove).isInstanceOf(IllegalStateException.class);
      keys.next();
      numbers.put(j, 1_000L, 1L);
      assertThatThrownBy(keys::remove).isInstanceOf(ConcurrentModificationException.class);
      assertThat(numbers).hasSize(before);
    });
  }

  @Test
  void iterator_removesWhileNodesAreJoined_andMissesNothing() {
    for (int keep = 1; keep < 5; keep++) {
      int divisor = keep;
      fill(200);
      pool.transaction(j -> {
        List<Long> seen = new ArrayList<>();
        Iterator<Map.Entry<Long, Long>> entries = numbers.edit(j).entrySet().iterator();
        assertThatThrownBy(entries::remove).isInstanceOf(IllegalStateException.class);
        while (entries.hasNext()) {
          Map.Entry<Long, Long> each = entries.next();
          seen.add(each.getKey());
          if (each.getKey() % divisor == 0) {
            entries.remove();
          }
        }
        assertThatThrownBy(entries::next).isInstanceOf(NoSuchElementException.class);
        assertThat(seen).isEqualTo(to(200));
      });
      assertThat(numbers.keySet()).noneMatch(key -> key % divisor == 0);
      assertThat(pool.check().problems()).isEmpty();
    }
  }

  // ---- sets

  @Test
  void set_hasTheDoorsOfASortedSet() {
    PTreeSet<String, TreeTestRoot> names = pool.root().names();
    pool.transaction(j -> {
      assertThat(names.add(j, "b")).isTrue();
      assertThat(names.add(j, "b")).isFalse();
      names.addAll(j, List.of("d", "a", "c", "e"));
      assertThat(names.headSet("b", true).pollLast(j)).isEqualTo("b");
      assertThat(names.pollLast(j)).isEqualTo("e");
      assertThatThrownBy(() -> names.tailSet("c").add(j, "b"))
          .isInstanceOf(IllegalArgumentException.class);
    });
    assertThat(names).containsExactly("a", "c", "d").hasToString("[a, c, d]");
    assertThat(names.descendingSet()).containsExactly("d", "c", "a");
    assertThat(names.stream().collect(Collectors.joining())).isEqualTo("acd");
    assertThat(names.ceiling("b")).isEqualTo("c");
    NavigableSet<String> closed = names; // as one who knows nothing of journals sees it
    refused(closed::pollFirst, "use pollFirst(j)");
    refused(() -> closed.addFirst("x"), "the order decides");
  }

  @Test
  void set_paysForNoValues() {
    List<Long> many = to(10_000);
    pool.transaction(j -> {
      pool.root().set().addAll(j, many);
      many.forEach(each -> numbers.put(j, each, each));
    });
    assertThat(pool.root().set().footprint()).isLessThan(numbers.footprint() * 3 / 4);
    assertThat(pool.root().set()).hasSize(10_000);
  }

  @Test
  void pclone_isADetachedCopy_inTheSameOrder() {
    PTreeMap<String, Long, TreeTestRoot> backwards = pool.root().backwards();
    pool.transaction(j -> List.of("ab", "ba", "c").forEach(each -> backwards.put(j, each, 1L)));
    PTreeMap<String, Long, TreeTestRoot> copy = pool.pclone(backwards);
    assertThat(copy.footprint()).isZero();
    assertThat(List.copyOf(copy.keySet())).containsExactly("ba", "ab", "c");
    assertThat(Objects.requireNonNull(copy.comparator())).isEqualTo(TreeTestRoot.BY_THE_END);
  }

  @Test
  void journal_ofTheTransaction_isNeeded() {
    List<Journal<TreeTestRoot>> ended = new ArrayList<>();
    pool.transaction(j -> ended.add(j));
    assertThatThrownBy(() -> numbers.put(ended.getFirst(), 1L, 1L))
        .isInstanceOf(JournalEndedException.class);
  }
}
