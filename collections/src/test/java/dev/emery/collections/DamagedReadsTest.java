package dev.emery.collections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.CorruptPoolException;
import dev.emery.pool.Pool;
import dev.emery.structure.Anchor;
import dev.emery.transaction.Memory;
import dev.emery.transaction.Savepoint;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Collections whose numbers and links were damaged: reading them ends in a {@link
 * CorruptPoolException}, before an array of any size is made and without going in circles.
 */
@Timeout(60)
final class DamagedReadsTest {
  /** The root. */
  record Root(
      PVec<Long, Root> vec,
      PDeque<Long, Root> deque,
      PHashMap<Long, String, Root> map,
      PLongMap<String, Root> names,
      PLongLongMap<Root> counts,
      PLinkedHashMap<Long, String, Root> linked,
      PTreeMap<Long, String, Root> tree,
      PBytes<Root> bytes,
      PString<Root> text) {}

  private static final int[] WRONG_INTS = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 1 << 30};
  private static final long[] WRONG_LONGS = {-1, Long.MIN_VALUE, Long.MAX_VALUE, 1 << 30, 1L << 40};

  private final Pool<Root> pool = Pool.inMemory(Root.class);
  private final Root root = pool.root();

  @BeforeEach
  void fill() {
    pool.transaction(j -> {
      for (long i = 0; i < 1000; i++) {
        root.vec().add(j, i);
        root.deque().addLast(j, i);
        root.map().put(j, i, "value");
        root.names().put(j, i, "name");
        root.counts().put(j, i, i);
        root.linked().put(j, i, "value");
        root.tree().put(j, i, "value");
      }
      root.bytes().append(j, new byte[1000]);
      root.text().append(j, "text".repeat(1000));
    });
  }

  @AfterEach
  void close() {
    assertThat(pool.check().problems()).isEmpty();
    pool.close();
  }

  /** Stores an int into the object, to see what a read says. */
  private void damagedInt(Anchor anchor, int offset, int value, ThrowingCallable read) {
    damaged(anchor, offset, Integer.BYTES, value, read);
  }

  private void damagedLong(Anchor anchor, int offset, long value, ThrowingCallable read) {
    damaged(anchor, offset, Long.BYTES, value, read);
  }

  private void damaged(Anchor anchor, int offset, int width, long value, ThrowingCallable read) {
    pool.transaction(j -> {
      Memory m = anchor.write(j);
      Savepoint before = j.savepoint();
      long at = Memory.payload(anchor.block()) + offset;
      if (width == Integer.BYTES) {
        m.setInt(j, anchor.block(), at, (int) value);
      } else {
        m.setLong(j, anchor.block(), at, value);
      }
      assertThatThrownBy(read)
          .as("value 0x%x at %d", value, offset)
          .isInstanceOf(CorruptPoolException.class);
      j.rollbackTo(before);
    });
  }

  @Test
  void size_ofAVector_beyondThePool() {
    Anchor anchor = root.vec().elements().anchor();
    for (int wrong : WRONG_INTS) {
      damagedInt(anchor, 0, wrong, () -> root.vec().size());
      damagedInt(anchor, 0, wrong, () -> root.vec().toArray());
      damagedInt(anchor, 0, wrong, () -> root.vec().hashCode());
      damagedInt(anchor, 4, wrong, () -> root.vec().toArray());
    }
  }

  @Test
  void size_ofAChain_beyondThePool() {
    Anchor anchor = root.deque().elements().anchor();
    for (int wrong : WRONG_INTS) {
      damagedInt(anchor, 0, wrong, () -> root.deque().size());
      damagedInt(anchor, 0, wrong, () -> root.deque().toArray());
    }
  }

  @Test
  void chain_withAnEndTooEarly_orInACircle() {
    Anchor anchor = root.deque().elements().anchor();
    damagedLong(anchor, 8, 0, () -> root.deque().toArray());
    damagedInt(anchor, 0, 1001, () -> root.deque().toArray());
    damagedInt(anchor, 0, 100_000, () -> root.deque().toArray());
  }

  @Test
  void size_ofAHashMap_thatTheEntriesContradict() {
    Anchor anchor = Anchors.of(root.map());
    for (long wrong : WRONG_LONGS) {
      damagedLong(anchor, 0, wrong, () -> root.map().keySet().toArray());
    }
    for (long wrong : new long[] {0, 999, 1001, 2000}) {
      damagedLong(anchor, 0, wrong, () -> root.map().keySet().toArray());
      damagedLong(anchor, 0, wrong, () -> root.map().keySet().hashCode());
      damagedLong(anchor, 0, wrong, () -> root.map().values().forEach(String::length));
    }
    for (int wrong : WRONG_INTS) {
      damagedInt(anchor, 8, wrong, () -> root.map().keySet().toArray());
      damagedInt(anchor, 8, wrong, () -> root.map().get(7L));
    }
  }

  @Test
  void segment_withoutASlot_isNotMadeLargerForEver() {
    Anchor anchor = Anchors.of(root.map());
    pool.transaction(j -> {
      Memory m = anchor.write(j);
      Savepoint before = j.savepoint();
      long object = anchor.block();
      long small = m.allocate(j, m.tag(m.getLong(Memory.payload(object) + 16)), 16);
      m.setInt(j, object, Memory.payload(object) + 8, 0);
      m.setLong(j, object, Memory.payload(object) + 16, small);
      assertThatThrownBy(() -> root.map().put(j, 5000L, "value"))
          .isInstanceOf(CorruptPoolException.class)
          .hasMessageStartingWith("segment without a slot");
      j.rollbackTo(before);
    });
  }

  @Test
  void size_ofAMapOfPrimitives_thatTheEntriesContradict() {
    Anchor names = root.names().entries().anchor();
    Anchor counts = root.counts().entries().anchor();
    for (long wrong : new long[] {-1, 0, 999, 1001, 1 << 30, Long.MAX_VALUE}) {
      damagedLong(names, 0, wrong, () -> root.names().keySet().toArray());
      damagedLong(names, 0, wrong, () -> root.names().values().toArray());
      damagedLong(names, 0, wrong, () -> root.names().entrySet().toArray());
      damagedLong(counts, 0, wrong, () -> root.counts().keySet().toArray());
      damagedLong(counts, 0, wrong, () -> root.counts().values().toArray());
      damagedLong(counts, 0, wrong, () -> root.counts().entrySet().toArray());
    }
  }

  @Test
  void links_ofALinkedMap_inACircle() {
    Anchor anchor = root.linked().entries().anchor();
    long[] nodes = new long[2];
    pool.transaction(j -> {
      nodes[0] = anchor.write(j).getLong(Memory.payload(anchor.block()) + 24);
      nodes[1] = anchor.write(j).getLong(Memory.payload(nodes[0]) + 8);
    });
    // The second node leads to itself, to the first, and to what is no node.
    for (long wrong : new long[] {nodes[1], nodes[0], anchor.block()}) {
      pool.transaction(j -> {
        Memory m = anchor.write(j);
        Savepoint before = j.savepoint();
        m.setLong(j, nodes[1], Memory.payload(nodes[1]) + 8, wrong);
        assertThatThrownBy(
                () -> root.linked().keySet().forEach(key -> assertThat(key).isNotNegative()))
            .isInstanceOf(CorruptPoolException.class);
        assertThatThrownBy(
                () -> {
                  for (long key : root.linked().keySet()) {
                    assertThat(key).isNotNegative();
                  }
                })
            .isInstanceOf(CorruptPoolException.class);
        j.rollbackTo(before);
      });
    }
    damagedLong(anchor, 24, nodes[1], () -> root.linked().keySet().iterator()); // the second first
  }

  @Test
  void numbers_ofBytesAndText_beyondThePool() {
    Anchor bytes = Anchors.of(root.bytes());
    Anchor text = root.text().body().anchor();
    for (long wrong : WRONG_LONGS) {
      damagedLong(bytes, 0, wrong, () -> root.bytes().toByteArray());
      damagedLong(bytes, 0, wrong, () -> root.bytes().length());
    }
    for (int wrong : WRONG_INTS) {
      damagedInt(text, 0, wrong, () -> root.text().toString());
      damagedInt(text, 16, wrong, () -> root.text().length());
    }
  }

  @Test
  void size_ofATree_beyondThePool() {
    Anchor anchor = root.tree().body().anchor();
    for (long wrong : WRONG_LONGS) {
      damagedLong(anchor, 0, wrong, () -> root.tree().size());
    }
  }
}
