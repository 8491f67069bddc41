package dev.emery.collections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.JournalEndedException;
import dev.emery.StaleReferenceException;
import dev.emery.WrongPoolException;
import dev.emery.pool.Pool;
import java.util.Arrays;
import java.util.Collection;
import java.util.ConcurrentModificationException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.Spliterator;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The three doors of a set: reads, mutators that take a journal, and the view to edit. */
class PHashSetTest {
  private final Pool<HashTestRoot> pool = HashTestRoot.inMemory();
  private final HashTestRoot root = pool.root();
  private final PHashSet<String, HashTestRoot> words = root.words();
  private final Set<String> asSet = words; // as one who knows nothing of journals sees it

  @AfterEach
  void close() {
    assertThat(pool.check().problems()).isEmpty();
    pool.close();
  }

  private void store(String... elements) {
    pool.transaction(j -> {
      words.clear(j);
      words.addAll(j, List.of(elements));
    });
  }

  @Test
  void reads_ofAnEmptySet() {
    assertThat(words.size()).isZero();
    assertThat(words.isEmpty()).isTrue();
    assertThat(words.contains("a")).isFalse();
    assertThat(words.iterator().hasNext()).isFalse();
    assertThat(words).hasToString("[]").isEqualTo(Set.of()).hasSameHashCodeAs(Set.of());
  }

  @Test
  void reads_ofSomeElements() {
    store("a", "b", "c");
    assertThat(words).containsExactlyInAnyOrder("a", "b", "c").hasSize(3);
    assertThat(words.contains("b")).isTrue();
    assertThat(words.contains("d")).isFalse();
    assertThat(words.containsAll(List.of("a", "c"))).isTrue();
    assertThat(words.stream().sorted().toList()).containsExactly("a", "b", "c");
    assertThat(words.spliterator().hasCharacteristics(Spliterator.DISTINCT)).isTrue();
    assertThat(words.toArray(String[]::new)).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(words.toString()).hasSize("[a, b, c]".length());
    Set<?> any = words;
    assertThat(any.contains(1L)).isFalse();
  }

  @Test
  void equalsAndHashCode_asInJavaUtil() {
    store("a", "b");
    Set<String> same = Set.of("a", "b");
    assertThat(words).isEqualTo(same).isEqualTo(new TreeSet<>(same)).isEqualTo(PHashSet.of(same));
    assertThat(same).isEqualTo(words);
    assertThat(words).hasSameHashCodeAs(same);
    assertThat(words).isNotEqualTo(Set.of("a")).isNotEqualTo(Set.of("a", "c"));
    assertThat(words).isNotEqualTo(List.of("a", "b")).isNotEqualTo(new TreeSet<>(Set.of(1, 2)));
  }

  @Test
  void mutators_returnWhatJavaUtilSays() {
    pool.transaction(j -> {
      assertThat(words.add(j, "a")).isTrue();
      assertThat(words.add(j, "a")).isFalse();
      assertThat(words.addAll(j, List.of("a", "b", "c"))).isTrue();
      assertThat(words.addAll(j, List.of("a", "b"))).isFalse();
      assertThat(words.addAll(j, words)).isFalse();
      assertThat(words.remove(j, "b")).isTrue();
      assertThat(words.remove(j, "b")).isFalse();
      assertThat(words.remove(j, 1L)).isFalse();
      assertThat(words.removeAll(j, List.of("x", "c"))).isTrue();
      assertThat(words.retainAll(j, Set.of("a"))).isFalse();
      words.addAll(j, List.of("d", "e"));
      assertThat(words.retainAll(j, Set.of("a", "d"))).isTrue();
      assertThat(words.removeIf(j, "d"::equals)).isTrue();
      assertThat(words).isEqualTo(Set.of("a"));
      words.clear(j);
      assertThat(words).isEmpty();
    });
  }

  @Test
  void edit_isACompleteSet() {
    Set<String> edit =
        pool.compute(j -> {
          Set<String> set = words.edit(j);
          assertThat(set.add("a")).isTrue();
          assertThat(set.add("a")).isFalse();
          assertThat(set.addAll(List.of("b", "c", "d"))).isTrue();
          assertThat(set).isEqualTo(words).hasSameHashCodeAs(words);
          Iterator<String> each = set.iterator();
          String gone = each.next();
          each.remove();
          assertThat(words.contains(gone)).isFalse();
          assertThat(set.retainAll(Set.of())).isTrue();
          set.add("z");
          return set;
        });
    assertThat(words).isEqualTo(Set.of("z"));
    List<ThrowingCallable> calls =
        List.of(() -> edit.add("a"), () -> edit.addAll(List.of()), edit::size, edit::clear);
    for (ThrowingCallable call : calls) {
      assertThatThrownBy(call).isInstanceOf(JournalEndedException.class);
    }
  }

  @Test
  void inheritedMutators_nameTheOneThatTakesAJournal() {
    store("a");
    refused(() -> asSet.add("b"), "add(j, element)");
    refused(() -> asSet.addAll(Set.of()), "addAll(j, elements)");
    refused(() -> asSet.remove("a"), "remove(j, o)");
    refused(() -> asSet.removeAll(Set.of()), "removeAll(j, other)");
    refused(() -> asSet.retainAll(Set.of()), "retainAll(j, other)");
    refused(() -> asSet.removeIf(e -> true), "removeIf(j, filter)");
    refused(asSet::clear, "clear(j)");
    Iterator<String> iterator = asSet.iterator();
    iterator.next();
    refused(iterator::remove, "removeIf(j, filter)");
    assertThat(words).isEqualTo(Set.of("a"));
  }

