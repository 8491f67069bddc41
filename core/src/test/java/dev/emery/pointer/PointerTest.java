package dev.emery.pointer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.AlreadyOwnedException;
import dev.emery.StaleReferenceException;
import dev.emery.WrongPoolException;
import dev.emery.cell.PCell;
import dev.emery.pointer.Graph.Cons;
import dev.emery.pointer.Graph.Item;
import dev.emery.pointer.Graph.Node;
import dev.emery.pool.Pool;
import dev.emery.transaction.Savepoint;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class PointerTest {
  private final Pool<Graph> pool = Graph.inMemory();
  private final Graph graph = pool.root();

  @AfterEach
  void close() {
    drain();
    assertThat(pool.check().problems()).isEmpty();
    pool.close();
  }

  private void drain() {
    Graph.drain(pool);
  }

  private void storeBox() {
    pool.transaction(j -> graph.box().set(j, Optional.of(Pbox.of(Item.of("ada", 1)))));
  }

  private Prc<Node, Graph> storeNode(String name) {
    Prc<Node, Graph> node = Prc.of(Node.of(name));
    pool.transaction(j -> graph.left().set(j, Optional.of(node)));
    return node;
  }

  private long used() {
    drain();
    return pool.statistics().usedBytes();
  }

  // ---- targets

  @Test
  void box_ofAnEntity_leadsToIt() {
    storeBox();
    Item item = graph.box().get().orElseThrow().get();
    assertThat(item.name()).isEqualTo("ada");
    pool.transaction(j -> item.cents().add(j, 41));
    assertThat(graph.box().get().orElseThrow().get().cents().get()).isEqualTo(42);
  }

  @Test
  void box_ofAValue_givesIt() {
    pool.transaction(j -> graph.number().set(j, Optional.of(Pbox.of(42L))));
    assertThat(graph.number().get().orElseThrow().get()).isEqualTo(42);
  }

  @Test
  void shared_longText_isFreedWithItsLastOwner() {
    long before = used();
    pool.transaction(j -> graph.text().set(j, Optional.of(Prc.of("x".repeat(5000)))));
    assertThat(graph.text().get().orElseThrow().get()).hasSize(5000);
    pool.transaction(j -> graph.text().set(j, Optional.empty()));
    assertThat(used()).isLessThan(before + 1024);
  }

  @Test
  void prototype_isReadBeforeItIsStored() {
    Pbox<Item, Graph> box = Pbox.of(Item.of("eve", 3));
    assertThat(box.get().name()).isEqualTo("eve");
    assertThat(box.strongCount()).isZero();
    pool.transaction(j -> graph.box().set(j, Optional.of(box)));
    assertThat(box.strongCount()).isEqualTo(1);
    assertThat(graph.box().get()).contains(box);
  }

  @Test
  void nothingInPlaceOfAPointer_isRefused() {
    assertThatThrownBy(() -> Pbox.of(null)).isInstanceOf(NullPointerException.class);
  }

  // ---- owners

  @Test
  void e17_boxAtTwoPlaces_rollsBack() {
    storeBox();
    assertThatThrownBy(() -> pool.transaction(j -> graph.otherBox().set(j, graph.box().get())))
        .isInstanceOf(AlreadyOwnedException.class);
    assertThat(graph.otherBox().get()).isEmpty();
  }

  @Test
  void e17_boxThatMoves_staysTheSame() {
    storeBox();
    Pbox<Item, Graph> box = graph.box().get().orElseThrow();
    pool.transaction(j -> graph.otherBox().set(j, PCell.take(graph.box(), j)));
    assertThat(graph.otherBox().get()).contains(box);
    assertThat(box.get().cents().get()).isEqualTo(1);
  }

  @Test
  void e17_entityThatMovesIntoABox_staysTheSame() {
    pool.transaction(j -> graph.item().set(j, Optional.of(Item.of("bob", 7))));
    Item bob = graph.item().get().orElseThrow();
    pool.transaction(j -> {
      graph.item().set(j, Optional.empty());
      graph.box().set(j, Optional.of(Pbox.of(bob)));
    });
    pool.transaction(j -> bob.cents().add(j, 1));
    assertThat(graph.box().get().orElseThrow().get().cents().get()).isEqualTo(8);
  }

  @Test
  void e17_entityInAPlaceAndBehindASharedPointer_rollsBack() {
    pool.transaction(j -> graph.item().set(j, Optional.of(Item.of("bob", 7))));
    Item bob = graph.item().get().orElseThrow();
    assertThatThrownBy(() -> pool.transaction(j -> graph.one().set(j, Optional.of(Parc.of(bob)))))
        .isInstanceOf(AlreadyOwnedException.class);
    assertThat(graph.one().get()).isEmpty();
    pool.transaction(j -> {
      graph.item().set(j, Optional.empty());
      graph.one().set(j, Optional.of(Parc.of(bob)));
    });
    assertThatThrownBy(() -> pool.transaction(j -> graph.item().set(j, Optional.of(bob))))
        .isInstanceOf(AlreadyOwnedException.class);
    assertThat(graph.one().get().orElseThrow().strongCount()).isEqualTo(1);
    pool.transaction(j -> { // and back again
      graph.one().set(j, Optional.empty());
      graph.item().set(j, Optional.of(bob));
    });
    assertThat(bob.cents().get()).isEqualTo(7);
  }

  @Test
  void shared_pointerStoredAgain_counts() {
    Parc<Item, Graph> parc = Parc.of(Item.of("ada", 5));
    pool.transaction(j -> {
      graph.one().set(j, Optional.of(parc));
      graph.two().set(j, Optional.of(parc));
    });
    assertThat(parc.strongCount()).isEqualTo(2);
    assertThat(graph.one().get()).isEqualTo(graph.two().get());
    assertThat(graph.one().get().orElseThrow().ptrEq(parc)).isTrue();
    pool.transaction(j -> graph.one().set(j, Optional.empty()));
    assertThat(parc.strongCount()).isEqualTo(1);
    assertThat(parc.get().cents().get()).isEqualTo(5);
    pool.transaction(j -> graph.two().set(j, Optional.empty()));
    drain();
    assertThatThrownBy(parc::get).isInstanceOf(StaleReferenceException.class);
    assertThatThrownBy(() -> pool.transaction(j -> graph.one().set(j, Optional.of(parc))))
        .isInstanceOf(StaleReferenceException.class);
  }

  @Test
  void e16_sharedPointerStoredInPlaceOfItself_keepsItsTarget() {
    Prc<Node, Graph> node = storeNode("a");
    pool.transaction(j -> {
      graph.left().set(j, Optional.empty());
      graph.right().set(j, Optional.of(node));
    });
    drain();
    assertThat(node.strongCount()).isEqualTo(1);
    assertThat(node.get().name()).isEqualTo("a");
  }

  @Test
  void e16_nobodyStoredIt_isFreedAtCommit() {
    long before = used();
    for (int i = 0; i < 100; i++) {
      pool.transaction(j -> {
        graph.box().set(j, Optional.of(Pbox.of(Item.of("x", 1))));
        graph.box().set(j, Optional.empty());
      });
    }
    assertThat(used()).isEqualTo(before);
  }

  @Test
  void e17_rollbackAndSavepoint_leaveTheCounts() {
    Prc<Node, Graph> node = storeNode("a");
    assertThatThrownBy(() ->
            pool.transaction(j -> {
              graph.right().set(j, Optional.of(node));
              throw new IllegalStateException();
            }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(node.strongCount()).isEqualTo(1);
    pool.transaction(j -> {
      Savepoint before = j.savepoint();
      graph.right().set(j, Optional.of(node));
      graph.left().set(j, Optional.empty());
      j.rollbackTo(before);
    });
    assertThat(node.strongCount()).isEqualTo(1);
    assertThat(graph.right().get()).isEmpty();
  }

  @Test
  void e18_rolledBackPointer_isAPrototypeAgain() {
    Prc<Node, Graph> node = Prc.of(Node.of("a"));
    assertThatThrownBy(() ->
            pool.transaction(j -> {
              graph.left().set(j, Optional.of(node));
              throw new IllegalStateException();
            }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(node.get().name()).isEqualTo("a");
    assertThatThrownBy(node::demote)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("store it first");
    pool.transaction(j -> graph.right().set(j, Optional.of(node)));
    assertThat(graph.right().get()).contains(node);
  }

  @Test
  void e13_pointerOfAnotherPool_isRefused() {
    Prc<Node, Graph> node = storeNode("a");
    try (Pool<Graph> other = Graph.inMemory()) {
      assertThatThrownBy(
              () -> other.transaction(j -> other.root().left().set(j, Optional.of(node))))
          .isInstanceOf(WrongPoolException.class);
      assertThatThrownBy(() -> other.transaction(j -> other.root().weak().set(j, node.downgrade())))
          .isInstanceOf(WrongPoolException.class);
      assertThatThrownBy(() -> other.transaction(j -> node.demote().promote(j)))
          .isInstanceOf(WrongPoolException.class);
    }
  }

  @Test
  @Timeout(60)
  void list_ofBoxes_isDroppedInSteps() throws InterruptedException {
    int nodes = 5_000;
    for (int i = 0; i < nodes; i++) {
      long value = i;
      pool.transaction(j -> {
        var rest = PCell.take(graph.list(), j);
        graph.list().set(j, Optional.of(Pbox.of(new Cons(value, rest))));
      });
    }
    long sum = 0;
    for (var at = graph.list().get(); at.isPresent(); at = at.get().get().rest()) {
      sum += at.get().get().value();
    }
    assertThat(sum).isEqualTo((long) nodes * (nodes - 1) / 2);
    long full = used();
    pool.transaction(j -> graph.list().set(j, Optional.empty()));
    while (used() >= full / 4) { // the background does most of it
      Thread.sleep(1);
    }
  }

  @Test
  void prototypes_thatLeadToEachOther_areStoredOnce() {
    Prc<Node, Graph> a = Prc.of(Node.of("a"));
    Prc<Node, Graph> b = Prc.of(Node.of("b"));
    pool.transaction(j -> {
      a.get().next().set(j, Optional.of(b));
      b.get().next().set(j, Optional.of(a));
      graph.left().set(j, Optional.of(a));
    });
    assertThat(a.strongCount()).isEqualTo(2);
    assertThat(b.strongCount()).isEqualTo(1);
    assertThat(a.get().next().get().orElseThrow().get().next().get()).contains(a);
    pool.transaction(j -> b.get().next().set(j, Optional.empty())); // or it would be a circle
  }

  @Test
  void prototypes_thatLeadToEachOtherTooDeep_areRefused() {
    Optional<Pbox<Cons, Graph>> list = Optional.empty();
    for (int i = 0; i < 1_000_000; i++) {
      list = Optional.of(Pbox.of(new Cons(i, list)));
    }
    var deep = list;
    assertThatThrownBy(() -> pool.transaction(j -> graph.list().set(j, deep)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("in steps");
    assertThat(graph.list().get()).isEmpty();
  }

  // ---- weak pointers

  @Test
  void weak_toALiveTarget_upgrades() {
    Prc<Node, Graph> node = storeNode("a");
    pool.transaction(j -> graph.weak().set(j, node.downgrade()));
    assertThat(node.strongCount()).isEqualTo(1);
    pool.read(r -> assertThat(graph.weak().get().upgrade(r)).contains(node));
    pool.transaction(j -> graph.right().set(j, graph.weak().get().upgrade(j)));
    assertThat(node.strongCount()).isEqualTo(2);
    assertThat(graph.weak().get()).isEqualTo(node.downgrade());
  }

  @Test
  void weak_toADroppedTarget_isEmpty() {
    Prc<Node, Graph> node = storeNode("a");
    Prc.VWeak<Node, Graph> outside = node.demote();
    pool.transaction(j -> graph.weak().set(j, node.downgrade()));
    pool.transaction(j -> {
      graph.left().set(j, Optional.empty());
      assertThat(graph.weak().get().upgrade(j)).contains(node); // not before the commit
    });
    pool.read(r -> {
      assertThat(graph.weak().get().upgrade(r)).isEmpty();
      assertThat(outside.promote(r)).isEmpty();
    });
  }

  @Test
  void e15_weakToABlockThatIsReused_isEmpty() {
    Prc<Node, Graph> node = storeNode("a");
    Prc.VWeak<Node, Graph> outside = node.demote();
    for (int i = 0; i < 200; i++) {
      storeNode("b" + i);
    }
    pool.read(r -> assertThat(outside.promote(r)).isEmpty());
  }

  @Test
  void weak_ofARolledBackTarget_isEmpty() {
    var seen = new AtomicReference<Prc.VWeak<Node, Graph>>();
    Prc<Node, Graph> node = Prc.of(Node.of("a"));
    assertThatThrownBy(() ->
            pool.transaction(j -> {
              graph.left().set(j, Optional.of(node));
              seen.set(node.demote());
              assertThat(seen.get().promote(j)).isPresent();
              throw new IllegalStateException();
            }))
        .isInstanceOf(IllegalStateException.class);
    pool.read(r -> assertThat(seen.get().promote(r)).isEmpty());
  }

  @Test
  @Timeout(60)
  void weak_toWhatAnotherTransactionHasNotCommitted_isEmpty() throws InterruptedException {
    Prc<Node, Graph> node = Prc.of(Node.of("a"));
    pool.transaction(j -> {
      graph.left().set(j, Optional.of(node));
      var outside = node.demote();
      Thread other =
          Thread.ofPlatform()
              .start(() -> pool.read(r -> seenByOthers = outside.promote(r).isPresent()));
      other.join();
      assertThat(seenByOthers).isFalse();
      assertThat(outside.promote(j)).isPresent();
    });
  }

  private volatile boolean seenByOthers = true;

  @Test
  void weak_empty_upgradesToNothing() {
    pool.read(r -> assertThat(graph.weak().get().upgrade(r)).isEmpty());
    assertThat(graph.weak().get()).isEqualTo(Prc.PWeak.empty());
  }

  @Test
  void volatileWeak_ofAClosedPool_isEmpty(@TempDir Path folder) {
    Prc.VWeak<Node, Graph> outside;
    try (Pool<Graph> first = Pool.open(folder.resolve("x.pool"), Graph.class)) {
      Prc<Node, Graph> node = Prc.of(Node.of("a"));
      first.transaction(j -> {
        first.root().left().set(j, Optional.of(node));
        first.root().weak().set(j, node.downgrade());
      });
      outside = node.demote();
    }
    try (Pool<Graph> again = Pool.open(folder.resolve("x.pool"), Graph.class)) {
      again.read(r -> {
        assertThat(outside.promote(r)).isEmpty();
        assertThat(again.root().weak().get().upgrade(r)).isEqualTo(again.root().left().get());
      });
      assertThat(again.root().left().get().orElseThrow().get().name()).isEqualTo("a");
      assertThat(again.check().problems()).isEmpty();
    }
  }

  // ---- threads

  @Test
  @Timeout(60)
  void parc_storedAndDroppedByManyThreads_countsExactly() throws InterruptedException {
    Parc<Item, Graph> parc = Parc.of(Item.of("ada", 0));
    pool.transaction(j -> graph.one().set(j, Optional.of(parc)));
    var failures = new AtomicInteger();
    Thread[] threads = new Thread[8];
    for (int t = 0; t < threads.length; t++) {
      PCell<Optional<Parc<Item, Graph>>, Graph> place = t % 2 == 0 ? graph.two() : graph.one();
      threads[t] =
          Thread.ofPlatform()
              .uncaughtExceptionHandler((_, _) -> failures.incrementAndGet())
              .start(() -> {
                for (int i = 0; i < 300; i++) {
                  boolean there = i % 2 == 0;
                  pool.transaction(j -> {
                    parc.get().cents().add(j, 1);
                    place.set(j, there ? Optional.of(parc) : Optional.empty());
                    graph.one().set(j, Optional.of(parc));
                  });
                }
              });
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(failures).hasValue(0);
    assertThat(parc.get().cents().get()).isEqualTo(8 * 300);
    int stored = (graph.one().get().isPresent() ? 1 : 0) + (graph.two().get().isPresent() ? 1 : 0);
    assertThat(parc.strongCount()).isEqualTo(stored);
  }
}
