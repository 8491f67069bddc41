package dev.emery.collections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.Durability;
import dev.emery.PoolFullException;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import dev.emery.transaction.Journal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Hash tables in a pool without room: a put that fails changes nothing, and removals work. */
@Timeout(60)
class HashFullPoolTest {
  @TempDir private Path folder;
  private Pool<HashTestRoot> pool;
  private HashTestRoot root;

  @BeforeEach
  void open() {
    PoolOptions options =
        PoolOptions.defaults().maximumSize(1 << 20).durability(Durability.RELAXED);
    pool = Pool.open(folder.resolve("full.pool"), HashTestRoot.class, options);
    root = pool.root();
  }

  @AfterEach
  void check() {
    assertThat(pool.check().problems()).isEmpty();
    pool.close();
  }

  /** Adds keys, each in a transaction, until the pool is full; how many there are then. */
  private long fill(PutOne put) {
    for (long key = 0; ; key++) {
      long next = key;
      try {
        pool.transaction(j -> put.run(j, next));
      } catch (PoolFullException e) {
        return key;
      }
    }
  }

  /** Adds one key. */
  @FunctionalInterface
  private interface PutOne {
    void run(Journal<HashTestRoot> j, long key);
  }

  @Test
  void linkedMap_thatFillsThePool_hasWhatWasPut_andCanBeEmptied() {
    long count = fill((j, key) -> root.numbers().put(j, key, key));
    assertThat(pool.check().problems()).isEmpty();
    List<Long> keys = new ArrayList<>(root.numbers().keySet());
    assertThat(keys).hasSize((int) count).hasSizeGreaterThan(5_000).isSorted();
    for (long key = 0; key < count; key++) {
      long present = key;
      pool.transaction(j -> {
        root.numbers().putFirst(j, present, -present);
        assertThat(root.numbers().remove(j, present)).isEqualTo(-present);
      });
    }
    assertThat(root.numbers()).isEmpty();
  }

  @Test
  void set_thatFillsThePool_hasWhatWasAdded_andCanBeEmptied() {
    long count = fill((j, key) -> root.longs().add(j, key));
    assertThat(pool.check().problems()).isEmpty();
    assertThat(root.longs()).hasSize((int) count).hasSizeGreaterThan(20_000);
    for (long key = 0; key < count; key++) {
      long present = key;
      pool.transaction(j -> assertThat(root.longs().remove(j, present)).isTrue());
    }
    assertThat(root.longs()).isEmpty();
  }
}
