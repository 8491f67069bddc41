package dev.emery.collections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.emery.JournalEndedException;
import dev.emery.collections.VecShelf.Point;
import dev.emery.pool.Pool;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A vector has three doors: to read, to change with a journal, and {@code edit(j)}. */
class PVecDoorsTest {
  private final Pool<VecShelf> pool = VecShelf.inMemory();
  private final PVec<Long, VecShelf> longs = pool.root().longs();
  private final PVec<Point, VecShelf> points = pool.root().points();

  @BeforeEach
  void fill() {
    pool.transaction(j -> longs.addAll(j, List.of(3L, 1L, 2L)));
  }

  @AfterEach
  void close() {
    assertThat(pool.check().problems()).isEmpty();
    pool.close();
  }

  // ---- reads

  @Test
  void reads_matchAnArrayList() {
    List<Long> same = new ArrayList<>(List.of(3L, 1L, 2L));
    assertThat(longs.equals(same)).isTrue();
    assertThat(same.equals(longs)).isTrue();
    assertThat(longs.hashCode()).isEqualTo(same.hashCode());
    assertThat(longs.toString()).isEqualTo(same.toString());
    assertThat(longs.equals(List.of(3L, 1L))).isFalse();
    assertThat(longs.equals("[3, 1, 2]")).isFalse();
    assertThat(longs.isEmpty()).isFalse();
    assertThat(longs.getFirst()).isEqualTo(3);
    assertThat(longs.getLast()).isEqualTo(2);
    assertThat(longs.contains(1L)).isTrue();
    assertThat(longs.contains("1")).isFalse();
    assertThat(longs.containsAll(List.of(1L, 2L))).isTrue();
    assertThat(longs.indexOf(2L)).isEqualTo(2);
    assertThat(longs.indexOf(9L)).isEqualTo(-1);
    assertThat(longs.lastIndexOf(3L)).isZero();
    assertThat(longs.reversed()).containsExactly(2L, 1L, 3L);
    assertThat(longs.subList(1, 3)).containsExactly(1L, 2L);
    assertThat(longs.subList(1, 3).subList(1, 2)).containsExactly(2L);
    assertThat(longs.subList(1, 3).indexOf(2L)).isEqualTo(1);
    assertThat(longs.subList(1, 3).contains(3L)).isFalse();
    assertThat(longs.subList(1, 3).equals(List.of(1L, 2L))).isTrue();
  }

  @Test
  void toArray_ofEachKind_matchesAnArrayList() {
    assertThat(longs.toArray()).isExactlyInstanceOf(Object[].class).containsExactly(3L, 1L, 2L);
    assertThat(longs.toArray(new Long[0])).containsExactly(3L, 1L, 2L);
    assertThat(longs.toArray(Long[]::new)).containsExactly(3L, 1L, 2L);
    Long[] large = {9L, 9L, 9L, 9L, 9L};
    assertThat(longs.toArray(large)).isSameAs(large).containsExactly(3L, 1L, 2L, null, 9L);
    assertThatThrownBy(() -> longs.toArray(new String[0])).isInstanceOf(ArrayStoreException.class);
  }

  @Test
  void toString_ofALongVector_countsTheRest() {
    pool.transaction(j -> longs.addAll(j, Collections.nCopies(1_000, 7L)));
    assertThat(longs.toString()).startsWith("[3, 1, 2, 7, ").endsWith("7, … 3 more]");
  }

  @Test
  void e31_forEach_seesOneState() {
    List<Long> seen = new ArrayList<>();
    pool.transaction(j ->
        longs.forEach(x -> {
          seen.add(x);
          longs.add(j, x + 10);
        }));
    assertThat(seen).containsExactly(3L, 1L, 2L);
    assertThat(longs).containsExactly(3L, 1L, 2L, 13L, 11L, 12L);
  }

