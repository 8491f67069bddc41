package dev.emery.collections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.PoolFullException;
import dev.emery.WrongPoolException;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import dev.emery.transaction.Journal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrimitiveVecTest {
  /** Elements in more than two chunks. */
  private static final int SIZE = 5_000;

  @TempDir private Path folder;
  private Pool<Numbers> pool;
  private PLongVec<Numbers> longs;
  private PIntVec<Numbers> ints;
  private PDoubleVec<Numbers> doubles;

  @BeforeEach
  void open() {
    pool = Numbers.inMemory();
    longs = pool.root().longs();
    ints = pool.root().ints();
    doubles = pool.root().doubles();
  }

  @AfterEach
  void check() {
    assertThat(pool.check().problems()).isEmpty();
    pool.close();
  }

  @Test
  void newPool_hasEmptyVectors() {
    assertThat(longs).isEmpty();
    assertThat(longs.toLongArray()).isEmpty();
    assertThat(ints.intStream()).isEmpty();
    assertThat(doubles.sum()).isZero();
    assertThat(longs.indexOf(0)).isEqualTo(-1);
    assertThat(longs.lastIndexOf(0)).isEqualTo(-1);
    pool.transaction(j -> {
      longs.sort(j);
      longs.fill(j, 7);
      longs.addAll(j);
      longs.replaceAllLongs(j, x -> x + 1);
    });
    assertThat(longs).isEmpty();
  }

  @Test
  void elements_comeBackUnboxedAndBoxed() {
    pool.transaction(j -> {
      longs.addAll(j, Long.MIN_VALUE, -1, 0, Long.MAX_VALUE);
      ints.addAll(j, Integer.MIN_VALUE, -1, 0, Integer.MAX_VALUE);
      doubles.addAll(j, Double.NEGATIVE_INFINITY, -0.0, 0.0, Double.MIN_VALUE, Double.NaN);
    });
    assertThat(longs).containsExactly(Long.MIN_VALUE, -1L, 0L, Long.MAX_VALUE);
    assertThat(ints).containsExactly(Integer.MIN_VALUE, -1, 0, Integer.MAX_VALUE);
    assertThat(ints.getInt(0)).isEqualTo(Integer.MIN_VALUE);
    assertThat(ints.sum()).isEqualTo(-2);
    assertThat(doubles)
        .containsExactly(Double.NEGATIVE_INFINITY, -0.0, 0.0, Double.MIN_VALUE, Double.NaN);
    assertThat(doubles.getDouble(1)).isEqualTo(-0.0);
  }

  @Test
  void numberOfAnotherType_isLookedUpByValue() {
    pool.transaction(j -> {
      longs.addAll(j, 5, 6, 5);
      // With the methods of List alone these would be an Integer each, which no Long equals.
      assertThat(longs.contains(5)).isTrue();
      assertThat(longs.indexOf(6)).isEqualTo(1);
      assertThat(longs.lastIndexOf(5)).isEqualTo(2);
      assertThat(longs.remove(j, 5)).isTrue();
      ints.addAll(j, 7, 8, 9);
      assertThat(ints.remove(j, 8)).isTrue(); // the element, never the index
      assertThat(ints.removeAt(j, 0)).isEqualTo(7);
    });
    assertThat(longs).containsExactly(6L, 5L);
    assertThat(ints).containsExactly(9);
    assertThat(longs.contains((Object) 5)).isFalse();
  }

  @Test
  void everyNaN_isTheSame() {
    double other = Double.longBitsToDouble(0x7ff8_0000_0000_0001L);
    pool.transaction(j -> {
      doubles.addAll(j, 1, other);
      doubles.add(j, other);
      doubles.set(j, 0, other);
    });
    assertThat(doubles.indexOf(Double.NaN)).isZero();
    assertThat(doubles.lastIndexOf(other)).isEqualTo(2);
    assertThat(doubles).isEqualTo(List.of(Double.NaN, Double.NaN, Double.NaN));
    assertThat(doubles.indexOf(0.0)).isEqualTo(-1);
    for (double each : doubles.toDoubleArray()) {
      assertThat(Double.doubleToRawLongBits(each)).isEqualTo(0x7ff8_0000_0000_0000L);
    }
  }

  @Test
  void indexesBeyondTheEnd_areRefused_andNothingChanges() {
    pool.transaction(j -> {
      longs.addAll(j, 1, 2, 3);
      refused(() -> longs.getLong(3));
      refused(() -> longs.getLong(-1));
      refused(() -> longs.set(j, 3, 0));
      refused(() -> longs.add(j, 4, 0));
      refused(() -> longs.add(j, -1, 0));
      refused(() -> longs.insertAll(j, -1, 7, 7));
      refused(() -> longs.addTo(j, 3, 1));
      refused(() -> longs.removeLongAt(j, 3));
      refused(() -> longs.fill(j, 2, 1, 0));
      refused(() -> longs.fill(j, 2, -1, 0));
      refused(() -> longs.fill(j, 0, 4, 0));
      refused(() -> longs.toLongArray(2, 1));
      refused(() -> longs.toLongArray(2, -1));
      refused(() -> longs.toLongArray(0, 4));
      refused(() -> longs.splitOff(j, 4));
    });
    assertThat(longs).containsExactly(1L, 2L, 3L);
    PLongVec<Numbers> prototype = PLongVec.of(1, 2, 3);
    refused(() -> prototype.getLong(3));
    refused(() -> prototype.toLongArray(2, -1));
    pool.transaction(j -> refused(() -> prototype.fill(j, 2, -1, 0)));
    pool.transaction(j -> refused(() -> prototype.insertAll(j, 4, 1)));
    assertThat(prototype).containsExactly(1L, 2L, 3L);
  }

  private static void refused(ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void bulk_overSeveralChunks_comesBack() {
    long[] many = LongStream.range(0, SIZE).toArray();
    int[] manyInts = IntStream.range(0, 3 * SIZE).toArray();
    pool.transaction(j -> {
      longs.addAll(j, many);
      ints.addAll(j, manyInts);
      longs.insertAll(j, 1_000, many);
    });
    assertThat(ints.toIntArray()).isEqualTo(manyInts);
    assertThat(longs.toLongArray(1_000, 1_000 + SIZE)).isEqualTo(many);
    assertThat(longs.toLongArray(0, 1_000)).isEqualTo(LongStream.range(0, 1_000).toArray());
    assertThat(longs.sum()).isEqualTo(2L * SIZE * (SIZE - 1) / 2);
    assertThat(ints.lastIndexOf(3 * SIZE - 1)).isEqualTo(3 * SIZE - 1);
    assertThat(longs.lastIndexOf(7)).isEqualTo(1_007);
  }

  @Test
  void prototype_isPlacedWithItsElements() {
    PLongVec<Numbers> prototype = PLongVec.of(LongStream.range(0, SIZE).toArray());
    pool.transaction(j -> {
      prototype.add(j, -1);
      pool.root().more().put(j, "a", prototype);
      prototype.add(j, -2);
      assertThat(prototype.getLong(SIZE + 1)).isEqualTo(-2);
    });
    PLongVec<Numbers> placed = pool.root().more().get("a");
    assertThat(placed).hasSize(SIZE + 2).endsWith(SIZE - 1L, -1L, -2L).isEqualTo(prototype);
    assertThat(placed.footprint()).isGreaterThan(8L * SIZE);
    assertThat(PLongVec.of(1).footprint()).isZero();
  }

  @Test
  void e18_placementRolledBack_leavesThePrototypeAsItWas() {
    PLongVec<Numbers> prototype = PLongVec.of(1, 2, 3);
    assertThatThrownBy(() ->
            pool.transaction(j -> {
              prototype.fill(j, 1, 3, 9);
              prototype.insertAll(j, 1, 7, 7);
              prototype.sort(j);
              pool.root().more().put(j, "a", prototype);
              prototype.addAll(j, 4, 5);
              throw new IllegalStateException("no");
            }))
        .hasMessage("no");
    assertThat(prototype.toLongArray()).containsExactly(1, 2, 3);
    assertThat(prototype.getLong(2)).isEqualTo(3);
  }

  @Test
  void pclone_isAPrototypeOfItsOwn() {
    pool.transaction(j -> {
      longs.addAll(j, 1, 2);
      ints.addAll(j, 3, 4);
      doubles.addAll(j, 0.5);
    });
    PLongVec<Numbers> copy = pool.pclone(longs);
    pool.transaction(j -> longs.set(j, 0, 9));
    assertThat(copy).containsExactly(1L, 2L);
    assertThat(copy.footprint()).isZero();
    assertThat(pool.pclone(ints)).isEqualTo(ints).isNotSameAs(ints);
    assertThat(pool.pclone(doubles)).isEqualTo(doubles);
  }

  @Test
  void vector_movesFromPlaceToPlace() {
    pool.transaction(j -> {
      pool.root().more().put(j, "a", PLongVec.of(1, 2));
      pool.root().more().put(j, "b", pool.root().more().remove(j, "a"));
    });
    assertThat(pool.root().more()).hasSize(1);
    assertThat(pool.root().more().get("b")).containsExactly(1L, 2L);
  }

  @Test
  void splitOffAndAppend_moveElements_alsoOfPrototypes() {
    pool.transaction(j -> {
      longs.addAll(j, LongStream.range(0, SIZE).toArray());
      PLongVec<Numbers> tail = longs.splitOff(j, 100);
      assertThat(tail.toLongArray()).isEqualTo(LongStream.range(100, SIZE).toArray());
      pool.root().more().put(j, "tail", tail);
      longs.append(j, tail);
      assertThat(tail).isEmpty();
      longs.append(j, PLongVec.of(-1, -2));
      assertThatThrownBy(() -> longs.append(j, longs)).isInstanceOf(IllegalArgumentException.class);
    });
    assertThat(longs).hasSize(SIZE + 2).endsWith(-1L, -2L);
    assertThat(longs.toLongArray(0, SIZE)).isEqualTo(LongStream.range(0, SIZE).toArray());
  }

  @Test
  void append_ofAVectorOfAnotherPool_isRefused() {
    try (Pool<Numbers> other = Numbers.inMemory()) {
      other.transaction(j -> other.root().longs().add(j, 1));
      assertThatThrownBy(() -> pool.transaction(j -> longs.append(j, other.root().longs())))
          .isInstanceOf(WrongPoolException.class);
    }
  }

  @Test
  void capacity_isMadeAndGivenBack() {
    pool.transaction(j -> {
      longs.ensureCapacity(j, 100);
      assertThat(longs.capacity()).isGreaterThanOrEqualTo(100);
      longs.add(j, 1);
      longs.trimToSize(j);
      assertThat(longs.capacity()).isLessThan(100);
    });
  }

  @Test
  void e31_iterators_failFast_atChangesWithoutBoxes() {
    pool.transaction(j -> longs.addAll(j, 3, 2, 1));
    failsAfter(j -> longs.add(j, 1));
    failsAfter(j -> longs.addAll(j, 1, 2));
    failsAfter(j -> longs.removeLongAt(j, 0));
    failsAfter(j -> longs.remove(j, 1));
    failsAfter(j -> longs.sort(j));
    failsAfter(j -> longs.append(j, PLongVec.of(1)));
    List<Long> part = longs.subList(0, 2);
    pool.transaction(j -> longs.set(j, 0, 9));
    assertThat(part.get(0)).isEqualTo(9);
    pool.transaction(j -> longs.add(j, 0));
    assertThatThrownBy(part::size).isInstanceOf(ConcurrentModificationException.class);
  }

  private void failsAfter(Consumer<Journal<Numbers>> change) {
    Iterator<Long> iterator = longs.iterator();
    iterator.next();
    pool.transaction(change::accept);
    assertThatThrownBy(iterator::next).isInstanceOf(ConcurrentModificationException.class);
  }

  @Test
  void operatorThatChangesTheSize_isRefused_andNothingIsReplaced() {
    pool.transaction(j -> {
      longs.addAll(j, 1, 2, 3);
      assertThatThrownBy(() ->
              longs.replaceAllLongs(
                  j,
                  x -> {
                    longs.add(j, x);
                    return 0;
                  }))
          .isInstanceOf(ConcurrentModificationException.class);
    });
    assertThat(longs.toLongArray(0, 3)).containsExactly(1, 2, 3);
  }

  @Test
  void stream_isLateBinding_andOfOneState() {
    LongStream stream = longs.longStream();
    pool.transaction(j -> longs.addAll(j, 1, 2, 3));
    assertThat(stream.parallel().sum()).isEqualTo(6);
    assertThat(doubles.doubleStream()).isEmpty();
  }

  @Test
  @SuppressWarnings({"removal", "DoNotCall"})
  void inheritedMutators_areClosed() {
    assertThatThrownBy(() -> longs.add(1L))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("use add(j, element) inside a transaction, or edit(j)");
    assertThatThrownBy(() -> ints.remove(0)).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> doubles.sort(Double::compare))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void edit_isTheSameVector() {
    pool.transaction(j -> {
      List<Long> edit = longs.edit(j);
      edit.addAll(List.of(3L, 1L, 2L));
      edit.sort(null);
      longs.set(j, 0, 7);
      assertThat(edit).containsExactly(7L, 2L, 3L);
    });
  }

  @Test
  void nullsAndWrongBoxes_areRefusedBeforeAnythingIsAdded() {
    pool.transaction(j -> {
      longs.add(j, 1);
      List<Long> some = new ArrayList<>(List.of(5L));
      some.add(null);
      assertThatThrownBy(() -> longs.addAll(j, some)).isInstanceOf(NullPointerException.class);
      @SuppressWarnings("unchecked") // what a raw type lets through
      List<Long> wrong = (List<Long>) (List<?>) List.of(5L, 5);
      assertThatThrownBy(() -> longs.addAll(j, wrong)).isInstanceOf(ClassCastException.class);
      assertThatThrownBy(() -> PLongVec.of(some)).isInstanceOf(NullPointerException.class);
    });
    assertThat(longs).containsExactly(1L);
  }

  @Test
  void fullPool_leavesTheVectorAsItWas() {
    var options = PoolOptions.defaults().maximumSize(2 << 20);
    try (var small = Pool.open(folder.resolve("small.pool"), Numbers.class, options)) {
      PLongVec<Numbers> vec = small.root().longs();
      small.transaction(j -> vec.addAll(j, 1, 2, 3));
      assertThatThrownBy(() -> small.transaction(j -> vec.addAll(j, new long[1 << 19])))
          .isInstanceOf(PoolFullException.class);
      assertThatThrownBy(() -> small.transaction(j -> vec.insertAll(j, 1, new long[1 << 19])))
          .isInstanceOf(PoolFullException.class);
      assertThat(vec).containsExactly(1L, 2L, 3L);
      assertThat(small.check().problems()).isEmpty();
    }
  }
}
