package dev.emery.collections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.AlreadyOwnedException;
import dev.emery.JournalEndedException;
import dev.emery.StaleReferenceException;
import dev.emery.WrongPoolException;
import dev.emery.collections.ChainShelf.Item;
import dev.emery.pool.Pool;
import dev.emery.transaction.Journal;
import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Deques: ends, ownership, isolation, and what they take of the pool. */
@Timeout(120)
class PDequeTest {
  private final Pool<ChainShelf> pool = ChainShelf.inMemory();
  private final ChainShelf shelf = pool.root();
  private final PDeque<Long, ChainShelf> longs = shelf.longs();

  @AfterEach
  void close() {
    assertThat(pool.check().problems()).isEmpty();
    pool.close();
  }

  private void fill(int count) {
    pool.transaction(j -> longs.addAll(j, LongStream.range(0, count).boxed().toList()));
  }

  // ---- contracts

  @Test
  @SuppressWarnings("removal")
  void inheritedMutators_throwAndNameTheRightOne() {
    fill(1);
    assertThatThrownBy(() -> longs.addFirst(1L))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("use addFirst(j, element) inside a transaction, or edit(j)");
    assertThatThrownBy(longs::poll)
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("use poll(j) inside a transaction, or edit(j)");
    assertThatThrownBy(() -> longs.reversed().pop())
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("use pop(j) inside a transaction, or edit(j)");
    assertThat(longs).containsExactly(0L);
  }

