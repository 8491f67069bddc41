package dev.emery.collections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.emery.JournalEndedException;
import dev.emery.collections.MapTestRoot.Point;
import dev.emery.pool.Pool;
import dev.emery.transaction.Journal;
import dev.emery.transaction.TransactionBody;
import java.util.Collection;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The three doors of a map: reads, mutators that take a journal, and the view to edit. */
class PHashMapTest {
  private final Pool<MapTestRoot> pool = MapTestRoot.inMemory();
  private final PHashMap<String, Long, MapTestRoot> words = pool.root().words();
  private final Map<String, Long> asMap = words; // as one who knows nothing of journals sees it

  @AfterEach
  void close() {
    assertThat(pool.check().problems()).isEmpty();
    pool.close();
  }

  private void store(Map<String, Long> entries) {
    pool.transaction(j -> {
      words.clear(j);
      words.putAll(j, entries);
    });
  }

  // ---- reads

  @Test
  void reads_ofAnEmptyMap() {
    assertThat(words.size()).isZero();
    assertThat(words.isEmpty()).isTrue();
    assertThat(words.get("a")).isNull();
    assertThat(words.getOrDefault("a", 7L)).isEqualTo(7);
    assertThat(words.containsKey("a")).isFalse();
    assertThat(words.containsValue(1L)).isFalse();
    assertThat(words.keySet()).isEmpty();
    assertThat(words.values()).isEmpty();
    assertThat(words.entrySet()).isEmpty();
    assertThat(words).hasToString("{}").isEqualTo(Map.of()).hasSameHashCodeAs(Map.of());
  }

  @Test
  void reads_ofSomeEntries() {
    store(Map.of("a", 1L, "b", 2L, "c", 3L));
    assertThat(words.size()).isEqualTo(3);
    assertThat(words.isEmpty()).isFalse();
    assertThat(words.get("b")).isEqualTo(2);
    assertThat(words.get("d")).isNull();
    assertThat(words.getOrDefault("b", 7L)).isEqualTo(2);
    assertThat(words.getOrDefault("d", 7L)).isEqualTo(7);
    assertThat(words.containsKey("c")).isTrue();
    assertThat(words.containsKey("d")).isFalse();
    assertThat(words.containsValue(3L)).isTrue();
    assertThat(words.containsValue(4L)).isFalse();
    Map<String, Long> seen = new TreeMap<>();
    words.forEach(seen::put);
    assertThat(seen).containsExactly(entry("a", 1L), entry("b", 2L), entry("c", 3L));
  }

  @Test
  void read_ofAKeyOfAnotherType_findsNothing() {
    store(Map.of("1", 1L));
    Map<?, ?> any = words;
    assertThat(any.get(1L)).isNull();
    assertThat(any.containsKey(1L)).isFalse();
    assertThat(any.containsValue("1")).isFalse();
    Set<?> keys = words.keySet();
    assertThat(keys.contains(1L)).isFalse();
    Set<?> entries = words.entrySet();
    assertThat(entries.contains("1=1")).isFalse();
    assertThat(entries.contains(Map.entry(1L, 1L))).isFalse();
    assertThat(entries.contains(Map.entry("1", "1"))).isFalse();
    pool.transaction(j -> {
      assertThat(words.remove(j, 1L)).isNull();
      assertThat(words.remove(j, "1", "1")).isFalse();
      assertThat(words.remove(j, 1L, 1L)).isFalse();
    });
    assertThat(words).hasSize(1);
  }

