package dev.emery.collections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.StaleReferenceException;
import dev.emery.collections.VecShelf.Item;
import dev.emery.pool.Pool;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.RandomAccess;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A list each call on which is a transaction of its own. */
class AutoCommitListTest {
  private final Pool<VecShelf> pool = VecShelf.inMemory();
  private final PVec<Long, VecShelf> longs = pool.root().longs();
  private final List<Long> list = longs.autoCommit();
  private final List<Item> items = pool.root().items().autoCommit();

  @AfterEach
  void close() {
    assertThat(pool.check().problems()).isEmpty();
    pool.close();
  }

  private static List<Long> upTo(int end) {
    return LongStream.range(0, end).boxed().toList();
  }

  private void isOneTransaction(Runnable call) {
    long before = pool.statistics().committed();
    call.run();
    assertThat(pool.statistics().committed()).isEqualTo(before + 1);
  }

  @Test
  void bulkCall_any_isOneTransaction() {
    isOneTransaction(() -> list.addAll(upTo(100)));
    isOneTransaction(() -> list.sort(Comparator.reverseOrder()));
    assertThat(longs.getFirst()).isEqualTo(99);
    isOneTransaction(() -> Collections.sort(list));
    assertThat(longs).isEqualTo(upTo(100));
    isOneTransaction(() -> list.replaceAll(x -> 2 * x));
    isOneTransaction(() -> list.removeIf(x -> x > 100));
    isOneTransaction(() -> list.retainAll(upTo(50)));
    assertThat(longs).hasSize(25);
    isOneTransaction(() -> list.subList(5, 20).clear());
    isOneTransaction(() -> list.reversed().addAll(List.of(-1L, -2L)));
    assertThat(longs).startsWith(-2L, -1L, 0L).hasSize(12);
    isOneTransaction(() -> list.addAll(1, List.of(7L, 8L)));
    isOneTransaction(list::clear);
    assertThat(longs).isEmpty();
    assertThat(list).isInstanceOf(RandomAccess.class);
    assertThat(list.subList(0, 0).reversed()).isInstanceOf(RandomAccess.class);
  }

