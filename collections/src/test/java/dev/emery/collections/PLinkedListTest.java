package dev.emery.collections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.collections.ChainShelf.Item;
import dev.emery.pool.Pool;
import java.util.Collections;
import java.util.ConcurrentModificationException;
import java.util.LinkedList;
import java.util.List;
import java.util.ListIterator;
import java.util.Random;
import java.util.RandomAccess;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Linked lists: what they do not share with vectors, whose tests run over them too. */
@Timeout(120)
class PLinkedListTest {
  private final Pool<ChainShelf> pool = ChainShelf.inMemory();
  private final ChainShelf shelf = pool.root();
  private final PLinkedList<Long, ChainShelf> list = shelf.list();

  @AfterEach
  void close() {
    assertThat(pool.check().problems()).isEmpty();
    pool.close();
  }

  private void fill(int count) {
    pool.transaction(j -> list.addAll(j, LongStream.range(0, count).boxed().toList()));
  }

  @Test
  void list_isSequential_throughEveryDoor() {
    assertThat(list).isNotInstanceOf(RandomAccess.class);
    assertThat(list.subList(0, 0)).isNotInstanceOf(RandomAccess.class);
    assertThat(list.autoCommit()).isNotInstanceOf(RandomAccess.class);
    pool.transaction(j -> {
      assertThat(list.edit(j)).isNotInstanceOf(RandomAccess.class);
      assertThat(list.edit(j).subList(0, 0)).isNotInstanceOf(RandomAccess.class);
      assertThat(shelf.vector().edit(j)).isInstanceOf(RandomAccess.class);
    });
  }

  /** A walk from the end to each place would take minutes. */
  @Test
  @Timeout(60)
  void listIterator_inALongList_changesAtItsPlace() {
    int count = 300_000;
    fill(count);
    LinkedList<Long> expected = new LinkedList<>(list);
    pool.transaction(j -> {
      ListIterator<Long> it = list.edit(j).listIterator(count / 2);
      ListIterator<Long> same = expected.listIterator(count / 2);
      Random random = new Random(3);
      for (int i = 0; i < 100_000; i++) {
        assertThat(it.next()).isEqualTo(same.next());
        switch (random.nextInt(4)) {
          case 0 -> {
            it.remove();
            same.remove();
          }
          case 1 -> {
            it.add(-1L);
            same.add(-1L);
          }
          case 2 -> {
            it.set(-2L);
            same.set(-2L);
          }
          default -> assertThat(it.previousIndex()).isEqualTo(same.previousIndex());
        }
      }
    });
    assertThat(List.copyOf(list)).isEqualTo(expected);
  }

  @Test
  void get_atAnyIndex_findsTheElement() {
    fill(10_000);
    Random random = new Random(5);
    for (int i = 0; i < 20_000; i++) {
      int index = random.nextInt(10_000);
      assertThat(list.get(index)).isEqualTo(index);
    }
    assertThatThrownBy(() -> list.get(10_000)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> list.get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void place_remembered_doesNotOutliveAChange() {
    fill(1_000);
    assertThat(list.get(500)).isEqualTo(500);
    PLinkedList<Long, ChainShelf> other = pool.root().list();
    pool.transaction(j -> other.removeRange(j, 0, 300));
    assertThat(list.get(500)).isEqualTo(800);
    pool.transaction(j -> {
      var savepoint = j.savepoint();
      list.addAll(j, 100, LongStream.range(0, 500).map(i -> -i).boxed().toList());
      assertThat(list.get(200)).isEqualTo(-100);
      j.rollbackTo(savepoint);
      assertThat(list.get(200)).isEqualTo(500);
    });
  }

  @Test
  void subList_changesTheList_andFailsFast() {
    fill(500);
    pool.transaction(j -> {
      List<Long> part = list.edit(j).subList(100, 300);
      Collections.shuffle(part, new Random(1));
      Collections.sort(part);
      part.subList(50, 100).clear();
      ListIterator<Long> it = part.listIterator(part.size());
      it.previous();
      it.add(-1L);
      assertThat(part).hasSize(151);
      list.removeFirst(j);
      assertThatThrownBy(part::size).isInstanceOf(ConcurrentModificationException.class);
    });
    assertThat(list).hasSize(450);
    assertThat(list.subList(248, 250)).containsExactly(-1L, 299L);
  }

  @Test
  void sort_isAChangeForIteratorsAndParts() {
    fill(50);
    pool.transaction(j -> {
      ListIterator<Long> it = list.listIterator();
      List<Long> part = list.subList(10, 20);
      it.next();
      list.sort(j, Collections.reverseOrder());
      assertThatThrownBy(it::next).isInstanceOf(ConcurrentModificationException.class);
      assertThatThrownBy(part::size).isInstanceOf(ConcurrentModificationException.class);
    });
  }

  @Test
  void insertionsInTheMiddle_keepNodesHalfFull() {
    fill(1_000);
    pool.transaction(j -> {
      for (int i = 0; i < 20_000; i++) {
        list.add(j, 500, (long) i);
      }
    });
    assertThat(list.footprint()).isLessThan(21_000 * 8 * 5 / 2);
    pool.transaction(j -> list.removeIf(j, e -> e % 100 != 0));
    assertThat(list.footprint()).isLessThan(20_000);
  }

  @Test
  void e17_sortOfEntities_keepsEach() {
    pool.transaction(j ->
        shelf
            .itemList()
            .addAll(
                j,
                IntStream.range(0, 500).mapToObj(i -> Item.of("item " + i, i * 7 % 500)).toList()));
    List<Item> before = List.copyOf(shelf.itemList());
    pool.transaction(j ->
        shelf.itemList().edit(j).sort((a, b) -> Long.compare(a.cents().get(), b.cents().get())));
    assertThat(shelf.itemList()).containsExactlyInAnyOrderElementsOf(before);
    assertThat(shelf.itemList().get(3).cents().get()).isEqualTo(3);
    pool.transaction(j -> shelf.itemList().swap(j, 3, 400));
    assertThat(shelf.itemList().get(400).cents().get()).isEqualTo(3);
  }
}