  @Test
  void views_followTheMap() {
    Set<String> keys = words.keySet();
    Collection<Long> values = words.values();
    Set<Map.Entry<String, Long>> entries = words.entrySet();
    store(Map.of("a", 1L, "b", 2L));
    assertThat(keys).containsExactlyInAnyOrder("a", "b");
    assertThat(values).containsExactlyInAnyOrder(1L, 2L);
    assertThat(entries).containsExactlyInAnyOrder(Map.entry("a", 1L), Map.entry("b", 2L));
    assertThat(keys).isEqualTo(Set.of("a", "b")).hasSameHashCodeAs(Set.of("a", "b"));
    assertThat(entries).isEqualTo(Map.of("a", 1L, "b", 2L).entrySet());
    assertThat(entries).hasSameHashCodeAs(Map.of("a", 1L, "b", 2L).entrySet());
    assertThat(keys.toString()).isIn("[a, b]", "[b, a]");
    assertThat(entries.toString()).isIn("[a=1, b=2]", "[b=2, a=1]");
    assertThat(keys.containsAll(List.of("a", "b"))).isTrue();
    assertThat(values.contains(3L)).isFalse();
    assertThat(entries.contains(Map.entry("a", 1L))).isTrue();
    assertThat(entries.contains(Map.entry("a", 2L))).isFalse();
    assertThat(keys.stream().sorted().toList()).containsExactly("a", "b");
    assertThat(values.stream().mapToLong(v -> v).sum()).isEqualTo(3);
    assertThat(keys.toArray(new String[3])).contains("a", "b", null);
    assertThat(values.toArray(Long[]::new)).containsExactlyInAnyOrder(1L, 2L);
  }

