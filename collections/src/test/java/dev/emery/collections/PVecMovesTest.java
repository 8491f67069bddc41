package dev.emery.collections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.StaleReferenceException;
import dev.emery.WrongPoolException;
import dev.emery.cell.PLong;
import dev.emery.collections.VecShelf.Item;
import dev.emery.pool.Pool;
import dev.emery.transaction.Journal;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whole stretches that go from one vector to another: what they own goes with them (E17). */
class PVecMovesTest {
  private static final int PER_CHUNK = (16_384 - 16) / 8;
  private static final List<Integer> SIZES =
      List.of(0, 1, 6, 7, PER_CHUNK - 1, PER_CHUNK, PER_CHUNK + 1, 3 * PER_CHUNK + 5);

  private final Pool<VecShelf> pool = VecShelf.inMemory();
  private final VecShelf shelf = pool.root();
  private final PVec<Item, VecShelf> items = shelf.items();
  private final PVec<Item, VecShelf> others = shelf.others();

  @AfterEach
  void close() {
    assertThat(pool.check().problems()).isEmpty();
    pool.close();
  }

  private List<Item> fill(PVec<Item, VecShelf> vector, int count) {
    pool.transaction(j ->
        vector.addAll(
            j, IntStream.range(0, count).mapToObj(i -> Item.of("item " + i, i)).toList()));
    return List.copyOf(vector);
  }

