package dev.emery.pointer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.StaleReferenceException;
import dev.emery.TransactionConflictException;
import dev.emery.pointer.Graph.Node;
import dev.emery.pool.CycleReport;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CyclesTest {
  private final Pool<Graph> pool =
      Pool.inMemory(Graph.class, PoolOptions.defaults().lockWaitLimit(Duration.ofMillis(500)));
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

  /** Stores nodes that lead to each other in a ring, and returns the first. */
  private Prc<Node, Graph> storeRing(int length) {
    Prc<Node, Graph> first = Prc.of(Node.of("0"));
    pool.transaction(j -> {
      graph.left().set(j, Optional.of(first));
      Prc<Node, Graph> last = first;
      for (int i = 1; i < length; i++) {
        Prc<Node, Graph> next = Prc.of(Node.of("node " + i + " with a name that is long"));
        last.get().next().set(j, Optional.of(next));
        last = next;
      }
      last.get().next().set(j, Optional.of(first));
    });
    return first;
  }

  private void forget() {
    pool.transaction(j -> graph.left().set(j, Optional.empty()));
    drain();
  }

  @Test
  void circle_thatNothingLeadsTo_isReportedAndCollected() {
    long before = pool.statistics().usedBytes();
    Prc<Node, Graph> first = storeRing(3);
    forget();
    assertThat(first.strongCount()).isEqualTo(1);
    assertThat(pool.check().problems()).hasSize(3 + 2).first().asString().contains("collectCycles");
    assertThat(pool.collectCycles()).isEqualTo(new CycleReport(3, 0));
    drain();
    assertThatThrownBy(first::get).isInstanceOf(StaleReferenceException.class);
    assertThat(pool.statistics().usedBytes()).isEqualTo(before);
    assertThat(pool.collectCycles()).isEqualTo(new CycleReport(0, 0));
  }

  @Test
  void circle_thatTheRootLeadsTo_stays() {
    Prc<Node, Graph> first = storeRing(10);
    assertThat(pool.collectCycles()).isEqualTo(new CycleReport(0, 0));
    assertThat(first.strongCount()).isEqualTo(2);
    pool.transaction(j -> first.get().next().set(j, Optional.empty()));
  }

  @Test
  void objectThatLeadsToItself_isCollected() {
    storeRing(1);
    forget();
    assertThat(pool.collectCycles().freed()).isEqualTo(1);
  }

  @Test
  void whatACircleSharesWithOthers_loosesOneOwner() {
    Prc<Node, Graph> first = storeRing(3);
    Prc<Node, Graph> outside = Prc.of(Node.of("outside"));
    pool.transaction(j -> {
      graph.right().set(j, Optional.of(outside));
      first.get().other().set(j, Optional.of(outside));
      first.get().back().set(j, outside.downgrade());
    });
    assertThat(outside.strongCount()).isEqualTo(2);
    forget();
    assertThat(pool.collectCycles().freed()).isEqualTo(3);
    drain();
    assertThat(outside.strongCount()).isEqualTo(1);
    assertThat(outside.get().name()).isEqualTo("outside");
  }

  @Test
  void weakPointers_toACollectedCircle_areEmpty() {
    Prc<Node, Graph> first = storeRing(3);
    pool.transaction(j -> graph.weak().set(j, first.downgrade()));
    forget();
    pool.read(r -> assertThat(graph.weak().get().upgrade(r)).isPresent()); // it is there still
    List<Long> seen = new ArrayList<>();
    pool.collectCycles((done, total) -> {
      seen.add(done);
      pool.read(r -> assertThat(graph.weak().get().upgrade(r)).isEmpty());
      assertThatThrownBy(() -> pool.transaction(j -> graph.left().set(j, Optional.of(first))))
          .isInstanceOf(StaleReferenceException.class);
      assertThat(total).isEqualTo(3);
    });
    assertThat(seen).containsExactly(0L, 3L);
  }

  @Test
  void blocksOfACollectedCircle_areOfUseAtOnce() {
    storeRing(2000);
    forget();
    pool.collectCycles((done, total) -> {
      if (total > 0) {
        storeRing(2000); // in the blocks that are free by now
        assertThat(pool.root().left().get().orElseThrow().strongCount()).isEqualTo(2);
        forget();
      }
    });
    assertThat(pool.collectCycles().left()).isZero();
  }

  @Test
  void collection_insideABody_isRefused() {
    pool.transaction(
        _ -> assertThatThrownBy(pool::collectCycles).isInstanceOf(IllegalStateException.class));
  }

  @Test
  @Timeout(60)
  void collection_besideAnOpenScope_givesUpAndCanBeRepeated() throws InterruptedException {
    Prc<Node, Graph> first = storeRing(3);
    forget();
    var locked = new CountDownLatch(1);
    var enough = new CountDownLatch(1);
    Thread reader =
        Thread.ofPlatform()
            .start(() -> {
              while (enough.getCount() > 0) {
                try {
                  pool.read(_ -> {
                    assertThat(first.get().name()).isEqualTo("0"); // locks it
                    locked.countDown();
                    enough.await();
                  });
                } catch (InterruptedException e) {
                  throw new AssertionError(e);
                }
              }
            });
    assertThatThrownBy(
            () -> {
              locked.await();
              pool.collectCycles();
            })
        .isInstanceOf(TransactionConflictException.class);
    enough.countDown();
    reader.join();
    assertThat(pool.collectCycles().freed()).isEqualTo(3);
  }

  @Test
  @Timeout(60)
  void objectThatAScopeLocksMeanwhile_isLeft_andFreedAfterwards() throws InterruptedException {
    long before = pool.statistics().usedBytes();
    Prc<Node, Graph> first = storeRing(3);
    forget();
    var locked = new CountDownLatch(1);
    var enough = new CountDownLatch(1);
    List<Thread> readers = new ArrayList<>();
    CycleReport report =
        pool.collectCycles((done, total) -> {
          if (done == 0 && total > 0) { // what is to be freed is known, and nothing is yet
            readers.add(hold(first, locked, enough));
          }
        });
    assertThat(report).isEqualTo(new CycleReport(2, 1));
    enough.countDown();
    readers.getFirst().join();
    assertThat(pool.collectCycles().left()).isZero();
    drain();
    assertThatThrownBy(first::get).isInstanceOf(StaleReferenceException.class);
    assertThat(pool.statistics().usedBytes()).isEqualTo(before);
  }

  /** Starts a thread that reads what a pointer leads to, and keeps it locked. */
  private Thread hold(Prc<Node, Graph> pointer, CountDownLatch locked, CountDownLatch enough) {
    Thread reader =
        Thread.ofPlatform()
            .start(() ->
                pool.read(_ -> {
                  assertThat(pointer.get().next().get()).isPresent();
                  locked.countDown();
                  try {
                    enough.await();
                  } catch (InterruptedException e) {
                    throw new AssertionError(e);
                  }
                }));
    try {
      locked.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return reader;
  }

  @Test
  void footprint_countsWhatIsSharedOnce_alsoInACircle() {
    long empty = pool.footprint(graph);
    Prc<Node, Graph> first = storeRing(3);
    long ring = pool.footprint(graph) - empty;
    assertThat(ring).isEqualTo(pool.footprint(first.get())).isGreaterThan(3 * 40);
    pool.transaction(j -> {
      graph.right().set(j, Optional.of(first));
      first.get().other().set(j, Optional.of(first));
      first.get().back().set(j, first.downgrade());
      graph.weak().set(j, first.downgrade());
    });
    assertThat(first.strongCount()).isEqualTo(4);
    assertThat(pool.footprint(graph) - empty)
        .as("more references, as many objects")
        .isEqualTo(ring);
    Parc<Graph.Item, Graph> item = Parc.of(Graph.Item.of("item", 1));
    pool.transaction(j -> graph.one().set(j, Optional.of(item)));
    long one = pool.footprint(graph);
    assertThat(one).isEqualTo(empty + ring + pool.footprint(item.get()));
    pool.transaction(j -> graph.two().set(j, Optional.of(item)));
    assertThat(pool.footprint(graph)).isEqualTo(one);
    pool.transaction(j -> {
      graph.left().set(j, Optional.empty());
      graph.right().set(j, Optional.empty());
    });
    assertThat(pool.footprint(graph)).as("without the circle").isEqualTo(one - ring);
    assertThat(pool.collectCycles().freed()).isEqualTo(3);
  }
}