  @Test
  void e28_parallelStream_insideReadAndTransaction_seesWhatTheScopeSees() {
    pool.transaction(j -> longs.addAll(j, Collections.nCopies(100_000, 2L)));
    long committed = 200_006;
    assertThat(longs.parallelStream().mapToLong(x -> x).sum()).isEqualTo(committed);
    pool.read(r -> assertThat(longs.parallelStream().mapToLong(x -> x).sum()).isEqualTo(committed));
    pool.transaction(j -> {
      longs.set(j, 0, 1_000_003L);
      assertThat(longs.parallelStream().mapToLong(x -> x).sum()).isEqualTo(committed + 1_000_000);
      assertThat(longs.edit(j).parallelStream().mapToLong(x -> x).max()).hasValue(1_000_003);
    });
  }

  @Test
  void spliterator_takesTheElementsAtItsFirstUse() {
    var spliterator = longs.spliterator();
    pool.transaction(j -> longs.add(j, 4L));
    assertThat(spliterator.getExactSizeIfKnown()).isEqualTo(4);
    pool.transaction(j -> longs.clear(j));
    List<Long> seen = new ArrayList<>();
    spliterator.forEachRemaining(seen::add);
    assertThat(seen).containsExactly(3L, 1L, 2L, 4L);
  }

  // ---- changes with a journal

  @Test
  void journalMutators_returnWhatListReturns() {
    pool.transaction(j -> {
      assertThat(longs.add(j, 4L)).isTrue();
      assertThat(longs.addAll(j, List.of())).isFalse();
      assertThat(longs.addAll(j, 0, List.of(0L))).isTrue();
      assertThat(longs.addAll(j, 0, List.of())).isFalse();
      assertThat(longs).containsExactly(0L, 3L, 1L, 2L, 4L);
      assertThat(longs.set(j, 1, 33L)).isEqualTo(3L);
      assertThat(longs.remove(j, 99L)).isFalse();
      assertThat(longs.remove(j, "33")).isFalse();
      assertThat(longs.remove(j, 33L)).isTrue();
      assertThat(longs.removeAt(j, 1)).isEqualTo(1L);
      assertThat(longs.removeFirst(j)).isZero();
      assertThat(longs.removeLast(j)).isEqualTo(4L);
      assertThat(longs).containsExactly(2L);
      assertThat(longs.removeIf(j, x -> x > 2)).isFalse();
      assertThat(longs.retainAll(j, List.of(2L))).isFalse();
      assertThat(longs.removeAll(j, List.of(1L))).isFalse();
      assertThat(longs.removeAll(j, List.of(2L))).isTrue();
      assertThat(longs.removeIf(j, x -> true)).isFalse();
    });
    assertThat(longs).isEmpty();
  }

