package dev.emery.collections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.pool.Pool;
import dev.emery.transaction.Savepoint;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Iterators and parts fail fast (E31). */
class PVecIteratorTest {
  private final Pool<VecShelf> pool = VecShelf.inMemory();
  private final PVec<Long, VecShelf> longs = pool.root().longs();

  @BeforeEach
  void fill() {
    pool.transaction(j -> longs.addAll(j, List.of(3L, 1L, 2L)));
  }

  @AfterEach
  void close() {
    assertThat(pool.check().problems()).isEmpty();
    pool.close();
  }

  private static void assertFailsFast(Runnable call) {
    assertThatThrownBy(call::run).isInstanceOf(ConcurrentModificationException.class);
  }

  @Test
  void e31_changeOutside_failsFast() {
    Iterator<Long> it = longs.iterator();
    it.next();
    pool.transaction(j -> longs.add(j, 4L));
    assertFailsFast(it::next);
  }

  @Test
  void e31_eachStructuralChange_failsFastInsideATransaction() {
    pool.transaction(j -> {
      List<Long> edit = longs.edit(j);
      List<Runnable> changes =
          List.of(
              () -> longs.add(j, 9L),
              () -> longs.add(j, 0, 8L),
              () -> longs.addAll(j, List.of(7L, 6L)),
              () -> longs.removeAt(j, 0),
              () -> longs.remove(j, 9L),
              () -> longs.removeIf(j, x -> x == 7),
              () -> longs.sort(j, null),
              () -> longs.reverse(j),
              () -> edit.addFirst(5L),
              () -> edit.subList(0, 1).clear(),
              () -> longs.clear(j));
      for (Runnable change : changes) {
        Iterator<Long> reads = longs.iterator();
        Iterator<Long> edits = edit.iterator();
        List<Long> part = longs.subList(0, 1);
        List<Long> editPart = edit.subList(0, 1);
        edits.next();
        change.run();
        assertFailsFast(reads::next);
        assertFailsFast(edits::next);
        assertFailsFast(edits::remove);
        assertFailsFast(part::size);
        assertFailsFast(() -> part.get(0));
        assertFailsFast(part::toArray);
        assertFailsFast(() -> editPart.set(0, 1L));
        assertFailsFast(() -> editPart.add(1L));
      }
    });
  }

  @Test
  void e31_set_isNoStructuralChange() {
    Iterator<Long> it = longs.iterator();
    List<Long> part = longs.subList(0, 1);
    pool.transaction(j -> longs.set(j, 0, 33L));
    assertThat(it.next()).isEqualTo(33);
    assertThat(part).containsExactly(33L);
  }

  @Test
  void e31_rollback_failsFast() {
    pool.transaction(j -> {
      Savepoint savepoint = j.savepoint();
      longs.removeAt(j, 0);
      Iterator<Long> it = longs.iterator();
      List<Long> part = longs.subList(0, 2);
      assertThat(it.next()).isEqualTo(1);
      j.rollbackTo(savepoint);
      assertFailsFast(it::next);
      assertFailsFast(part::size);
    });
  }

  @Test
  void e31_abort_failsFast() {
    Object[] kept = new Object[2];
    assertThatThrownBy(() ->
            pool.transaction(j -> {
              longs.addFirst(j, 0L);
              kept[0] = longs.iterator();
              kept[1] = longs.subList(1, 4);
              throw new IllegalStateException();
            }))
        .isInstanceOf(IllegalStateException.class);
    assertFailsFast(((Iterator<?>) kept[0])::next);
    assertFailsFast(((List<?>) kept[1])::size);
  }

  @Test
  void removeIf_changedByItsFilter_failsFast() {
    pool.transaction(j -> {
      assertFailsFast(() -> longs.removeIf(j, x -> longs.add(j, x)));
      assertFailsFast(() ->
          longs.replaceAll(
              j,
              x -> {
                longs.add(j, x);
                return x;
              }));
    });
  }

  @Test
  void ends_throwNoSuchElement() {
    ListIterator<Long> it = longs.listIterator(3);
    assertThat(it.hasNext()).isFalse();
    assertThatThrownBy(it::next).isInstanceOf(NoSuchElementException.class);
    assertThat(it.previous()).isEqualTo(2);
    ListIterator<Long> first = longs.listIterator();
    assertThat(first.hasPrevious()).isFalse();
    assertThatThrownBy(first::previous).isInstanceOf(NoSuchElementException.class);
    Iterator<Long> part = longs.subList(0, 1).iterator();
    part.next();
    assertThatThrownBy(part::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void removeAndSet_withoutAnElement_throwIllegalState() {
    pool.transaction(j -> {
      ListIterator<Long> it = longs.edit(j).listIterator();
      assertThatThrownBy(it::remove).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> it.set(1L)).isInstanceOf(IllegalStateException.class);
      it.next();
      it.remove();
      assertThatThrownBy(it::remove).isInstanceOf(IllegalStateException.class);
      it.add(5L);
      assertThatThrownBy(() -> it.set(1L)).isInstanceOf(IllegalStateException.class);
    });
    assertThat(longs).containsExactly(5L, 1L, 2L);
  }

  @Test
  void part_changesItselfAndItsOwner_withoutFailing() {
    pool.transaction(j -> {
      List<Long> part = longs.edit(j).subList(0, 2);
      List<Long> inner = part.subList(1, 2);
      inner.add(11L);
      inner.addFirst(10L);
      assertThat(inner).containsExactly(10L, 1L, 11L);
      assertThat(part).containsExactly(3L, 10L, 1L, 11L);
      inner.clear();
      assertThat(part).containsExactly(3L);
      JournaledList<Long, VecShelf> read = longs.subList(1, 2);
      read.add(j, 22L);
      assertThat(read).containsExactly(2L, 22L);
    });
    assertThat(longs).containsExactly(3L, 2L, 22L);
  }
}