  private static void refused(ThrowingCallable call, String hint) {
    assertThatThrownBy(call)
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining(hint);
  }

  @Test
  void nullAndJournals_areRefused() {
    store("a");
    PHashSet<String, HashTestRoot> prototype = PHashSet.of("a");
    pool.transaction(j -> {
      for (PHashSet<String, HashTestRoot> set : List.of(words, prototype)) {
        List<ThrowingCallable> missing =
            List.of(
                () -> set.contains(null),
                () -> set.add(j, null),
                () -> set.addAll(j, Arrays.asList("x", null)),
                () -> set.remove(j, null),
                () -> set.edit(j).add(null),
                () -> set.edit(j).remove(null));
        for (ThrowingCallable call : missing) {
          assertThatThrownBy(call).isInstanceOf(NullPointerException.class);
        }
        Collection<String> plain = set;
        List<ThrowingCallable> swapped =
            List.of(
                () -> plain.contains((Object) j),
                () -> plain.remove((Object) j),
                () -> set.remove(j, (Object) j),
                () -> set.edit(j).contains((Object) j));
        for (ThrowingCallable call : swapped) {
          assertThatThrownBy(call)
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("arguments swapped");
        }
      }
    });
    assertThatThrownBy(() -> PHashSet.of(Arrays.asList("x", null)))
        .isInstanceOf(NullPointerException.class);
    assertThat(words).isEqualTo(Set.of("a")).isEqualTo(prototype);
  }

  @Test
  void prototype_isChangedStoredAndUndone() {
    PHashSet<String, HashTestRoot> set = PHashSet.of("a", "b", "a");
    assertThat(set).hasSize(2);
    assertThat(set.footprint()).isZero();
    assertThatThrownBy(() ->
            pool.transaction(j -> {
              set.add(j, "c");
              set.remove(j, "a");
              root.sets().put(j, 1L, set);
              set.add(j, "d");
              throw new IllegalStateException("planted");
            }))
        .hasMessage("planted");
    assertThat(set).isEqualTo(Set.of("a", "b"));
    pool.transaction(j -> root.sets().put(j, 1L, set));
    pool.transaction(j -> set.add(j, "e"));
    assertThat(root.sets().get(1L)).isEqualTo(Set.of("a", "b", "e"));
    assertThat(set.footprint()).isPositive();
    pool.transaction(j -> root.sets().remove(j, 1L));
    assertThatThrownBy(() -> set.contains("a")).isInstanceOf(StaleReferenceException.class);
  }

  @Test
  void iterator_failsFast_alsoAfterARollback() {
    pool.transaction(j -> root.longs().addAll(j, LongStream.range(0, 1_000).boxed().toList()));
    Iterator<Long> committed = root.longs().iterator();
    pool.transaction(j -> root.longs().add(j, -1L));
    assertThatThrownBy(committed::next).isInstanceOf(ConcurrentModificationException.class);
    Iterator<Long> present = root.longs().iterator();
    pool.transaction(j -> root.longs().add(j, -1L)); // is there
    Set<Long> seen = new HashSet<>();
    present.forEachRemaining(seen::add);
    assertThat(seen).isEqualTo(root.longs()).hasSize(1_001);
    Iterator<Long> aborted = root.longs().iterator();
    assertThatThrownBy(() ->
            pool.transaction(j -> {
              root.longs().clear(j);
              throw new IllegalStateException("planted");
            }))
        .hasMessage("planted");
    assertThatThrownBy(aborted::next).isInstanceOf(ConcurrentModificationException.class);
    assertThat(root.longs()).hasSize(1_001);
  }

  @Test
  void journalOfAnotherPool_isRefused() {
    try (Pool<HashTestRoot> other = HashTestRoot.inMemory()) {
      assertThatThrownBy(() -> other.transaction(j -> words.add(j, "a")))
          .isInstanceOf(WrongPoolException.class);
    }
  }

  /**
   * A slot is the element alone: eight bytes and a fingerprint, and segments three quarters full.
   */
  @Test
  void elements_takeNoRoomForValues() {
    pool.transaction(
        j -> root.longs().addAll(j, LongStream.range(0, 100_000).map(i -> i * i).boxed().toList()));
    assertThat(root.longs().footprint()).isBetween(900_000L, 1_500_000L);
    pool.transaction(
        j -> root.bytes().addAll(j, IntStream.range(0, 256).mapToObj(i -> (byte) i).toList()));
    assertThat(root.bytes().footprint()).isLessThan(1_400);
  }

  @Test
  void copies_ofAnOwner_haveSetsOfTheirOwn() {
    pool.transaction(j -> root.sets().put(j, 1L, PHashSet.of("a")));
    PHashSet<String, HashTestRoot> copy = PHashSet.of(root.sets().get(1L));
    pool.transaction(j -> {
      root.sets().put(j, 2L, copy);
      copy.add(j, "b");
    });
    assertThat(root.sets().get(1L)).isEqualTo(Set.of("a"));
    assertThat(root.sets().get(2L)).isEqualTo(Set.of("a", "b"));
  }
}
