package dev.emery.collections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.JournalEndedException;
import dev.emery.pool.Pool;
import java.util.ArrayList;
import java.util.Collection;
import java.util.ConcurrentModificationException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SequencedCollection;
import java.util.SequencedMap;
import java.util.Set;
import java.util.Spliterator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a linked map has that a hash map has not: an order with two ends. */
class PLinkedHashMapTest {
  private final Pool<HashTestRoot> pool = HashTestRoot.inMemory();
  private final PLinkedHashMap<String, String, HashTestRoot> map = pool.root().texts();
  private final SequencedMap<String, String> asMap = map; // as one who knows of no journals

  @AfterEach
  void close() {
    assertThat(pool.check().problems()).isEmpty();
    pool.close();
  }

  /** Maps each letter to itself. */
  private void store(String letters) {
    pool.transaction(j -> {
      map.clear(j);
      letters.chars().mapToObj(Character::toString).forEach(c -> map.put(j, c, c));
    });
  }

  private static String keys(Map<String, ?> any) {
    return String.join("", any.keySet());
  }

  @Test
  void order_isThatInWhichKeysCame() {
    store("cab");
    assertThat(keys(map)).isEqualTo("cab");
    pool.transaction(j -> {
      map.put(j, "c", "again");
      map.merge(j, "a", "!", String::concat);
      map.putIfAbsent(j, "z", "z");
      map.remove(j, "b");
      map.computeIfAbsent(j, "b", k -> k);
      map.putAll(j, new LinkedHashMap<>(Map.of("c", "c")));
    });
    assertThat(keys(map)).isEqualTo("cazb");
    assertThat(map).hasToString("{c=c, a=a!, z=z, b=b}");
    assertThat(map.reversed()).hasToString("{b=b, z=z, a=a!, c=c}");
    assertThat(keys(PLinkedHashMap.of(map))).isEqualTo("cazb");
    assertThat(keys(PLinkedHashMap.of(map.reversed()))).isEqualTo("bzac");
  }

  @Test
  void ends_areReadMovedAndPolled() {
    assertThat(map.firstEntry()).isNull();
    assertThat(map.reversed().lastEntry()).isNull();
    store("abc");
    assertThat(map.firstEntry()).isEqualTo(Map.entry("a", "a"));
    assertThat(map.lastEntry()).isEqualTo(Map.entry("c", "c"));
    assertThat(map.reversed().firstEntry()).isEqualTo(Map.entry("c", "c"));
    pool.transaction(j -> {
      assertThat(map.putFirst(j, "b", "B")).isEqualTo("b");
      assertThat(map.putLast(j, "a", "A")).isEqualTo("a");
      assertThat(map.putFirst(j, "x", "x")).isNull();
      assertThat(map.putLast(j, "y", "y")).isNull();
      assertThat(map.putFirst(j, "x", "X")).isEqualTo("x");
      assertThat(map).hasToString("{x=X, b=B, c=c, a=A, y=y}");
      assertThat(map.reversed().putFirst(j, "b", "b")).isEqualTo("B");
      assertThat(map.reversed().putLast(j, "y", "y")).isEqualTo("y");
      assertThat(keys(map)).isEqualTo("yxcab");
      assertThat(map.pollFirstEntry(j)).isEqualTo(Map.entry("y", "y"));
      assertThat(map.reversed().pollFirstEntry(j)).isEqualTo(Map.entry("b", "b"));
      assertThat(map.pollLastEntry(j)).isEqualTo(Map.entry("a", "A"));
      assertThat(map.reversed().pollLastEntry(j)).isEqualTo(Map.entry("x", "X"));
      assertThat(map.edit(j).pollLastEntry()).isEqualTo(Map.entry("c", "c"));
      assertThat(map.pollFirstEntry(j)).isNull();
      assertThat(map.edit(j).reversed().pollLastEntry()).isNull();
    });
  }

