package dev.emery.testsuite.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.PoolException;
import dev.emery.PoolFullException;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk without space left: a clean abort, and a pool that goes on. Needs root. */
final class FullDiskTest {
  private static final int MEBIBYTES = 24;
  private static final String TEXT = "a text that is not short ".repeat(160); // 4,000 bytes

  @TempDir private Path folder;
  private SmallDisk disk;
  private Path file;

  @BeforeEach
  void mount() throws Exception {
    disk = SmallDisk.mount(folder, MEBIBYTES);
    file = disk.resolve("shelf.pool");
  }

  @AfterEach
  void unmount() throws Exception {
    if (disk != null) {
      disk.unmount();
    }
  }

  @Test
  void growth_inATransaction_abortsAndThePoolGoesOn() {
    try (var pool = Pool.open(file, Shelf.class)) {
      put(pool, 0, 100);
      assertThatThrownBy(() -> put(pool, 100, 100_000)).isInstanceOf(PoolFullException.class);
      assertContent(pool, expected(0, 100));
      goOn(pool);
    }
    reopen(expected(10, 20));
  }

  @Test
  void growth_inManySmallTransactions_abortsTheFirstThatDoesNotFit() {
    try (var pool = Pool.open(file, Shelf.class)) {
      long stored = putUntilFull(pool);
      assertThat(stored).as("texts on the disk").isGreaterThan(500);
      assertContent(pool, expected(0, stored));
      pool.transaction(j -> pool.root().texts().removeIf(j, (key, _) -> key >= 100));
      goOn(pool);
    }
    reopen(expected(10, 20));
  }

  @Test
  void journal_withoutSpace_abortsAndGoesOnWhenThereIsSome() throws Exception {
    var options = PoolOptions.defaults().checkpointThreshold(1 << 20);
    try (var pool = Pool.open(file, Shelf.class, options)) {
      put(pool, 0, 200);
      Path filler = disk.fill(0);
      long stored = 200;
      PoolException refused = null;
      // Overwriting needs no space in the pool, only in the journal, which a checkpoint makes free.
      for (int i = 0; i < 5_000 && refused == null; i++) {
        try {
          long key = stored;
          pool.transaction(j -> pool.root().texts().put(j, key, TEXT + key));
          stored++;
        } catch (PoolException e) {
          refused = e;
        }
      }
      assertThat(refused).as("refusal of a full disk").isInstanceOf(PoolFullException.class);
      assertContent(pool, expected(0, stored));
      Files.delete(filler);
      put(pool, stored, stored + 100);
      assertContent(pool, expected(0, stored + 100));
      pool.transaction(j -> pool.root().texts().removeIf(j, (key, _) -> key >= 100));
      goOn(pool);
    }
    reopen(expected(10, 20));
  }

  @Test
  void create_withoutSpace_leavesNothingBehind() throws Exception {
    Path filler = disk.fill(16 << 10);
    assertThatThrownBy(() -> Pool.open(file, Shelf.class)).isInstanceOf(PoolFullException.class);
    assertThat(file).doesNotExist();
    Files.delete(filler);
    try (var pool = Pool.open(file, Shelf.class)) {
      put(pool, 10, 20);
    }
    reopen(expected(10, 20));
  }

  @Test
  void open_killedOnAFullDisk_recoversWhenThereIsSpace() throws Exception {
    try (PoolHolder holder = PoolHolder.start(file, false)) {
      assertThat(holder.answer()).isEqualTo("open");
      long stored = 0;
      while (holder.order("put %d %s%d".formatted(stored, TEXT, stored)).equals("done")) {
        stored++;
      }
      assertThat(holder.errors()).isEmpty();
      holder.kill();
      Path filler = disk.fill(0);
      // On a full disk an opening may be refused, but not break anything.
      try (var pool = Pool.open(file, Shelf.class)) {
        assertContent(pool, expected(0, stored));
      } catch (PoolFullException e) {
        assertThat(e).hasMessageContaining("free space on the disk and open it again");
      }
      Files.delete(filler);
      reopen(expected(0, stored));
    }
  }

  private static void put(Pool<Shelf> pool, long from, long to) {
    pool.transaction(j -> {
      for (long key = from; key < to; key++) {
        pool.root().texts().put(j, key, TEXT + key);
      }
    });
  }

  private static long putUntilFull(Pool<Shelf> pool) {
    for (long key = 0; ; key++) {
      try {
        put(pool, key, key + 1);
      } catch (PoolFullException e) {
        return key;
      }
    }
  }

  /** Small transactions after frees, on a pool with the texts 0 to 99. */
  private static void goOn(Pool<Shelf> pool) {
    for (long key = 0; key < 100; key++) {
      long removed = key;
      if (key < 10 || key >= 20) {
        pool.transaction(j -> pool.root().texts().remove(j, removed));
      }
    }
    for (int round = 0; round < 20; round++) {
      put(pool, 1000, 1010);
      pool.transaction(j -> pool.root().texts().removeIf(j, (key, _) -> key >= 1000));
    }
    assertContent(pool, expected(10, 20));
  }

  private static Map<Long, String> expected(long from, long to) {
    Map<Long, String> texts = new TreeMap<>();
    for (long key = from; key < to; key++) {
      texts.put(key, TEXT + key);
    }
    return texts;
  }

  private static void assertContent(Pool<Shelf> pool, Map<Long, String> texts) {
    assertThat(pool.root().texts().equals(texts)).as("content").isTrue();
    assertThat(pool.check().problems()).as("problems").isEmpty();
  }

  private void reopen(Map<Long, String> texts) {
    try (var pool = Pool.open(file, Shelf.class)) {
      assertContent(pool, texts);
    }
  }
}
