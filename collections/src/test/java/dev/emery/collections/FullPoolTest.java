package dev.emery.collections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.Durability;
import dev.emery.PoolFullException;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A full pool refuses what needs room, and still takes what only gives room back. */
class FullPoolTest {
  private final List<Long> some = LongStream.range(0, 1_500).boxed().toList();

  @TempDir private Path folder;
  private Pool<VecShelf> pool;
  private VecShelf shelf;
  private PVec<Long, VecShelf> longs;

  @BeforeEach
  void fill() {
    PoolOptions options =
        PoolOptions.defaults().maximumSize(2 << 20).durability(Durability.RELAXED);
    pool = Pool.open(folder.resolve("full.pool"), VecShelf.class, options);
    shelf = pool.root();
    longs = shelf.longs();
    pool.transaction(j -> {
      longs.addAll(j, some);
      shelf.text().append(j, "x".repeat(12_000));
    });
    pool.transaction(j -> {
      longs.truncate(j, 800);
      shelf.text().truncate(j, 6_000);
    });
    for (int size = 2_000; size > 2; size = size * 7 / 8) {
      int each = size;
      assertThatThrownBy(
              () -> {
                while (true) {
                  pool.transaction(j -> {
                    shelf.nested().add(j, PVec.of());
                    shelf.nested().getLast().ensureCapacity(j, each);
                  });
                }
              })
          .isInstanceOf(PoolFullException.class);
    }
  }

  @AfterEach
  void check() {
    assertThat(pool.check().problems()).isEmpty();
    pool.close();
  }

  @Test
  void trimToSize_withoutRoomForASmallerChunk_leavesTheFirst() {
    int capacity = longs.capacity();
    pool.transaction(j -> {
      longs.trimToSize(j);
      shelf.text().trimToSize(j);
    });
    assertThat(longs.capacity()).isEqualTo(capacity);
    assertThat(List.copyOf(longs)).isEqualTo(some.subList(0, 800));
    assertThat(shelf.text().length()).isEqualTo(6_000);
  }

  @Test
  void append_withoutRoom_isRolledBack() {
    PVec<Long, VecShelf> source = shelf.nested().getFirst();
    List<Long> more = LongStream.range(0, 1_900).boxed().toList();
    pool.transaction(j -> source.addAll(j, more));
    assertThatThrownBy(() -> pool.transaction(j -> longs.append(j, source)))
        .isInstanceOf(PoolFullException.class);
    assertThat(List.copyOf(source)).isEqualTo(more);
    assertThat(List.copyOf(longs)).isEqualTo(some.subList(0, 800));
  }
}