  @Test
  void reversed_isLive_andNewKeysComeLastThroughItToo() {
    JournaledSequencedMap<String, String, HashTestRoot> back = map.reversed();
    store("abc");
    assertThat(keys(back)).isEqualTo("cba");
    assertThat(back).isEqualTo(map).hasSameHashCodeAs(map);
    pool.transaction(j -> {
      back.put(j, "d", "d");
      SequencedMap<String, String> edit = map.edit(j).reversed();
      edit.put("e", "e");
      assertThat(keys(map)).isEqualTo("abcde");
      edit.putFirst("f", "f");
      assertThat(keys(edit)).isEqualTo("fedcba");
      assertThat(keys(back.reversed())).isEqualTo("abcdef");
      StringBuilder seen = new StringBuilder();
      back.replaceAll(
          j,
          (k, v) -> {
            seen.append(k);
            return v + v;
          });
      back.removeIf(j, (k, _) -> seen.append(k).isEmpty());
      edit.keySet().removeIf(k -> seen.append(k).isEmpty());
      back.forEach((k, _) -> seen.append(k));
      assertThat(seen).hasToString("fedcba".repeat(4));
      assertThat(map.values()).containsExactly("aa", "bb", "cc", "dd", "ee", "ff");
    });
  }

  @Test
  void views_haveTheOrderAndItsEnds() {
    store("abc");
    assertThat(map.keySet().getFirst()).isEqualTo("a");
    assertThat(map.sequencedValues().getLast()).isEqualTo("c");
    assertThat(map.sequencedEntrySet().reversed().getFirst()).isEqualTo(Map.entry("c", "c"));
    assertThat(map.keySet().reversed()).containsExactly("c", "b", "a");
    assertThat(map.reversed().sequencedKeySet().reversed()).containsExactly("a", "b", "c");
    assertThat(map.keySet()).isEqualTo(Set.of("b", "a", "c")).isEqualTo(map.keySet().reversed());
    assertThat(map.values().stream().toList()).containsExactly("a", "b", "c");
    assertThat(map.values().spliterator().hasCharacteristics(Spliterator.ORDERED)).isTrue();
    assertThat(pool.root().numbers().keySet().stream().findFirst()).isEmpty();
    assertThatThrownBy(() -> pool.root().numbers().keySet().getFirst())
        .isInstanceOf(NoSuchElementException.class);
    pool.transaction(j -> {
      assertThat(map.sequencedKeySet().removeFirst(j)).isEqualTo("a");
      assertThat(map.sequencedValues().reversed().removeFirst(j)).isEqualTo("c");
      assertThat(map.edit(j).sequencedKeySet().reversed().removeLast()).isEqualTo("b");
      assertThatThrownBy(() -> map.sequencedKeySet().removeFirst(j))
          .isInstanceOf(NoSuchElementException.class);
    });
  }

  @Test
  void values_removeTheFirstThatIsEqual_inTheirOrder() {
    pool.transaction(j -> {
      for (String key : List.of("a", "b", "c")) {
        map.put(j, key, "same");
      }
      map.values().remove(j, "same");
      map.reversed().values().remove(j, "same");
    });
    assertThat(keys(map)).isEqualTo("b");
  }

  @Test
  void edit_afterTheTransaction_throws() {
    store("a");
    SequencedMap<String, String> edit = pool.compute(map::edit);
    SequencedCollection<String> keys = pool.compute(j -> map.edit(j).sequencedKeySet());
    List<ThrowingCallable> calls =
        List.of(
            edit::reversed,
            edit::firstEntry,
            edit::pollFirstEntry,
            () -> edit.putFirst("a", "a"),
            edit::sequencedValues,
            keys::reversed,
            keys::removeFirst);
    for (ThrowingCallable call : calls) {
      assertThatThrownBy(call).isInstanceOf(JournalEndedException.class);
    }
  }

