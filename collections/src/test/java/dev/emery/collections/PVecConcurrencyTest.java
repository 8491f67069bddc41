package dev.emery.collections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.collections.VecShelf.Point;
import dev.emery.pool.Pool;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Readers beside a writer (E27, E28). */
class PVecConcurrencyTest {
  private static final int HALF = 3_000; // in different chunks

  private final Pool<VecShelf> pool = VecShelf.inMemory();
  private final PVec<Long, VecShelf> longs = pool.root().longs();

  @AfterEach
  void close() {
    assertThat(pool.check().problems()).isEmpty();
    pool.close();
  }

  @Test
  void e28_query_neverSeesHalvesThatDiffer() {
    pool.transaction(j -> longs.addAll(j, Collections.nCopies(2 * HALF, 0L)));
    Random random = new Random(1);
    VecReaders.beside(
        () -> {
          for (int i = 1; i < 3_000; i++) {
            long value = i;
            int at = random.nextInt(HALF);
            pool.transaction(j -> {
              longs.set(j, at, value);
              longs.set(j, HALF + at, value);
            });
          }
        },
        () -> {
          int at = (int) (Thread.currentThread().threadId() * 31 + System.nanoTime() & 2047);
          assertThat((boolean) pool.query(r -> longs.get(at).equals(longs.get(HALF + at))))
              .isTrue();
          Object[] all = longs.toArray(); // one state without a scope too (E31)
          assertThat(Arrays.equals(all, 0, HALF, all, HALF, 2 * HALF)).isTrue();
        });
  }

  @Test
  void e27_readsOutside_seeCommittedElementsOnly() {
    pool.transaction(
        j -> longs.addAll(j, LongStream.range(0, 10).map(i -> 2 * i).boxed().toList()));
    VecReaders.beside(
        () -> {
          for (int i = 0; i < 3_000; i++) {
            writeOddThenEven(i);
          }
        },
        () -> {
          for (int i = 0; i < 10; i++) {
            assertThat(longs.get(i) % 2).isZero();
          }
          assertThat(longs.size() % 2).isZero();
          assertThat(longs.stream().allMatch(x -> x % 2 == 0)).isTrue();
          assertThat(longs.contains(1L)).isFalse();
        });
  }

  private void writeOddThenEven(int i) {
    try {
      pool.transaction(j -> {
        longs.replaceAll(j, x -> x + 1);
        longs.add(j, 1L);
        if (i % 3 == 0) {
          throw new IllegalStateException("aborts");
        }
        longs.add(j, 1L);
        longs.replaceAll(j, x -> x + 1);
        if (longs.size() > 3_000) {
          longs.truncate(j, 10);
        }
      });
    } catch (IllegalStateException e) {
      assertThat(e).hasMessage("aborts");
    }
  }

  @Test
  void e27_readersOfTextsInRecords_neverSeeOneThatIsTorn() {
    PVec<Point, VecShelf> points = pool.root().points();
    pool.transaction(j -> points.addAll(j, List.of(point(0), point(1))));
    VecReaders.beside(
        () -> {
          for (int i = 0; i < 5_000; i++) {
            Point next = point(i);
            pool.transaction(j -> {
              points.set(j, 1, next);
              points.addFirst(j, next);
              points.removeLast(j);
            });
          }
        },
        () -> {
          Point seen = points.get(1);
          assertThat(seen).isEqualTo(point(seen.x()));
          pool.read(r -> assertThat(points.getFirst()).isEqualTo(point(points.getFirst().x())));
        });
  }

  private static Point point(int i) {
    return new Point(i, "label %d ".formatted(i).repeat(i % 7 + 1), i / 2.0);
  }

  @Test
  void writers_thatIncrementEachTheirOwn_loseNothing() {
    pool.transaction(j -> longs.addAll(j, List.of(0L, 0L)));
    Runnable adds =
        () -> {
          for (int i = 0; i < 500; i++) {
            pool.transaction(j -> {
              longs.set(j, 0, longs.get(0) + 1);
              longs.add(j, 1L);
            });
          }
        };
    Thread other = Thread.ofPlatform().start(adds);
    adds.run();
    try {
      other.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    assertThat(longs.get(0)).isEqualTo(1_000);
    assertThat(longs).hasSize(1_002);
  }
}