  private void abort(Consumer<Journal<VecShelf>> body) {
    assertThatThrownBy(() ->
            pool.transaction(j -> {
              body.accept(j);
              throw new IllegalStateException("aborts");
            }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("aborts");
  }

  private static List<Item> joined(List<Item> one, List<Item> other) {
    List<Item> joined = new ArrayList<>(one);
    joined.addAll(other);
    return joined;
  }

  // ---- append

  @Test
  void e17_append_movesEachEntityOnce() {
    List<Item> first = fill(items, 100);
    List<Item> second = fill(others, 5_000);
    PLong<VecShelf> cents = second.get(4_321).cents();
    abort(j -> items.append(j, others));
    assertThat(List.copyOf(items)).isEqualTo(first);
    assertThat(List.copyOf(others)).isEqualTo(second);
    pool.transaction(j -> {
      var savepoint = j.savepoint();
      items.append(j, others);
      j.rollbackTo(savepoint);
      assertThat(others).hasSize(5_000);
      items.append(j, others);
      cents.set(j, -1);
    });
    assertThat(List.copyOf(items)).isEqualTo(joined(first, second));
    assertThat(others).isEmpty();
    assertThat(others.capacity()).isZero();
    assertThat(items.get(4_421).cents().get()).isEqualTo(-1);
    pool.transaction(j -> others.append(j, items));
    assertThat(List.copyOf(others)).isEqualTo(joined(first, second));
  }

  @Test
  void append_ofAnySizes_matchesArrayList() {
    for (int one : SIZES) {
      for (int other : SIZES) {
        List<Long> expected = new ArrayList<>(LongStream.range(0, one).boxed().toList());
        expected.addAll(LongStream.range(-other, 0).boxed().toList());
        pool.transaction(j -> {
          shelf.nested().clear(j);
          shelf.nested().add(j, PVec.of(expected.subList(0, one)));
          shelf.nested().add(j, PVec.of(expected.subList(one, one + other)));
        });
        PVec<Long, VecShelf> target = shelf.nested().getFirst();
        PVec<Long, VecShelf> source = shelf.nested().getLast();
        pool.transaction(j -> target.append(j, source));
        assertThat(List.copyOf(target)).isEqualTo(expected);
        assertThat(source).isEmpty();
        assertThat(pool.check().problems()).isEmpty();
      }
    }
  }

  @Test
  void append_movesTextsBeyondTheirSlots() {
    String text = "a text that is far too long to lie in its slot ";
    PVec<String, VecShelf> texts = shelf.texts();
    List<String> expected = IntStream.range(0, 2_000).mapToObj(i -> text + i).toList();
    try (Pool<Texts> two = Pool.inMemory(Texts.class)) {
      Texts root = two.root();
      two.transaction(j -> root.one().addAll(j, expected));
      long used = two.statistics().usedBytes();
      two.transaction(j -> root.other().append(j, root.one()));
      assertThat(List.copyOf(root.other())).isEqualTo(expected);
      assertThat(root.one()).isEmpty();
      assertThat(two.check().problems()).isEmpty();
      assertThat(two.statistics().usedBytes()).isLessThan(used + 50_000);
    }
    assertThat(texts).isEmpty();
  }

  record Texts(PVec<String, Texts> one, PVec<String, Texts> other) {}

  @Test
  void append_betweenPrototypeAndVector_movesWhatItIsGiven() {
    List<Item> placed = fill(items, 3);
    PVec<Item, VecShelf> prototype = PVec.of(Item.of("fresh", 1));
    abort(j -> prototype.append(j, items));
    assertThat(prototype).hasSize(1);
    assertThat(List.copyOf(items)).isEqualTo(placed);
    pool.transaction(j -> {
      prototype.append(j, items);
      assertThat(items).isEmpty();
      others.append(j, prototype);
      assertThat(prototype).isEmpty();
    });
    assertThat(others).hasSize(4);
    PVec<Long, VecShelf> one = PVec.of(1L);
    PVec<Long, VecShelf> other = PVec.of(2L, 3L);
    pool.transaction(j -> one.append(j, other));
    assertThat(one).containsExactly(1L, 2L, 3L);
    assertThat(other).isEmpty();
    assertThat(others.subList(1, 4)).isEqualTo(placed);
  }

  @Test
  void append_ofItself_isRefused() {
    pool.transaction(j -> shelf.nested().add(j, PVec.of(1L, 2L)));
    PVec<Long, VecShelf> prototype = PVec.of(1L);
    pool.transaction(j -> {
      assertItself(() -> shelf.nested().getFirst().append(j, shelf.nested().getFirst()));
      assertItself(() -> items.append(j, items));
      assertItself(() -> prototype.append(j, prototype));
    });
    assertThat(shelf.nested().getFirst()).containsExactly(1L, 2L);
  }

  private static void assertItself(Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a vector cannot be appended to itself");
  }

  @Test
  void e13_append_ofAVectorInAnotherPool_isRefusedAndChangesNothing() {
    fill(items, 2);
    try (Pool<VecShelf> second = VecShelf.inMemory()) {
      PVec<Item, VecShelf> foreign = second.root().items();
      second.transaction(j -> foreign.add(j, Item.of("foreign", 1)));
      pool.transaction(j ->
          assertThatThrownBy(() -> items.append(j, foreign))
              .isInstanceOf(WrongPoolException.class));
      assertThat(foreign).hasSize(1);
      second.transaction(j -> second.root().longs().add(j, 7L));
      pool.transaction(j ->
          assertThatThrownBy(() -> shelf.longs().append(j, second.root().longs()))
              .isInstanceOf(WrongPoolException.class));
      PVec<Long, VecShelf> prototype = PVec.of(1L);
      pool.transaction(j ->
          assertThatThrownBy(() -> prototype.append(j, second.root().longs()))
              .isInstanceOf(WrongPoolException.class));
      assertThat(prototype).containsExactly(1L);
      assertThat(shelf.longs()).isEmpty();
      assertThat(second.root().longs()).containsExactly(7L);
      assertThat(second.check().problems()).isEmpty();
    }
    assertThat(items).hasSize(2);
  }

  @Test
  void append_endsTheIteratorsOfBoth() {
    fill(items, 2);
    fill(others, 2);
    Iterator<Item> one = items.iterator();
    Iterator<Item> other = others.iterator();
    pool.transaction(j -> items.append(j, others));
    assertThatThrownBy(one::next).isInstanceOf(ConcurrentModificationException.class);
    assertThatThrownBy(other::next).isInstanceOf(ConcurrentModificationException.class);
  }

  // ---- splitOff

  @Test
  void e17_splitOff_movesEntitiesIntoWhatIsStored() {
    List<Item> before = fill(items, 3_000);
    PLong<VecShelf> cents = before.get(2_500).cents();
    pool.transaction(j -> {
      PVec<Item, VecShelf> tail = items.splitOff(j, 1_000);
      assertThat(tail.get(1_500).cents().get()).isEqualTo(2_500);
      others.append(j, tail);
      assertThat(tail).isEmpty();
    });
    assertThat(List.copyOf(items)).isEqualTo(before.subList(0, 1_000));
    assertThat(List.copyOf(others)).isEqualTo(before.subList(1_000, 3_000));
    pool.transaction(j -> cents.set(j, 7));
    assertThat(others.get(1_500).cents().get()).isEqualTo(7);
  }

  @Test
  void splitOff_canItselfBeStored() {
    pool.transaction(j -> {
      shelf.longs().addAll(j, List.of(1L, 2L, 3L, 4L));
      shelf.nested().add(j, shelf.longs().splitOff(j, 1));
      shelf.nested().add(j, shelf.nested().getFirst().splitOff(j, 3));
      shelf.nested().add(j, shelf.nested().getFirst().splitOff(j, 0));
    });
    assertThat(shelf.longs()).containsExactly(1L);
    assertThat(shelf.nested().toString()).isEqualTo("[[], [], [2, 3, 4]]");
  }

  @Test
  @Timeout(60)
  void e24_splitOff_locksBeforeItReads_soThatAnUpgraderBesideItGoesOn() throws Exception {
    fill(items, 10);
    long rerun = pool.statistics().rerun();
    Thread[] splitting = new Thread[1];
    pool.transaction(j -> {
      assertThat(items).hasSize(10); // shared
      splitting[0] =
          Thread.ofPlatform()
              .start(() -> pool.transaction(k -> others.append(k, items.splitOff(k, 5))));
      while (splitting[0].getState() != Thread.State.TIMED_WAITING) {
        Thread.sleep(1);
      }
      items.removeLast(j); // with another reader beside it, one of the two would have to give way
    });
    splitting[0].join();
    assertThat(items).hasSize(5);
    assertThat(others).hasSize(4);
    assertThat(pool.statistics().rerun()).isEqualTo(rerun);
  }

  @Test
  void e17_splitOff_thatNobodyStores_dropsItsEntities() {
    List<Item> before = fill(items, 10);
    PVec<Item, VecShelf> tail = pool.compute(j -> items.splitOff(j, 5));
    assertThat(items).hasSize(5);
    assertThat(tail).hasSize(5);
    assertThatThrownBy(() -> tail.getFirst().cents().get())
        .isInstanceOf(StaleReferenceException.class);
    assertThat(before.get(4).cents().get()).isEqualTo(4);
  }

  @Test
  void e18_splitOff_rolledBack_isEmptyAgain() {
    List<Item> before = fill(items, 10);
    List<PVec<Item, VecShelf>> tails = new ArrayList<>();
    abort(j -> tails.add(items.splitOff(j, 5)));
    assertThat(tails.getFirst()).isEmpty();
    assertThat(List.copyOf(items)).isEqualTo(before);
    pool.transaction(j -> {
      var savepoint = j.savepoint();
      PVec<Item, VecShelf> tail = items.splitOff(j, 2);
      j.rollbackTo(savepoint);
      assertThat(tail).isEmpty();
      others.append(j, items.splitOff(j, 9));
    });
    assertThat(joined(items, others)).isEqualTo(before);
  }

  @Test
  void splitOff_outOfBounds_changesNothing() {
    fill(items, 3);
    pool.transaction(j -> {
      for (PVec<Item, VecShelf> each :
          List.of(items, PVec.<Item, VecShelf>of(List.copyOf(items)))) {
        assertBounds(() -> each.splitOff(j, -1));
        assertBounds(() -> each.splitOff(j, 4));
        assertThat(each.splitOff(j, 3)).isEmpty();
        assertThat(each).hasSize(3);
      }
    });
  }

  private static void assertBounds(Runnable call) {
    assertThatThrownBy(call::run).isInstanceOf(IndexOutOfBoundsException.class);
  }

  // ---- swapRemove

  @Test
  void e17_swapRemove_movesTheLastEntity() {
    List<Item> before = fill(items, 5);
    PLong<VecShelf> last = before.get(4).cents();
    pool.transaction(j -> {
      Item removed = items.swapRemove(j, 1);
      assertThat(removed.cents().get()).isEqualTo(1);
      others.add(j, removed);
      assertThat(items.swapRemove(j, 3).name()).isEqualTo("item 3");
    });
    assertThat(List.copyOf(items)).isEqualTo(List.of(before.get(0), before.get(4), before.get(2)));
    assertThat(others).containsExactly(before.get(1));
    pool.transaction(j -> last.set(j, 77));
    assertThat(items.get(1).cents().get()).isEqualTo(77);
  }

  @Test
  void swapRemove_outOfBounds_changesNothing() {
    pool.transaction(j -> {
      assertBounds(() -> items.swapRemove(j, 0));
      shelf.longs().addAll(j, List.of(1L, 2L, 3L, 4L));
      for (JournaledList<Long, VecShelf> each :
          List.of(shelf.longs(), shelf.longs().subList(0, 4), new Edited(shelf.longs()))) {
        assertBounds(() -> each.swapRemove(j, 4));
        assertBounds(() -> each.swapRemove(j, -1));
      }
      assertBounds(() -> PVec.<Long, VecShelf>of().swapRemove(j, 0));
      assertThat(shelf.longs()).containsExactly(1L, 2L, 3L, 4L);
      assertThat(shelf.longs().subList(0, 3).swapRemove(j, 0)).isEqualTo(1);
      assertThat(shelf.longs()).containsExactly(3L, 2L, 4L);
    });
  }

  @Test
  void swapRemove_ofAnyJournaledList_isThatOfTheVector() {
    fill(items, 0);
    pool.transaction(j -> {
      shelf.longs().addAll(j, List.of(1L, 2L, 3L, 4L));
      assertThat(new Edited(shelf.longs()).swapRemove(j, 1)).isEqualTo(2);
      assertThat(new Edited(shelf.longs()).swapRemove(j, 2)).isEqualTo(3);
    });
    assertThat(shelf.longs()).containsExactly(1L, 4L);
  }

  /** A journaled list that has nothing but its view to edit. */
  private static final class Edited extends AbstractList<Long>
      implements JournaledList<Long, VecShelf> {
    private final PVec<Long, VecShelf> list;

    Edited(PVec<Long, VecShelf> list) {
      this.list = list;
    }

    @Override
    public List<Long> edit(Journal<VecShelf> j) {
      return list.edit(j);
    }

    @Override
    public List<Long> autoCommit() {
      return list.autoCommit();
    }

    @Override
    public JournaledList<Long, VecShelf> subList(int from, int to) {
      return list.subList(from, to);
    }

    @Override
    public Long get(int index) {
      return list.get(index);
    }

    @Override
    public int size() {
      return list.size();
    }
  }

  // ---- room

  @Test
  void ensureCapacity_makesTheFirstChunkOnce() {
    PVec<Long, VecShelf> longs = shelf.longs();
    assertThat(longs.capacity()).isZero();
    pool.transaction(j -> longs.ensureCapacity(j, 1_000));
    int capacity = longs.capacity();
    assertThat(capacity).isBetween(1_000, PER_CHUNK);
    assertThat(longs).isEmpty();
    assertThat(pool.check().problems()).isEmpty();
    pool.transaction(j -> {
      longs.addAll(j, LongStream.range(0, 1_000).boxed().toList());
      assertThat(longs.capacity()).isEqualTo(capacity);
      longs.ensureCapacity(j, 10);
      assertThat(longs.capacity()).isEqualTo(capacity);
      longs.ensureCapacity(j, Integer.MAX_VALUE);
      assertThat(longs.capacity()).isEqualTo(PER_CHUNK);
      assertThat(longs.get(999)).isEqualTo(999);
      assertThatThrownBy(() -> longs.ensureCapacity(j, -1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("negative capacity=-1");
    });
    abort(longs::clear);
    assertThat(longs.capacity()).isEqualTo(PER_CHUNK);
  }

  @Test
  void trimToSize_givesBackWhatIsNotUsed() {
    PVec<Long, VecShelf> longs = shelf.longs();
    List<Long> some = LongStream.range(0, 100).boxed().toList();
    pool.transaction(j -> {
      longs.ensureCapacity(j, PER_CHUNK);
      longs.addAll(j, some);
    });
    long used = pool.statistics().usedBytes();
    pool.transaction(longs::trimToSize);
    assertThat(longs.capacity()).isBetween(100, 150);
    assertThat(pool.statistics().usedBytes()).isLessThan(used - 14_000);
    assertThat(List.copyOf(longs)).isEqualTo(some);
    int capacity = longs.capacity();
    pool.transaction(longs::trimToSize);
    assertThat(longs.capacity()).isEqualTo(capacity);
    pool.transaction(j -> longs.truncate(j, 0));
    pool.transaction(longs::trimToSize);
    assertThat(longs.capacity()).isZero();
  }

  @Test
  void trimToSize_givesBackTheChunkInReserve() {
    PVec<Long, VecShelf> longs = shelf.longs();
    pool.transaction(j -> {
      longs.addAll(j, LongStream.range(0, 3L * PER_CHUNK).boxed().toList());
      longs.truncate(j, 2 * PER_CHUNK);
    });
    assertThat(longs.capacity()).isEqualTo(3 * PER_CHUNK);
    pool.transaction(longs::trimToSize);
    assertThat(longs.capacity()).isEqualTo(2 * PER_CHUNK);
    assertThat(longs.getLast()).isEqualTo(2L * PER_CHUNK - 1);
  }

  @Test
  void room_ofAPrototype_isWhatItsElementsTake() {
    PVec<Long, VecShelf> prototype = PVec.of(1L, 2L);
    pool.transaction(j -> {
      prototype.ensureCapacity(j, 100);
      prototype.trimToSize(j);
    });
    assertThat(prototype.capacity()).isEqualTo(2);
  }
}
