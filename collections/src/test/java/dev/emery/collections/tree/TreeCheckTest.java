package dev.emery.collections.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.CorruptPoolException;
import dev.emery.collections.Anchors;
import dev.emery.collections.Damage;
import dev.emery.collections.PTreeMap;
import dev.emery.pool.Pool;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each rule of {@link TreeFormat} is broken once, and the check reports it. */
@ExtendWith(SmallNodes.class)
class TreeCheckTest {
  record Root(PTreeMap<Long, Long, Root> map) {}

  private static final int ENTRIES = 60;

  private final Pool<Root> pool = Pool.inMemory(Root.class);
  private final TreeBody<Long, Long> body = Anchors.body(pool.root().map());
  private final PooledTree<Long, Long> tree = (PooledTree<Long, Long>) body.contents();
  private final Rows leaves = tree.nodes.leaves;
  private final Rows inner = tree.nodes.inner;

  @BeforeEach
  void fill() {
    pool.transaction(j -> {
      for (long i = 1; i <= ENTRIES; i++) {
        pool.root().map().put(j, 10 * i, i);
      }
    });
  }

  @AfterEach
  void close() {
    assertThat(pool.check().problems()).isEmpty();
    pool.close();
  }

  private List<String> problemsAfter(Damage.Change change) {
    return Damage.problems(pool, body.anchor(), tree::check, change);
  }

  private void assertReported(String problem, Damage.Change change) {
    assertThat(problemsAfter(change)).singleElement().asString().contains(problem);
  }

  /** The lowest inner node that leads to the first leaf. */
  private long lowest(Memory m, long object) {
    long node = TreeFormat.root(m, object);
    for (int level = TreeFormat.height(m, object) - 1; level > 1; level--) {
      node = tree.nodes.child(m, node, 0);
    }
    return node;
  }

  private long leaf(Memory m, long object, int row) {
    return tree.nodes.child(m, lowest(m, object), row);
  }

  private void key(Memory m, Journal<?> j, long node, long at, long key) {
    tree.nodes.keys.store(m, j, node, at, key);
  }

  @Test
  void keysOutOfOrder_whereALeafIsDivided_areATypedException() {
    Order<String> order = Order.natural();
    assertThat(order.fence("key", "keys")).isEqualTo("keys");
    assertThatThrownBy(() -> order.fence("keys", "key")).isInstanceOf(CorruptPoolException.class);
    assertThatThrownBy(() -> order.fence("key", "key")).isInstanceOf(CorruptPoolException.class);
  }

  @Test
  void size_thatDoesNotFit_isReported() {
    assertReported(
        "size=61, but entries=60", (m, j, object) -> TreeFormat.size(m, j, object, ENTRIES + 1));
  }

  @Test
  void heightAndRoot_ofWhichOneIsMissing_areReported() {
    assertReported(
        "but root=0x0",
        (m, j, object) -> TreeFormat.root(m, j, object, 0, TreeFormat.height(m, object)));
    assertReported(
        "height=0, but root=0x",
        (m, j, object) -> TreeFormat.root(m, j, object, TreeFormat.root(m, object), 0));
    assertReported(
        "impossible tree, height=65",
        (m, j, object) -> TreeFormat.root(m, j, object, TreeFormat.root(m, object), 65));
  }

  @Test
  void key_thatIsThereTwice_isReported() {
    assertReported(
        "key is not greater than the one before",
        (m, j, object) -> {
          long leaf = leaf(m, object, 0);
          leaves.copyKey(m, j, leaves.at(leaf, 0), leaf, 1);
        });
  }

  @Test
  void key_beforeItsFence_isReported() {
    assertReported(
        "key is less than the fence before it",
        (m, j, object) -> {
          long leaf = leaf(m, object, 1);
          key(m, j, leaf, leaves.at(leaf, 0), tree.nodes.key(m, leaf, 0) - 5);
        });
  }

  @Test
  void fence_thatIsAKeyBeforeIt_isReported() {
    assertReported(
        "fence is not greater than the keys before",
        (m, j, object) -> {
          long leaf = leaf(m, object, 0);
          long last = tree.nodes.key(m, leaf, TreeFormat.count(m, leaf) - 1);
          long node = lowest(m, object);
          key(m, j, node, inner.at(node, 1), last);
        });
  }

  @Test
  void node_thatIsThereTwice_isReported() {
    assertThat(
            problemsAfter((m, j, object) -> {
              long node = lowest(m, object);
              m.setLong(j, node, inner.secondAt(node, 1), tree.nodes.child(m, node, 0));
            }))
        .singleElement()
        .asString()
        .contains("is there twice");
  }

  @Test
  void level_ofAnotherPlace_isReported() {
    assertReported(
        "level=1, expected rows=1 to",
        (m, j, object) -> TreeFormat.level(m, j, leaf(m, object, 0), 1));
  }

  @Test
  void rows_thatAreTooManyOrTooFew_areReported() {
    assertReported("rows=0,", (m, j, object) -> TreeFormat.count(m, j, leaf(m, object, 0), 0));
    assertReported("rows=-1,", (m, j, object) -> TreeFormat.count(m, j, leaf(m, object, 0), -1));
    assertReported(
        "expected rows=1 to",
        (m, j, object) -> {
          long leaf = leaf(m, object, 0);
          TreeFormat.count(m, j, leaf, leaves.capacity(m, leaf) + 1);
        });
    assertReported(
        "rows=1, level=1, expected rows=2 to",
        (m, j, object) -> TreeFormat.count(m, j, lowest(m, object), 1));
    assertReported(
        "expected rows=2 to",
        (m, j, object) -> TreeFormat.count(m, j, TreeFormat.root(m, object), 1));
  }
}