  @Test
  @SuppressWarnings({"removal", "CollectionIncompatibleType"})
  void journalAsAnElement_isFound() {
    try (Pool<Other> second = Pool.inMemory(Other.class)) {
      second.transaction(j -> {
        assertThatThrownBy(() -> longs.remove(j))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("arguments swapped");
        assertThatThrownBy(() -> longs.removeLastOccurrence(j))
            .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> longs.contains(j)).isInstanceOf(IllegalArgumentException.class);
      });
    }
  }

  record Other(PDeque<Long, Other> longs) {}

  @Test
  void nullElements_areRefused() {
    pool.transaction(j -> {
      assertThatThrownBy(() -> longs.addFirst(j, null)).isInstanceOf(NullPointerException.class);
      assertThatThrownBy(() -> longs.offer(j, null)).isInstanceOf(NullPointerException.class);
    });
    assertThatThrownBy(() -> PDeque.of(1L, null)).isInstanceOf(NullPointerException.class);
    assertThat(longs).isEmpty();
  }

  @Test
  void equals_isOfThePlace() {
    assertThat(pool.root().longs()).isEqualTo(longs).hasSameHashCodeAs(longs);
    assertThat(PDeque.of(1L)).isNotEqualTo(PDeque.of(1L));
  }

  @Test
  void serialization_isRefused() {
    assertThatThrownBy(() -> new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(longs))
        .isInstanceOf(NotSerializableException.class);
  }

  @Test
  void editAfterItsTransaction_throws() {
    List<Deque<Long>> edits = new ArrayList<>();
    pool.transaction(j -> edits.add(longs.edit(j)));
    assertThatThrownBy(() -> edits.getFirst().push(1L))
        .isInstanceOf(JournalEndedException.class)
        .hasMessageContaining("take a new one in each transaction");
    assertThatThrownBy(() -> edits.getFirst().size()).isInstanceOf(JournalEndedException.class);
  }

  @Test
  void e13_otherPool_isRefused() {
    try (Pool<ChainShelf> second = ChainShelf.inMemory()) {
      second.transaction(j ->
          assertThatThrownBy(() -> longs.addLast(j, 1L)).isInstanceOf(WrongPoolException.class));
    }
  }

  // ---- iterators

  @Test
  void e31_iterators_failFast_alsoAfterARollback() {
    fill(1_000);
    Iterator<Long> forward = longs.iterator();
    Iterator<Long> backward = longs.descendingIterator();
    assertThat(forward.next()).isZero();
    assertThat(backward.next()).isEqualTo(999);
    assertThatThrownBy(() ->
            pool.transaction(j -> {
              longs.removeFirst(j);
              throw new IllegalStateException();
            }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(longs).hasSize(1_000);
    assertThatThrownBy(forward::next).isInstanceOf(ConcurrentModificationException.class);
    assertThatThrownBy(backward::next).isInstanceOf(ConcurrentModificationException.class);
  }

  @Test
  void e31_iterators_failFast_whateverChanged() {
    fill(50);
    pool.transaction(j -> {
      failsAfter(() -> longs.removeIf(j, each -> each == 30));
      failsAfter(() -> longs.addFirst(j, 1L));
      failsAfter(() -> longs.addAll(j, List.of(1L, 2L)));
      failsAfter(() -> longs.clear(j));
    });
  }

  private void failsAfter(Runnable change) {
    Iterator<Long> iterator = longs.iterator();
    iterator.next();
    change.run();
    assertThatThrownBy(iterator::next).isInstanceOf(ConcurrentModificationException.class);
  }

  @Test
  void iterators_beside_eachOther_keepTheirPlaces() {
    fill(5_000);
    List<Iterator<Long>> iterators =
        IntStream.range(0, 20).mapToObj(_ -> longs.iterator()).toList();
    for (long i = 0; i < 5_000; i++) {
      for (Iterator<Long> iterator : iterators) {
        assertThat(iterator.next()).isEqualTo(i);
      }
    }
  }

  @Test
  @SuppressWarnings("removal")
  void iteratorWithoutAJournal_removesNothing() {
    fill(3);
    Iterator<Long> iterator = longs.iterator();
    iterator.next();
    assertThatThrownBy(iterator::remove)
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("iterator without a journal");
  }

  // ---- ownership

  @Test
  void e17_entities_moveBetweenCollections() {
    pool.transaction(j -> {
      for (int i = 0; i < 1_000; i++) {
        shelf.items().addLast(j, Item.of("item " + i, i));
      }
    });
    Item first = shelf.items().getFirst();
    pool.transaction(j -> {
      shelf.vector().add(j, shelf.items().removeFirst(j));
      Item last = shelf.items().removeLast(j);
      shelf.byName().put(j, last.name(), last);
      shelf.itemList().addFirst(j, shelf.items().removeLast(j));
    });
    assertThat(shelf.vector()).containsExactly(first);
    assertThat(shelf.byName()).containsOnlyKeys("item 999");
    assertThat(shelf.itemList().getFirst().name()).isEqualTo("item 998");
    pool.transaction(j -> first.cents().add(j, 5));
    pool.transaction(j -> {
      shelf.items().push(j, shelf.vector().removeLast(j));
      shelf.items().addLast(j, shelf.itemList().removeFirst(j));
      shelf.items().addLast(j, shelf.byName().remove(j, "item 999"));
    });
    assertThat(shelf.items().stream().map(Item::name))
        .containsExactlyElementsOf(IntStream.range(0, 1_000).mapToObj(i -> "item " + i).toList());
    assertThat(shelf.items().getFirst().cents().get()).isEqualTo(5);
  }

  @Test
  void e17_rotation_keepsEachEntity() {
    pool.transaction(j -> {
      for (int i = 0; i < 700; i++) {
        shelf.items().addLast(j, Item.of("item " + i, i));
      }
    });
    pool.transaction(j -> {
      for (int i = 0; i < 1_000; i++) {
        shelf.items().addLast(j, shelf.items().removeFirst(j));
      }
    });
    assertThat(shelf.items().getFirst().name()).isEqualTo("item 300");
    assertThat(shelf.items()).hasSize(700);
  }

  @Test
  void e17_twoOwners_areRefused() {
    pool.transaction(j -> shelf.items().addLast(j, Item.of("one", 1)));
    assertThatThrownBy(
            () -> pool.transaction(j -> shelf.items().addFirst(j, shelf.items().getFirst())))
        .isInstanceOf(AlreadyOwnedException.class);
    assertThat(shelf.items()).hasSize(1);
  }

  @Test
  void removedEntity_isStaleAfterwards() {
    pool.transaction(j -> shelf.items().addLast(j, Item.of("one", 1)));
    Item removed = pool.compute(j -> shelf.items().pop(j));
    assertThatThrownBy(() -> removed.cents().get()).isInstanceOf(StaleReferenceException.class);
  }

  @Test
  void e18_prototype_isOneAgainAfterARollback() {
    PDeque<Long, ChainShelf> prototype = PDeque.of(1L, 2L);
    pool.transaction(j -> {
      var savepoint = j.savepoint();
      shelf.nested().addLast(j, prototype);
      prototype.addFirst(j, 0L);
      assertThat(prototype).containsExactly(0L, 1L, 2L);
      assertThat(prototype.footprint()).isPositive();
      j.rollbackTo(savepoint);
      assertThat(prototype).containsExactly(1L, 2L);
      assertThat(prototype.footprint()).isZero();
    });
    assertThat(shelf.nested()).isEmpty();
  }

  @Test
  void autoCommit_returnsADetachedCopy() {
    pool.transaction(j -> shelf.items().addLast(j, Item.of("one", 7)));
    Item copy = shelf.items().autoCommit().poll();
    assertThat(copy.cents().get()).isEqualTo(7); // and is not stale
    shelf.items().autoCommit().push(copy);
    assertThat(shelf.items().getFirst().plain()).isEqualTo(copy.plain());
  }

  // ---- room

  @Test
  void queueThatStaysShort_takesNoMoreRoom() {
    fill(5);
    pool.transaction(j -> longs.addLast(j, 5L));
    long before = longs.footprint();
    for (long round = 0; round < 300; round++) {
      long base = round * 10;
      pool.transaction(j -> {
        for (int i = 0; i < 10; i++) {
          longs.addLast(j, base + i);
          longs.removeFirst(j);
        }
      });
    }
    assertThat(longs.footprint()).isLessThanOrEqualTo(before + 200);
  }

  @Test
  void removedElements_giveTheirRoomBack() {
    fill(200_000);
    long full = longs.footprint();
    assertThat(full).isBetween(1_600_000L, 1_720_000L);
    pool.transaction(j -> {
      for (int i = 0; i < 99_995; i++) {
        longs.removeFirst(j);
        longs.removeLast(j);
      }
    });
    assertThat(longs).hasSize(10).contains(100_000L);
    assertThat(longs.footprint()).isLessThan(10_000);
    fill(200_000);
    pool.transaction(j -> longs.removeIf(j, e -> e % 500 != 0));
    assertThat(longs.footprint()).as("neighbours that are nearly empty join").isLessThan(30_000);
  }

  @Test
  void oneStep_ofAMillion_changesLittle() {
    fill(1_000_000);
    long before = pool.statistics().usedBytes();
    pool.transaction(j -> longs.addFirst(j, -1L));
    pool.transaction(j -> longs.addLast(j, -2L));
    assertThat(pool.statistics().usedBytes() - before).isLessThan(20_000);
    assertThat(longs.peekFirst()).isEqualTo(-1);
    assertThat(longs.peekLast()).isEqualTo(-2);
    pool.transaction(j -> longs.clear(j));
    assertThat(longs.footprint()).isLessThan(1_000);
  }

  @Test
  void droppedDeque_isTakenApart() {
    pool.transaction(
        j -> shelf.nested().addLast(j, PDeque.of(LongStream.range(0, 50_000).boxed().toList())));
    long used = pool.statistics().usedBytes();
    pool.transaction(j -> shelf.nested().clear(j));
    for (int i = 0; i < 100; i++) {
      pool.transaction(j -> longs.add(j, 1L)); // takes apart what was dropped
    }
    assertThat(pool.statistics().usedBytes()).isLessThan(used - 300_000);
  }

  // ---- isolation

  @Test
  void readers_beside_aWriter_seeOneState() {
    fill(1_000);
    VecReaders.beside(
        () -> {
          for (int i = 0; i < 1_000; i++) {
            pool.transaction(j -> longs.addLast(j, longs.removeFirst(j) + 1_000));
          }
        },
        () -> {
          Object[] all = longs.toArray();
          assertThat(all).hasSize(1_000);
          assertThat((Long) all[999]).isEqualTo((Long) all[0] + 999);
          assertThat(longs.peekFirst()).isNotNull();
          assertThat(longs.peekLast()).isGreaterThanOrEqualTo(999L);
        });
  }

  @Test
  void failingStore_leavesTheDeque() {
    try (Pool<Trees> trees = Pool.inMemory(Trees.class)) {
      PDeque<Tree, Trees> deque = trees.root().deque();
      trees.transaction(j -> {
        for (int i = 0; i < 40; i++) { // ends of full nodes among them
          deque.addLast(j, new Tree("a text that is too long for its slot", "b"));
          failing(j, deque);
          deque.addFirst(j, new Tree("c", "another text that is too long for its slot"));
          failing(j, deque);
        }
      });
      assertThat(deque).hasSize(80);
      assertThat(trees.check().problems()).isEmpty();
    }
  }

  private static void failing(Journal<Trees> j, PDeque<Tree, Trees> deque) {
    Tree broken = new Tree("a text that is too long for its slot, and then", null);
    assertThatThrownBy(() -> deque.addLast(j, broken)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> deque.addFirst(j, broken)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> deque.addAll(j, List.of(new Tree("x", "y"), broken)))
        .isInstanceOf(NullPointerException.class);
  }

  record Trees(PDeque<Tree, Trees> deque) {}

  record Tree(String one, String two) {}
}