  @Test
  void entry_showsWhatWasRead() {
    store(Map.of("a", 1L));
    Map.Entry<String, Long> read = words.entrySet().iterator().next();
    pool.transaction(j -> words.put(j, "a", 2L));
    assertThat(read).isEqualTo(Map.entry("a", 1L)).hasSameHashCodeAs(Map.entry("a", 1L));
    assertThat(read).hasToString("a=1");
    assertThatThrownBy(() -> read.setValue(3L)).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void equalsAndHashCode_asInJavaUtil() {
    Map<String, Long> same = Map.of("a", 1L, "b", 2L);
    store(same);
    PHashMap<String, Long, MapTestRoot> prototype = PHashMap.of(same);
    assertThat(words).isEqualTo(same).isEqualTo(new TreeMap<>(same)).isEqualTo(prototype);
    assertThat(same).isEqualTo(words).isEqualTo(prototype);
    assertThat(prototype).isEqualTo(words).isEqualTo(same);
    assertThat(words).hasSameHashCodeAs(same).hasSameHashCodeAs(prototype);
    assertThat(words).isNotEqualTo(Map.of("a", 1L)).isNotEqualTo(Map.of("a", 1L, "b", 3L));
    assertThat(words).isNotEqualTo(Map.of("a", 1L, "c", 2L)).isNotEqualTo(List.of());
    assertThat(words.equals(new TreeMap<>(Map.of(1L, 1L, 2L, 2L)))).isFalse();
    assertThat(words.toString()).isIn("{a=1, b=2}", "{b=2, a=1}");
    pool.transaction(j -> {
      Map<String, Long> edit = words.edit(j);
      assertThat(edit).isEqualTo(same).hasSameHashCodeAs(same);
      assertThat(edit.toString()).isIn("{a=1, b=2}", "{b=2, a=1}");
    });
  }

  @Test
  void toString_ofALargeMap_countsTheRest() {
    pool.transaction(j -> {
      for (int i = 0; i < 1_500; i++) {
        words.put(j, "w" + i, (long) i);
      }
    });
    assertThat(words.toString()).endsWith("… 500 more}").hasSizeLessThan(20_000);
  }

  // ---- mutators that take a journal

  @Test
  void mutators_returnWhatJavaUtilSays() {
    pool.transaction(j -> {
      assertThat(words.put(j, "a", 1L)).isNull();
      assertThat(words.put(j, "a", 2L)).isEqualTo(1);
      assertThat(words.putIfAbsent(j, "a", 3L)).isEqualTo(2);
      assertThat(words.putIfAbsent(j, "b", 3L)).isNull();
      assertThat(words.replace(j, "b", 4L)).isEqualTo(3);
      assertThat(words.replace(j, "c", 4L)).isNull();
      assertThat(words.replace(j, "b", 5L, 6L)).isFalse();
      assertThat(words.replace(j, "b", 4L, 6L)).isTrue();
      assertThat(words.replace(j, "c", 4L, 6L)).isFalse();
      assertThat(words).isEqualTo(Map.of("a", 2L, "b", 6L));
      assertThat(words.remove(j, "b", 4L)).isFalse();
      assertThat(words.remove(j, "b", 6L)).isTrue();
      assertThat(words.remove(j, "b")).isNull();
      assertThat(words.remove(j, "a")).isEqualTo(2);
      assertThat(words).isEmpty();
    });
  }

  @Test
  void computing_returnsWhatJavaUtilSays() {
    pool.transaction(j -> {
      assertThat(words.computeIfPresent(j, "a", (k, v) -> 1L)).isNull();
      assertThat(words.computeIfAbsent(j, "a", k -> null)).isNull();
      assertThat(words).isEmpty();
      assertThat(words.computeIfAbsent(j, "a", k -> (long) k.length())).isEqualTo(1);
      assertThat(words.computeIfAbsent(j, "a", k -> 9L)).isEqualTo(1);
      assertThat(words.computeIfPresent(j, "a", (k, v) -> v + 1)).isEqualTo(2);
      assertThat(words.compute(j, "a", (k, v) -> v + 1)).isEqualTo(3);
      assertThat(words.compute(j, "b", (k, v) -> v == null ? 5L : null)).isEqualTo(5);
      assertThat(words.compute(j, "c", (k, v) -> null)).isNull();
      assertThat(words.merge(j, "a", 10L, Long::sum)).isEqualTo(13);
      assertThat(words.merge(j, "d", 10L, Long::sum)).isEqualTo(10);
      assertThat(words.merge(j, "d", 10L, (old, value) -> null)).isNull();
      assertThat(words).isEqualTo(Map.of("a", 13L, "b", 5L));
      assertThat(words.compute(j, "b", (k, v) -> null)).isNull();
      assertThat(words.computeIfPresent(j, "a", (k, v) -> null)).isNull();
      assertThat(words).isEmpty();
    });
  }

  @Test
  void bulkMutators() {
    store(Map.of("a", 1L, "b", 2L, "c", 3L, "d", 4L));
    pool.transaction(j -> {
      words.replaceAll(j, (k, v) -> v * 10);
      assertThat(words).isEqualTo(Map.of("a", 10L, "b", 20L, "c", 30L, "d", 40L));
      assertThat(words.removeIf(j, (k, v) -> v > 100)).isFalse();
      assertThat(words.removeIf(j, (k, v) -> k.equals("a") || v == 40)).isTrue();
      assertThat(words).isEqualTo(Map.of("b", 20L, "c", 30L));
      words.putAll(j, Map.of("c", 1L, "x", 2L));
      words.putAll(j, words);
      assertThat(words).isEqualTo(Map.of("b", 20L, "c", 1L, "x", 2L));
      words.clear(j);
      assertThat(words).isEmpty();
    });
  }

  @Test
  void views_changeTheMapWithAJournal() {
    store(Map.of("a", 1L, "b", 2L, "c", 3L, "d", 4L, "e", 5L, "f", 6L));
    pool.transaction(j -> {
      assertThat(words.keySet().remove(j, "a")).isTrue();
      assertThat(words.keySet().remove(j, "a")).isFalse();
      assertThat(words.values().remove(j, 2L)).isTrue();
      assertThat(words.values().remove(j, 2L)).isFalse();
      assertThat(words.entrySet().remove(j, Map.entry("c", 4L))).isFalse();
      assertThat(words.entrySet().remove(j, Map.entry("c", 3L))).isTrue();
      assertThat(words).isEqualTo(Map.of("d", 4L, "e", 5L, "f", 6L));
      assertThat(words.keySet().retainAll(j, Set.of("d", "e"))).isTrue();
      assertThat(words.keySet().retainAll(j, Set.of("d", "e"))).isFalse();
      assertThat(words.values().removeAll(j, Set.of(4L, 9L))).isTrue();
      assertThat(words.entrySet().removeIf(j, e -> e.getValue() == 4)).isFalse();
      assertThat(words).isEqualTo(Map.of("e", 5L));
      words.values().clear(j);
      assertThat(words).isEmpty();
      assertThatThrownBy(() -> words.keySet().add(j, "z"))
          .isInstanceOf(UnsupportedOperationException.class);
    });
  }

  @Test
  void function_thatChangesTheMap_isRefused() {
    store(Map.of("a", 1L));
    refusesChange(j -> words.computeIfAbsent(j, "b", k -> changed(j)));
    refusesChange(j -> words.compute(j, "a", (k, v) -> changed(j)));
    refusesChange(j -> words.compute(j, "b", (k, v) -> changed(j)));
    refusesChange(j -> words.computeIfPresent(j, "a", (k, v) -> changed(j)));
    refusesChange(j -> words.merge(j, "a", 1L, (k, v) -> changed(j)));
    refusesChange(j -> words.replaceAll(j, (k, v) -> changed(j)));
    refusesChange(j -> words.removeIf(j, (k, v) -> changed(j) == 1));
    assertThat(words).isEqualTo(Map.of("a", 1L));
  }

  private long changed(Journal<MapTestRoot> j) {
    words.put(j, "new", 1L);
    return 1;
  }

  private void refusesChange(TransactionBody<MapTestRoot, RuntimeException> body) {
    assertThatThrownBy(() -> pool.transaction(body))
        .isInstanceOf(ConcurrentModificationException.class);
  }

  @Test
  void function_thatThrows_changesNothing() {
    store(Map.of("a", 1L, "b", 2L));
    pool.transaction(j -> {
      throwing(() -> words.compute(j, "a", (k, v) -> fail()));
      throwing(() -> words.computeIfAbsent(j, "c", k -> fail()));
      throwing(() -> words.merge(j, "a", 1L, (o, v) -> fail()));
      throwing(() -> words.replaceAll(j, (k, v) -> v == 2 ? fail() : 7L));
      throwing(() -> words.removeIf(j, (k, v) -> v == 2 ? fail() > 0 : true));
    });
    assertThat(words).isEqualTo(Map.of("a", 1L, "b", 2L));
  }

  private static long fail() {
    throw new IllegalStateException("planted");
  }

  private static void throwing(ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(IllegalStateException.class).hasMessage("planted");
  }

  // ---- the view to edit

  @Test
  void edit_isACompleteMap() {
    pool.transaction(j -> {
      Map<String, Long> edit = words.edit(j);
      assertThat(edit.put("a", 1L)).isNull();
      assertThat(edit.put("a", 2L)).isEqualTo(1);
      assertThat(edit.putIfAbsent("b", 1L)).isNull();
      assertThat(edit.merge("b", 5L, Long::sum)).isEqualTo(6);
      assertThat(edit.computeIfAbsent("c", k -> 3L)).isEqualTo(3);
      assertThat(edit.compute("c", (k, v) -> v + 1)).isEqualTo(4);
      assertThat(edit.computeIfPresent("c", (k, v) -> v + 1)).isEqualTo(5);
      assertThat(edit.replace("c", 6L)).isEqualTo(5);
      assertThat(edit.replace("c", 6L, 7L)).isTrue();
      assertThat(edit.remove("c", 6L)).isFalse();
      assertThat(edit.remove("c")).isEqualTo(7);
      edit.putAll(Map.of("x", 1L, "y", 2L));
      edit.replaceAll((k, v) -> -v);
      assertThat(edit).isEqualTo(Map.of("a", -2L, "b", -6L, "x", -1L, "y", -2L));
      assertThat(edit.size()).isEqualTo(4);
      assertThat(edit.isEmpty()).isFalse();
      assertThat(edit.containsKey("x")).isTrue();
      assertThat(edit.containsValue(-6L)).isTrue();
      assertThat(edit.getOrDefault("q", 1L)).isEqualTo(1);
      Map<String, Long> copy = new HashMap<>();
      edit.forEach(copy::put);
      assertThat(copy).isEqualTo(words);
      edit.clear();
      assertThat(words).isEmpty();
    });
  }

  @Test
  void edit_views_removeFromTheMap() {
    store(Map.of("a", 1L, "b", 2L, "c", 3L, "d", 4L, "e", 5L, "f", 6L));
    pool.transaction(j -> {
      Map<String, Long> edit = words.edit(j);
      assertThat(edit.keySet().remove("a")).isTrue();
      assertThat(edit.values().remove(2L)).isTrue();
      assertThat(edit.entrySet().remove(Map.entry("c", 3L))).isTrue();
      assertThat(edit.entrySet().remove(Map.entry("d", 3L))).isFalse();
      assertThat(edit.keySet().retainAll(Set.of("d", "e", "f"))).isFalse();
      assertThat(edit.keySet().retainAll(Set.of("d", "e"))).isTrue();
      assertThat(edit.values().removeAll(List.of(4L))).isTrue();
      assertThat(edit.entrySet().removeIf(e -> e.getValue() == 9)).isFalse();
      assertThat(edit.entrySet().retainAll(Set.of(Map.entry("e", 5L)))).isFalse();
      assertThat(words).isEqualTo(Map.of("e", 5L));
      assertThatThrownBy(() -> edit.keySet().add("z"))
          .isInstanceOf(UnsupportedOperationException.class);
      assertThatThrownBy(() -> edit.values().add(1L))
          .isInstanceOf(UnsupportedOperationException.class);
      edit.keySet().clear();
      assertThat(words).isEmpty();
    });
  }

  @Test
  void edit_entry_setValue_changesTheMap() {
    store(Map.of("a", 1L, "b", 2L));
    pool.transaction(j -> {
      for (Map.Entry<String, Long> each : words.edit(j).entrySet()) {
        long before = each.getValue();
        assertThat(each.setValue(before + 10)).isEqualTo(before);
        assertThat(each.getValue()).isEqualTo(before + 10);
      }
    });
    assertThat(words).isEqualTo(Map.of("a", 11L, "b", 12L));
  }

  @Test
  void edit_iterators_remove() {
    store(Map.of("a", 1L, "b", 2L, "c", 3L, "d", 4L));
    pool.transaction(j -> {
      Map<String, Long> edit = words.edit(j);
      removeAll(edit.keySet().iterator(), "a");
      removeAll(edit.values().iterator(), 2L);
      removeAll(edit.entrySet().iterator(), Map.entry("c", 3L));
    });
    assertThat(words).isEqualTo(Map.of("d", 4L));
  }

  private static void removeAll(Iterator<?> iterator, Object victim) {
    while (iterator.hasNext()) {
      if (iterator.next().equals(victim)) {
        iterator.remove();
        assertThatThrownBy(iterator::remove).isInstanceOf(IllegalStateException.class);
      }
    }
  }

  @Test
  void edit_afterTheTransaction_throws() {
    store(Map.of("a", 1L));
    Map<String, Long> edit = pool.compute(words::edit);
    Set<String> keys = pool.compute(j -> words.edit(j).keySet());
    List<ThrowingCallable> calls =
        List.of(
            () -> edit.get("a"),
            edit::size,
            () -> edit.put("a", 2L),
            edit::clear,
            edit::keySet,
            keys::size,
            keys::iterator,
            () -> keys.remove("a"));
    for (ThrowingCallable call : calls) {
      assertThatThrownBy(call).isInstanceOf(JournalEndedException.class);
    }
    assertThat(words).isEqualTo(Map.of("a", 1L));
  }

  // ---- what is refused

  @Test
  void inheritedMutators_nameTheOneThatTakesAJournal() {
    store(Map.of("a", 1L));
    refused(() -> asMap.put("a", 2L), "put(j, key, value)");
    refused(() -> asMap.putAll(Map.of()), "putAll(j, entries)");
    refused(() -> asMap.putIfAbsent("a", 2L), "putIfAbsent(j, key, value)");
    refused(() -> asMap.remove("a"), "remove(j, key)");
    refused(() -> asMap.remove("a", 1L), "remove(j, key, value)");
    refused(() -> asMap.replace("a", 1L), "replace(j, key, value)");
    refused(() -> asMap.replace("a", 1L, 2L), "replace(j, key, old, value)");
    refused(() -> asMap.computeIfAbsent("b", k -> 1L), "computeIfAbsent(j, key, mapping)");
    refused(() -> asMap.computeIfPresent("a", (k, v) -> v), "computeIfPresent(j, key, remapping)");
    refused(() -> asMap.compute("a", (k, v) -> v), "compute(j, key, remapping)");
    refused(() -> asMap.merge("a", 1L, Long::sum), "merge(j, key, value, remapping)");
    refused(() -> asMap.replaceAll((k, v) -> v), "replaceAll(j, function)");
    refused(asMap::clear, "clear(j)");
    for (Collection<?> view : List.of(asMap.keySet(), asMap.values(), asMap.entrySet())) {
      refused(() -> view.remove("a"), "remove(j, o)");
      refused(() -> view.removeAll(List.of()), "removeAll(j, other)");
      refused(() -> view.retainAll(List.of()), "retainAll(j, other)");
      refused(() -> view.removeIf(e -> false), "removeIf(j, filter)");
      refused(view::clear, "clear(j)");
      Iterator<?> iterator = view.iterator();
      iterator.next();
      refused(iterator::remove, "removeIf(j, filter)");
    }
    assertThat(words).isEqualTo(Map.of("a", 1L));
  }

  private static void refused(ThrowingCallable call, String hint) {
    assertThatThrownBy(call)
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining(hint);
  }

  @Test
  void journal_asKeyOrValue_isRefused() {
    store(Map.of("a", 1L));
    PHashMap<String, Long, MapTestRoot> prototype = PHashMap.of(Map.of("a", 1L));
    pool.transaction(j -> {
      for (PHashMap<String, Long, MapTestRoot> map : List.of(words, prototype)) {
        Map<String, Long> plain = map;
        swapped(() -> plain.get((Object) j));
        swapped(() -> plain.getOrDefault((Object) j, 1L));
        swapped(() -> plain.containsKey((Object) j));
        swapped(() -> plain.containsValue((Object) j));
        swapped(() -> plain.remove((Object) j));
        swapped(() -> plain.remove("a", (Object) j));
        swapped(() -> map.remove(j, (Object) j));
        swapped(() -> map.remove(j, "a", j));
        for (Collection<?> view : List.of(plain.keySet(), plain.values(), plain.entrySet())) {
          swapped(() -> view.contains((Object) j));
          swapped(() -> view.remove((Object) j));
        }
        swapped(() -> map.keySet().remove(j, j));
        swapped(() -> map.values().remove(j, j));
        swapped(() -> map.entrySet().remove(j, j));
        swapped(() -> map.edit(j).get((Object) j));
        swapped(() -> map.edit(j).containsKey((Object) j));
        swapped(() -> map.edit(j).remove((Object) j));
        swapped(() -> map.edit(j).keySet().contains((Object) j));
        swapped(() -> map.edit(j).values().remove((Object) j));
        swapped(() -> map.edit(j).entrySet().remove((Object) j));
      }
    });
    assertThat(words).isEqualTo(Map.of("a", 1L)).isEqualTo(prototype);
  }

  private static void swapped(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("arguments swapped");
  }

  @Test
  @SuppressWarnings({"NullAway", "DataFlowIssue"}) // null is what is tested
  void null_isRefused() {
    store(Map.of("a", 1L));
    PHashMap<String, Long, MapTestRoot> prototype = PHashMap.of(Map.of("a", 1L));
    pool.transaction(j -> {
      for (PHashMap<String, Long, MapTestRoot> map : List.of(words, prototype)) {
        missing(() -> map.get(null));
        missing(() -> map.getOrDefault(null, 1L));
        missing(() -> map.containsKey(null));
        missing(() -> map.containsValue(null));
        missing(() -> map.put(j, null, 1L));
        missing(() -> map.put(j, "a", null));
        missing(() -> map.putIfAbsent(j, null, 1L));
        missing(() -> map.putIfAbsent(j, "a", null));
        missing(() -> map.remove(j, null));
        missing(() -> map.remove(j, null, 1L));
        missing(() -> map.remove(j, "a", null));
        missing(() -> map.replace(j, null, 1L));
        missing(() -> map.replace(j, "b", null));
        missing(() -> map.replace(j, null, 1L, 1L));
        missing(() -> map.replace(j, "a", null, 1L));
        missing(() -> map.replace(j, "a", 1L, null));
        missing(() -> map.computeIfAbsent(j, null, k -> 1L));
        missing(() -> map.computeIfAbsent(j, "a", null));
        missing(() -> map.computeIfPresent(j, null, (k, v) -> 1L));
        missing(() -> map.compute(j, null, (k, v) -> 1L));
        missing(() -> map.compute(j, "a", null));
        missing(() -> map.merge(j, null, 1L, Long::sum));
        missing(() -> map.merge(j, "a", null, Long::sum));
        missing(() -> map.merge(j, "a", 1L, null));
        missing(() -> map.replaceAll(j, (k, v) -> null));
        missing(() -> map.putAll(j, null));
        Map<String, Long> withNull = new HashMap<>(Map.of("z", 1L));
        withNull.put("y", null);
        missing(() -> map.putAll(j, withNull));
        missing(() -> map.keySet().contains(null));
        missing(() -> map.values().contains(null));
        missing(() -> map.entrySet().contains(null));
        missing(() -> map.edit(j).entrySet().iterator().next().setValue(null));
      }
    });
    missing(() -> PHashMap.of(null));
    assertThat(words).isEqualTo(Map.of("a", 1L)).isEqualTo(prototype);
  }

  private static void missing(ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(NullPointerException.class);
  }

  // ---- keys

  @Test
  void keys_ofRecords_areEqualByComponents() {
    PHashMap<Point, Long, MapTestRoot> points = pool.root().points();
    pool.transaction(j -> {
      for (int i = 0; i < 1_000; i++) {
        points.put(
            j, new Point(i % 100, "a name that needs a block of its own " + i / 100), 0L + i);
      }
    });
    assertThat(points).hasSize(1_000);
    for (int i = 0; i < 1_000; i++) {
      Point point = new Point(i % 100, "a name that needs a block of its own " + i / 100);
      assertThat(points.get(point)).isEqualTo(i);
    }
    assertThat(points.get(new Point(1, "b"))).isNull();
  }

  @Test
  void keys_ofText_ofAllLengthsAndAlphabets() {
    List<String> keys =
        List.of(
            "",
            "a",
            "ä",
            "日本語",
            "\uD83D\uDE00",
            "\uD800",
            "\0",
            "x".repeat(10_000),
            "ß".repeat(40));
    pool.transaction(j -> {
      for (int i = 0; i < keys.size(); i++) {
        words.put(j, keys.get(i), (long) i);
      }
    });
    for (int i = 0; i < keys.size(); i++) {
      assertThat(words.get(keys.get(i))).isEqualTo(i);
    }
    assertThat(words.keySet()).containsExactlyInAnyOrderElementsOf(keys);
  }
}