  @Test
  void ends_ofAnEmptyVector_throwNoSuchElement() {
    pool.transaction(j -> {
      longs.clear(j);
      assertThatThrownBy(() -> longs.removeFirst(j)).isInstanceOf(NoSuchElementException.class);
      assertThatThrownBy(() -> longs.removeLast(j)).isInstanceOf(NoSuchElementException.class);
      List<Long> edit = longs.edit(j);
      assertThatThrownBy(edit::removeFirst).isInstanceOf(NoSuchElementException.class);
      assertThatThrownBy(edit::removeLast).isInstanceOf(NoSuchElementException.class);
    });
    assertThatThrownBy(longs::getFirst).isInstanceOf(NoSuchElementException.class);
    assertThatThrownBy(longs::getLast).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void shuffle_keepsEachElementOnce() {
    List<Long> numbers = Stream.iterate(0L, x -> x + 1).limit(5_000).toList();
    pool.transaction(j -> {
      longs.clear(j);
      longs.addAll(j, numbers);
      longs.shuffle(j, new SplittableRandom(1));
    });
    assertThat(longs.stream().sorted().toList()).isEqualTo(numbers);
    assertThat(longs.equals(numbers)).isFalse();
  }

  @Test
  void edit_reversed_changesFromTheOtherEnd() {
    pool.transaction(j -> {
      List<Long> reversed = longs.edit(j).reversed();
      reversed.addFirst(9L);
      reversed.addLast(0L);
      assertThat(reversed.removeFirst()).isEqualTo(9);
      reversed.set(0, 22L);
      reversed.remove(1);
    });
    assertThat(longs).containsExactly(0L, 3L, 22L);
  }

  @Test
  void edit_afterItsTransaction_throws() {
    List<Long> kept = pool.compute(longs::edit);
    assertThatThrownBy(kept::size)
        .isInstanceOf(JournalEndedException.class)
        .hasMessageContaining("take a new one in each transaction");
    assertThatThrownBy(() -> kept.add(1L)).isInstanceOf(JournalEndedException.class);
    assertThatThrownBy(() -> kept.get(0)).isInstanceOf(JournalEndedException.class);
  }

  // ---- the closed door

  @TestFactory
  Stream<DynamicTest> inheritedMutators_throwAndNameTheOneWithAJournal() {
    Map<String, Consumer<List<Long>>> closed = new TreeMap<>();
    closed.put("use add(j, element)", list -> list.add(1L));
    closed.put("use add(j, index, element)", list -> list.add(0, 1L));
    closed.put("use addAll(j, elements)", list -> list.addAll(List.of(1L)));
    closed.put("use addAll(j, index, elements)", list -> list.addAll(0, List.of(1L)));
    closed.put("use addFirst(j, element)", list -> list.addFirst(1L));
    closed.put("use addLast(j, element)", list -> list.addLast(1L));
    closed.put("use set(j, index, element)", list -> list.set(0, 1L));
    closed.put("use remove(j, o)", list -> list.remove((Object) 1L));
    closed.put("use removeAt(j, index)", list -> list.remove(0));
    closed.put("use removeFirst(j)", List::removeFirst);
    closed.put("use removeLast(j)", List::removeLast);
    closed.put("use removeAll(j, other)", list -> list.removeAll(List.of(1L)));
    closed.put("use retainAll(j, other)", list -> list.retainAll(List.of(1L)));
    closed.put("use removeIf(j, filter)", list -> list.removeIf(x -> false));
    closed.put("use replaceAll(j, operator)", list -> list.replaceAll(x -> x));
    closed.put("use sort(j, order)", list -> list.sort(null));
    closed.put("use clear(j)", Collection::clear);
    closed.put("edit(j).listIterator()", list -> next(list.iterator()).remove());
    closed.put("iterator without a journal", list -> next(list.listIterator()).remove());
    closed.put("use edit(j).listIterator() inside", list -> list.listIterator().add(1L));
    closed.put("without a journal: use edit(j)", list -> set(list.listIterator()));
    return closed.entrySet().stream()
        .map(e -> dynamicTest(e.getKey(), () -> refused(e.getValue(), e.getKey())));
  }

  private static <I extends Iterator<?>> I next(I iterator) {
    iterator.next();
    return iterator;
  }

  private static void set(ListIterator<Long> iterator) {
    next(iterator).set(1L);
  }

  private void refused(Consumer<List<Long>> change, String way) {
    for (List<Long> list : List.<List<Long>>of(longs, longs.subList(0, 2), PVec.of(3L, 1L, 2L))) {
      List<Long> before = List.copyOf(list);
      assertThatThrownBy(() -> change.accept(list))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining(way);
      pool.transaction(j ->
          assertThatThrownBy(() -> change.accept(list))
              .isInstanceOf(UnsupportedOperationException.class));
      assertThat(list).isEqualTo(before);
    }
  }

  @Test
  void libraryChanges_withoutAJournal_throw() {
    List<Long> list = longs;
    assertThatThrownBy(() -> Collections.sort(list))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> Collections.reverse(list))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> list.reversed().removeFirst())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(longs).containsExactly(3L, 1L, 2L);
  }

  // ---- wrong arguments

  @Test
  void journalAsElement_isRefused() {
    pool.transaction(j -> {
      List<Long> edit = longs.edit(j);
      for (List<Long> list : List.of(longs, longs.subList(0, 2), edit, edit.subList(0, 2))) {
        assertSwapped(() -> list.contains(j));
        assertSwapped(() -> list.indexOf(j));
        assertSwapped(() -> list.lastIndexOf(j));
        assertSwapped(() -> list.remove(j));
      }
      assertSwapped(() -> longs.remove(j, j));
      assertSwapped(() -> new PVec<Long, VecShelf>().contains(j));
    });
  }

  private static void assertSwapped(Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("arguments swapped");
  }

  @Test
  void nulls_areRefusedAndChangeNothing() {
    pool.transaction(j -> {
      List<Long> edit = longs.edit(j);
      for (List<Long> list : List.of(longs, longs.subList(0, 2), edit, edit.subList(0, 2))) {
        assertNull(() -> list.contains(null));
        assertNull(() -> list.indexOf(null));
        assertNull(() -> list.lastIndexOf(null));
      }
      assertNull(() -> longs.add(j, null));
      assertNull(() -> longs.add(j, 0, null));
      assertNull(() -> longs.set(j, 0, null));
      assertNull(() -> longs.addAll(j, Arrays.asList(1L, null)));
      assertNull(() -> longs.replaceAll(j, x -> null));
      assertNull(() -> longs.remove(j, null));
      assertNull(() -> edit.add(null));
      assertNull(() -> edit.subList(0, 2).add(null));
      assertNull(() -> edit.listIterator().add(null));
    });
    assertNull(() -> PVec.of(1L, null));
    assertNull(() -> PVec.of(Arrays.asList(1L, null)));
    assertThat(longs).containsExactly(3L, 1L, 2L);
  }

  @Test
  void nullInARecord_isRefusedAndChangesNothing() {
    Point good = new Point(1, "a label that is far too long to lie in its slot", 1);
    Point bad = new Point(2, null, 2);
    pool.transaction(j -> {
      points.add(j, good);
      assertNull(() -> points.add(j, bad));
      assertNull(() -> points.add(j, 0, bad));
      assertNull(() -> points.addAll(j, List.of(good, good, bad)));
      assertNull(() -> points.set(j, 0, bad));
      assertNull(() -> points.replaceAll(j, p -> bad));
      points.add(j, good);
    });
    assertThat(points).containsExactly(good, good);
  }

  private static void assertNull(Runnable call) {
    assertThatThrownBy(call::run).isInstanceOf(NullPointerException.class);
  }

  @Test
  void indexOutOfBounds_namesIndexAndSize() {
    assertBounds(() -> longs.get(3), "3");
    assertBounds(() -> longs.get(-1), "-1");
    assertBounds(() -> longs.listIterator(4), "index=4, size=3");
    assertBounds(() -> longs.subList(1, 4), "from=1, to=4, size=3");
    assertBounds(() -> longs.subList(-1, 2), "from=-1, to=2, size=3");
    assertBounds(() -> longs.subList(1, 2).get(1), "1");
    assertThatThrownBy(() -> longs.subList(2, 1)).isInstanceOf(IllegalArgumentException.class);
    pool.transaction(j -> {
      assertBounds(() -> longs.set(j, 3, 1L), "3");
      assertBounds(() -> longs.removeAt(j, 3), "3");
      assertBounds(() -> longs.add(j, 4, 1L), "4");
      assertBounds(() -> longs.add(j, -1, 1L), "-1");
      assertBounds(() -> longs.addAll(j, 4, List.of(1L)), "4");
      assertBounds(() -> longs.addAll(j, -1, List.of(1L)), "-1");
      assertBounds(() -> longs.swap(j, 0, 3), "3");
      assertBounds(() -> longs.removeRange(j, 1, 4), "4");
      assertBounds(() -> longs.subList(0, 2).add(j, 3, 1L), "3");
      assertBounds(() -> longs.edit(j).subList(0, 2).set(2, 1L), "2");
    });
    assertThat(longs).containsExactly(3L, 1L, 2L);
  }

  private static void assertBounds(Runnable call, String message) {
    assertThatThrownBy(call::run)
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessageContaining(message);
  }
}
