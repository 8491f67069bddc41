package dev.emery.collections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.cell.PLong;
import dev.emery.pointer.Parc;
import dev.emery.pointer.Pbox;
import dev.emery.pointer.Prc;
import dev.emery.pool.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pointers in collections, and collections behind pointers. */
class PointersTest {
  record Root(
      PVec<Prc<Item, Root>, Root> items,
      PHashMap<String, Parc<Counter, Root>, Root> counters,
      PVec<Prc<Tree, Root>, Root> trees,
      PVec<Optional<Pbox<PVec<String, Root>, Root>>, Root> lists) {}

  record Item(String name, PLong<Root> number) {}

  record Counter(PLong<Root> number) {}

  /** A node with its children, which know their parent. */
  record Tree(
      String name,
      PVec<Prc<Tree, Root>, Root> children,
      PVec<Prc<Tree, Root>, Root> parents,
      PHashMap<String, Prc<Tree, Root>, Root> byName,
      PString<Root> text) {
    static Tree of(String name) {
      return new Tree(name, new PVec<>(), new PVec<>(), new PHashMap<>(), PString.of(name));
    }
  }

  private final Pool<Root> pool = Pool.inMemory(Root.class);
  private final Root root = pool.root();

  @AfterEach
  void close() {
    drain();
    assertThat(pool.check().problems()).isEmpty();
    pool.close();
  }

  private void drain() {
    do {
      pool.transaction(j -> root.lists().clear(j));
    } while (pool.check().queued() > 0);
  }

  @Test
  void e16_manyDroppedAtOnce_areEmptyFromTheCommitOn() {
    List<Prc.VWeak<Item, Root>> outside = new ArrayList<>();
    pool.transaction(j -> {
      for (int i = 0; i < 2000; i++) {
        root.items().add(j, Prc.of(new Item("item " + i, PLong.of(i))));
        outside.add(root.items().getLast().demote());
      }
    });
    pool.read(r -> assertThat(outside).allMatch(weak -> weak.promote(r).isPresent()));
    pool.transaction(j -> root.items().clear(j));
    pool.read(r -> assertThat(outside).allMatch(weak -> weak.promote(r).isEmpty()));
  }

  @Test
  void shared_inTwoCollections_countsBoth() {
    pool.transaction(j -> {
      Parc<Counter, Root> counter = Parc.of(new Counter(PLong.of(0)));
      root.counters().put(j, "one", counter);
      root.counters().put(j, "two", counter);
      root.counters().put(j, "three", Parc.of(new Counter(PLong.of(7))));
    });
    Parc<Counter, Root> one = root.counters().get("one");
    assertThat(one.strongCount()).isEqualTo(2);
    pool.transaction(j -> one.get().number().add(j, 1));
    assertThat(root.counters().get("two").get().number().get()).isEqualTo(1);
    pool.transaction(j -> root.counters().remove(j, "two"));
    assertThat(one.strongCount()).isEqualTo(1);
    pool.transaction(j -> root.counters().put(j, "three", one)); // the other one is dropped
    assertThat(one.strongCount()).isEqualTo(2);
  }

  @Test
  void collection_behindAPointer_isOrdinary() {
    pool.transaction(j -> root.lists().add(j, Optional.of(Pbox.of(PVec.of("a", "b")))));
    PVec<String, Root> list = root.lists().getFirst().orElseThrow().get();
    assertThat(list).containsExactly("a", "b");
    pool.transaction(j -> list.add(j, "c, which is too long for its slot"));
    assertThat(root.lists().getFirst().orElseThrow().get()).hasSize(3);
  }

  @Test
  void circles_throughCollections_areCollected() {
    long first = usedAfterCircles(); // the drop queue has grown
    assertThat(usedAfterCircles()).isEqualTo(first);
  }

  private long usedAfterCircles() {
    pool.transaction(j -> {
      Prc<Tree, Root> top = Prc.of(Tree.of("top"));
      root.trees().add(j, top);
      for (int i = 0; i < 300; i++) {
        Prc<Tree, Root> child = Prc.of(Tree.of("child with a name that is too long " + i));
        top.get().children().add(j, child);
        top.get().byName().put(j, child.get().name(), child);
        child.get().parents().add(j, top);
      }
    });
    assertThat(root.trees().getFirst().strongCount()).isEqualTo(301);
    assertThat(pool.collectCycles().freed()).isZero();
    pool.transaction(j -> root.trees().clear(j));
    // Each node is an entity with four collections of its own.
    assertThat(pool.collectCycles().freed()).isEqualTo(301 * 5);
    drain();
    assertThat(pool.check().problems()).isEmpty();
    return pool.statistics().usedBytes();
  }
}
