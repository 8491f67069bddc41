package dev.emery.collections.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.collections.Anchors;
import dev.emery.collections.Damage;
import dev.emery.collections.PDeque;
import dev.emery.pool.Pool;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each rule of {@link NodeFormat} is broken once, and the check reports it. */
class ChainCheckTest {
  record Root(PDeque<Long, Root> deque) {}

  private static final int SIZE = 2_000;

  private final Pool<Root> pool = Pool.inMemory(Root.class);
  private final Elements<Long> elements = Anchors.elements(pool.root().deque());

  @BeforeEach
  void fill() {
    pool.transaction(j -> {
      for (long i = 0; i < SIZE; i++) {
        pool.root().deque().addLast(j, i);
      }
    });
  }

  @AfterEach
  void close() {
    assertThat(pool.check().problems()).isEmpty();
    pool.close();
  }

  /** The check reports this, and this alone, after a change, which is undone then. */
  private void assertReported(String problem, Damage.Change change) {
    PooledNodes<Long> nodes = (PooledNodes<Long>) elements.sequence();
    assertThat(Damage.problems(pool, elements.anchor(), nodes::check, change))
        .singleElement()
        .asString()
        .contains(problem);
  }

  @Test
  void size_thatDoesNotFit_isReported() {
    assertReported(
        "chain does not fit, size=2001, nodes=4, slots=2000",
        (m, j, object) -> Nodes.size(m, j, object, SIZE + 1));
  }

  @Test
  void numberOfNodes_thatDoesNotFit_isReported() {
    assertReported(
        "chain does not fit, size=2000, nodes=-1",
        (m, j, object) -> m.setInt(j, object, NodeFormat.nodesAt(object), -1));
    assertReported(
        "node 4 at 0x0 is no part",
        (m, j, object) -> m.setInt(j, object, NodeFormat.nodesAt(object), 5));
    assertReported(
        "chain does not fit",
        (m, j, object) -> { // also where the size and the end are those of the nodes
          int last = Nodes.count(m, Nodes.tail(m, object));
          m.setInt(j, object, NodeFormat.nodesAt(object), 3);
          m.setLong(j, object, NodeFormat.tailAt(object), Nodes.before(m, Nodes.tail(m, object)));
          Nodes.size(m, j, object, SIZE - last);
        });
  }

  @Test
  void tail_thatIsNotTheLastNode_isReported() {
    assertReported(
        "chain does not fit",
        (m, j, object) -> m.setLong(j, object, NodeFormat.tailAt(object), Nodes.head(m, object)));
  }

  @Test
  void node_thatDoesNotNameTheOneBefore_isReported() {
    assertReported(
        "node 3 at",
        (m, j, object) -> {
          long tail = Nodes.tail(m, object);
          m.setLong(j, tail, NodeFormat.beforeAt(tail), Nodes.head(m, object));
        });
  }

  @Test
  void node_thatIsNoPart_isReported() {
    assertReported(
        "is no part", (m, j, object) -> m.setLong(j, object, NodeFormat.headAt(object), object));
  }

  @Test
  void slots_outsideOfTheirNode_areReported() {
    assertReported(
        "has slots outside, first=-1", (m, j, object) -> use(m, j, Nodes.head(m, object), -1, 0));
    assertReported(
        "has slots outside, first=1,", (m, j, object) -> use(m, j, Nodes.head(m, object), 1, 0));
    assertReported(
        "has slots outside, first=0, count=-1",
        (m, j, object) -> Nodes.use(m, j, Nodes.head(m, object), 0, -1));
  }

  /** Moves the slots in use of a full node, and adds some. */
  private static void use(Memory m, Journal<?> j, long node, int first, int more) {
    Nodes.use(m, j, node, first, Nodes.count(m, node) + more);
  }

  @Test
  void emptyNode_besideOthers_isReported() {
    assertReported(
        "is not alone, but has count=0",
        (m, j, object) -> {
          long head = Nodes.head(m, object);
          Nodes.size(m, j, object, SIZE - Nodes.count(m, head));
          Nodes.use(m, j, head, 0, 0);
        });
  }
}