  @Test
  void singleCalls_changeTheVector() {
    list.addAll(upTo(5));
    list.addFirst(10L);
    list.addLast(11L);
    list.add(1, 12L);
    assertThat(list.set(2, 13L)).isZero();
    assertThat(list.remove(1)).isEqualTo(12);
    assertThat(list.remove(Long.valueOf(2))).isTrue();
    assertThat(list.remove(Long.valueOf(99))).isFalse();
    assertThat(list.removeFirst()).isEqualTo(10);
    assertThat(list.removeLast()).isEqualTo(11);
    assertThat(longs).containsExactly(13L, 1L, 3L, 4L);
    assertThat(list.getFirst()).isEqualTo(13);
    assertThat(list.getLast()).isEqualTo(4);
    assertThat(list.containsAll(Set.of(1L, 3L))).isTrue();
    list.clear();
    assertThatThrownBy(list::getFirst).isInstanceOf(NoSuchElementException.class);
    assertThatThrownBy(list::removeLast).isInstanceOf(NoSuchElementException.class);
    assertThatThrownBy(() -> list.get(0)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void failedCall_changesNothing() {
    list.addAll(upTo(10));
    assertThatThrownBy(() -> list.replaceAll(x -> x < 5 ? -x : null))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() ->
            list.sort((_, _) -> {
              throw new IllegalArgumentException("planted");
            }))
        .hasMessage("planted");
    assertThat(longs).isEqualTo(upTo(10));
  }

  @Test
  void entityThatLeavesTheList_isReturnedAsACopy() {
    items.addAll(List.of(Item.of("a", 1), Item.of("b", 2), Item.of("c", 3), Item.of("d", 4)));
    Item stored = items.get(0);
    List<Item> gone =
        List.of(
            items.set(0, Item.of("e", 5)),
            items.remove(1),
            items.removeFirst(),
            items.removeLast());
    assertThat(gone).extracting(Item::name).containsExactly("a", "b", "e", "d");
    assertThat(gone).extracting(item -> item.cents().get()).containsExactly(1L, 2L, 5L, 4L);
    assertThatThrownBy(() -> stored.cents().get()).isInstanceOf(StaleReferenceException.class);
    items.addAll(gone);
    items.sort(Comparator.comparing(Item::name));
    assertThat(pool.root().items()).extracting(Item::name).containsExactly("a", "b", "c", "d", "e");
  }

  // ---- windows

  @Test
  void subList_isAWindowAtItsIndexes() {
    list.addAll(upTo(10));
    List<Long> window = list.subList(3, 6);
    List<Long> inner = window.subList(1, 2);
    window.add(33L);
    assertThat(window).containsExactly(3L, 4L, 5L, 33L);
    inner.add(44L);
    assertThat(inner).containsExactly(4L, 44L);
    assertThat(window).containsExactly(3L, 4L, 44L, 5L, 33L);
    list.addFirst(-1L);
    assertThat(window).containsExactly(2L, 3L, 4L, 44L, 5L);
    assertThat(inner).containsExactly(3L, 4L);
    pool.transaction(j -> longs.truncate(j, 4));
    assertThat(window).containsExactly(2L);
    assertThat(inner).isEmpty();
    window.addLast(7L);
    assertThat(window).containsExactly(2L, 7L);
    window.clear();
    assertThat(window).isEmpty();
    assertThat(longs).containsExactly(-1L, 0L, 1L);
    assertThatThrownBy(() -> window.get(0)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> list.subList(2, 4)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> list.subList(-1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> list.subList(2, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void subList_afterARollback_hasItsEarlierEnd() {
    list.addAll(upTo(10));
    List<Long> window = list.subList(3, 6);
    assertThatThrownBy(() ->
            pool.transaction(_ -> {
              window.add(33L);
              assertThat(window).hasSize(4);
              throw new IllegalStateException("planted");
            }))
        .hasMessage("planted");
    assertThat(window).containsExactly(3L, 4L, 5L);
    window.removeLast();
    assertThat(window).containsExactly(3L, 4L);
  }

  @Test
  void subListOfTheVector_hasADoorToo() {
    list.addAll(upTo(10));
    List<Long> window = longs.subList(2, 5).subList(1, 3).autoCommit();
    list.add(9L);
    window.replaceAll(x -> -x);
    window.removeFirst();
    assertThat(longs).containsExactly(0L, 1L, 2L, -4L, 5L, 6L, 7L, 8L, 9L, 9L);
    assertThat(window).containsExactly(-4L);
  }

  // ---- iterators

  @Test
  void e31_iterator_showsTheListAsItWas() {
    list.addAll(upTo(100));
    Iterator<Long> elements = list.iterator();
    list.subList(0, 50).clear();
    list.add(1_000L);
    for (long i = 0; i < 100; i++) {
      assertThat(elements.next()).isEqualTo(i);
    }
    assertThat(elements.hasNext()).isFalse();
    for (Long element : list) {
      list.remove(element); // as nobody should write it, but no exception
    }
    assertThat(longs).isEmpty();
  }

  @Test
  void iterator_changesTheList() {
    list.addAll(upTo(6));
    ListIterator<Long> elements = list.listIterator(1);
    assertThatThrownBy(elements::remove).isInstanceOf(IllegalStateException.class);
    assertThat(elements.next()).isEqualTo(1);
    elements.remove();
    elements.add(10L);
    elements.add(11L);
    assertThatThrownBy(() -> elements.set(1L)).isInstanceOf(IllegalStateException.class);
    assertThat(elements.next()).isEqualTo(2);
    elements.set(12L);
    assertThat(elements.previous()).isEqualTo(12);
    assertThat(elements.nextIndex()).isEqualTo(3);
    elements.remove();
    assertThat(longs).containsExactly(0L, 10L, 11L, 3L, 4L, 5L);
    assertThat(elements.next()).isEqualTo(3);
    assertThatThrownBy(() -> list.listIterator(7)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void iterator_ofAListThatWasChanged_changesWhatItHasShown() {
    list.addAll(upTo(6));
    ListIterator<Long> elements = list.listIterator(4);
    assertThat(elements.next()).isEqualTo(4);
    list.removeFirst();
    elements.set(44L);
    assertThat(longs).containsExactly(1L, 2L, 3L, 44L, 5L);
    elements.remove();
    assertThat(longs).containsExactly(1L, 2L, 3L, 5L);
    assertThat(elements.next()).isEqualTo(5);
    list.remove(5L);
    elements.remove();
    assertThat(longs).containsExactly(1L, 2L, 3L);
    elements.add(9L);
    list.clear();
    elements.add(10L);
    assertThat(longs).containsExactly(10L);
  }

  @Test
  void iterator_overAnEntityThatIsGone_removesNothing() {
    items.addAll(List.of(Item.of("a", 1), Item.of("b", 2)));
    Iterator<Item> elements = items.iterator();
    elements.next();
    items.removeFirst();
    elements.remove();
    assertThat(pool.root().items()).extracting(Item::name).containsExactly("b");
    elements.next();
    elements.remove();
    assertThat(pool.root().items()).isEmpty();
  }

  @Test
  void libraryCode_worksOnIt() {
    list.addAll(upTo(50));
    Collections.shuffle(list, new Random(1));
    Collections.rotate(list, 7);
    assertThat(longs).isNotEqualTo(upTo(50));
    Collections.sort(list);
    assertThat(longs).isEqualTo(upTo(50));
    assertThat(Collections.binarySearch(list, 17L)).isEqualTo(17);
    Collections.reverse(list.subList(0, 10));
    assertThat(longs).startsWith(9L, 8L).endsWith(48L, 49L);
    assertThat(list.stream().mapToLong(x -> x).sum()).isEqualTo(1_225);
  }
}
