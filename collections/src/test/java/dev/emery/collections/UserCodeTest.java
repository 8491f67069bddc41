package dev.emery.collections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.emery.PoolException;
import dev.emery.cell.PLong;
import dev.emery.pool.Pool;
import dev.emery.transaction.Journal;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Records whose own code changes the collection that they are just stored in or loaded from. */
class UserCodeTest {
  private static final int SIZE = 40;
  private static Runnable atConstruction = () -> {};
  private static Runnable atAccess = () -> {};

  record Odd(String name, long number) {
    Odd {
      atConstruction.run();
    }

    @Override
    public long number() {
      atAccess.run();
      return number;
    }
  }

  record Owner(Odd odd, PLong<Root> cents) {}

  record Root(
      PVec<Odd, Root> vec,
      PHashMap<String, Odd, Root> map,
      PTreeMap<String, Odd, Root> tree,
      PDeque<Odd, Root> deque,
      PLinkedList<Odd, Root> list,
      PLinkedHashMap<String, Odd, Root> linked,
      PHashMap<String, Owner, Root> owners) {

    void fill(Journal<Root> j) {
      for (int i = 0; i < SIZE; i++) {
        var odd = new Odd("n" + i, i);
        vec.add(j, odd);
        map.put(j, "k" + i, odd);
        tree.put(j, "k" + i, odd);
        deque.add(j, odd);
        list.add(j, odd);
        linked.put(j, "k" + i, odd);
        owners.put(j, "k" + i, new Owner(odd, PLong.of(i)));
      }
    }

    void clear(Journal<Root> j) {
      vec.clear(j);
      map.clear(j);
      tree.clear(j);
      deque.clear(j);
      list.clear(j);
      linked.clear(j);
      owners.clear(j);
    }
  }

  private final Pool<Root> pool = Pool.inMemory(Root.class);
  private final Root root = pool.root();

  UserCodeTest() {
    pool.transaction(root::fill);
  }

  @AfterEach
  void close() {
    atConstruction = () -> {};
    atAccess = () -> {};
    assertThat(pool.check().problems()).isEmpty();
    pool.transaction(root::clear);
    assertThat(pool.check().problems()).isEmpty();
    pool.close();
  }

  /** An operation that loads or stores a record. */
  private record Operation(String name, BiConsumer<Root, Journal<Root>> change) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Stream<Arguments> operations() {
    return Stream.of(
            new Operation("vec.set", (r, j) -> r.vec().set(j, 5, r.vec().getLast())),
            new Operation("vec.removeAt", (r, j) -> r.vec().removeAt(j, 5)),
            new Operation("map.remove", (r, j) -> r.map().remove(j, "k1")),
            new Operation("tree.remove", (r, j) -> r.tree().remove(j, "k1")),
            new Operation("tree.pollFirstEntry", (r, j) -> r.tree().pollFirstEntry(j)),
            new Operation("deque.poll", (r, j) -> r.deque().poll(j)),
            new Operation("deque.pollLast", (r, j) -> r.deque().pollLast(j)),
            new Operation("list.removeAt", (r, j) -> r.list().removeAt(j, 3)),
            new Operation("linked.remove", (r, j) -> r.linked().remove(j, "k1")),
            new Operation("owners.remove", (r, j) -> r.owners().remove(j, "k1")))
        .map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void constructor_thatChangesTheCollection_isRefusedAndNothingIsChanged(Operation operation) {
    assertThatExceptionOfType(PoolException.class)
        .isThrownBy(() ->
            pool.transaction(j -> {
              atConstruction = once(() -> root.clear(j));
              operation.change().accept(root, j);
            }))
        .withMessageContaining("the constructor of a record changes the pool");
    assertThat(root.vec()).hasSize(SIZE);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void constructor_thatBeginsATransaction_isRefusedAndNothingIsChanged(Operation operation) {
    assertThatExceptionOfType(PoolException.class)
        .isThrownBy(() ->
            pool.transaction(j -> {
              atConstruction = once(() -> pool.transaction(root::clear));
              operation.change().accept(root, j);
            }))
        .withMessageContaining("the constructor of a record changes the pool");
    assertThat(root.deque()).hasSize(SIZE);
  }

  @Test
  void constructor_thatReads_mayDoSo() {
    pool.transaction(j -> {
      atConstruction = once(() -> assertThat(root.map()).isNotEmpty());
      assertThat(root.list().removeAt(j, 3).number()).isEqualTo(3);
      root.list().add(j, new Odd("after", 1)); // and changes are possible again
    });
    assertThat(root.list()).hasSize(SIZE);
  }

  @Test
  void accessor_withABody_isNotCalledWhenTheRecordIsStored() {
    pool.transaction(j -> {
      atAccess = () -> root.clear(j);
      var odd = new Odd("stored", 7);
      root.vec().add(j, odd);
      root.map().put(j, "stored", odd);
      root.tree().put(j, "stored", odd);
      root.deque().add(j, odd);
      root.list().add(j, odd);
      root.linked().put(j, "stored", odd);
      root.owners().put(j, "stored", new Owner(odd, PLong.of(1)));
      atAccess = () -> {};
    });
    assertThat(root.vec()).hasSize(SIZE + 1);
    assertThat(root.vec().getLast().number()).isEqualTo(7);
    assertThat(root.owners().get("stored").odd().number()).isEqualTo(7);
  }

  private static Runnable once(Runnable action) {
    return () -> {
      atConstruction = () -> {};
      action.run();
    };
  }
}