  @Test
  void inheritedMutators_nameTheOneThatTakesAJournal() {
    store("a");
    for (SequencedMap<String, String> each : List.of(asMap, asMap.reversed())) {
      refused(() -> each.put("a", "b"), "put(j, key, value)");
      refused(() -> each.putFirst("a", "b"), "putFirst(j, key, value)");
      refused(() -> each.putLast("a", "b"), "putLast(j, key, value)");
      refused(each::pollFirstEntry, "pollFirstEntry(j)");
      refused(each::pollLastEntry, "pollLastEntry(j)");
      refused(each::clear, "clear(j)");
      refused(() -> each.firstEntry().setValue("b"), "put(j, key, value)");
      List<SequencedCollection<?>> views =
          List.of(each.sequencedKeySet(), each.sequencedValues(), each.sequencedEntrySet());
      for (SequencedCollection<?> view : views) {
        refused(view::removeFirst, "removeFirst(j)");
        refused(view.reversed()::removeLast, "removeLast(j)");
        refused(() -> view.addFirst(null), "putFirst(j, key, value)");
        refused(() -> view.addLast(null), "putLast(j, key, value)");
        refused(() -> view.removeIf(_ -> true), "removeIf(j, filter)");
      }
    }
    pool.transaction(j -> {
      refused(() -> map.edit(j).sequencedKeySet().addFirst("x"), null);
      refused(() -> map.keySet().add(j, "x"), null);
    });
    assertThat(map).isEqualTo(Map.of("a", "a"));
  }

  private static void refused(ThrowingCallable call, String hint) {
    assertThatThrownBy(call)
        .isInstanceOf(UnsupportedOperationException.class)
        .satisfies(e -> assertThat(hint == null || e.getMessage().contains(hint)).isTrue());
  }

  @Test
  void nullAndJournals_areRefused() {
    store("a");
    PLinkedHashMap<String, String, HashTestRoot> prototype = PLinkedHashMap.of(map);
    pool.transaction(j -> {
      for (PLinkedHashMap<String, String, HashTestRoot> each : List.of(map, prototype)) {
        List<ThrowingCallable> missing =
            List.of(
                () -> each.putFirst(j, null, "a"),
                () -> each.putLast(j, "a", null),
                () -> each.edit(j).putFirst("a", null),
                () -> each.get(null),
                () -> each.put(j, "a", null));
        for (ThrowingCallable call : missing) {
          assertThatThrownBy(call).isInstanceOf(NullPointerException.class);
        }
        Collection<String> keys = each.keySet();
        assertThatThrownBy(() -> keys.contains((Object) j))
            .isInstanceOf(IllegalArgumentException.class);
      }
    });
    assertThat(map).isEqualTo(Map.of("a", "a")).isEqualTo(prototype);
  }

  @Test
  void iterators_failFast_whenTheOrderChanges() {
    store("abc");
    var committed = map.keySet().iterator();
    committed.next();
    pool.transaction(j -> map.putLast(j, "a", "a"));
    assertThatThrownBy(committed::next).isInstanceOf(ConcurrentModificationException.class);
    var there = map.keySet().iterator();
    pool.transaction(j -> map.putLast(j, "a", "again")); // is the last
    assertThat(there.next()).isEqualTo("b");
    var aborted = map.reversed().keySet().iterator();
    assertThatThrownBy(() ->
            pool.transaction(j -> {
              map.putFirst(j, "c", "c");
              throw new IllegalStateException("planted");
            }))
        .hasMessage("planted");
    assertThatThrownBy(aborted::next).isInstanceOf(ConcurrentModificationException.class);
    assertThat(keys(map)).isEqualTo("bca");
  }

  @Test
  void iterators_removeAndGoOn_overManySegments() {
    PLinkedHashMap<Long, Long, HashTestRoot> numbers = pool.root().numbers();
    pool.transaction(j -> {
      for (long i = 0; i < 5_000; i++) {
        numbers.put(j, i * i, i);
      }
      List<Long> seen = new ArrayList<>();
      var backwards = numbers.edit(j).reversed().values().iterator();
      while (backwards.hasNext()) {
        long value = backwards.next();
        seen.add(value);
        if (value % 8 != 0) {
          backwards.remove();
          assertThatThrownBy(backwards::remove).isInstanceOf(IllegalStateException.class);
        }
      }
      assertThat(seen).hasSize(5_000).isSortedAccordingTo((a, b) -> Long.compare(b, a));
      assertThatThrownBy(backwards::next).isInstanceOf(NoSuchElementException.class);
    });
    assertThat(List.copyOf(numbers.values())).hasSize(625).isSorted();
  }
}
