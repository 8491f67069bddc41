package dev.emery.testsuite.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emery.pool.Pool;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Swaps by several threads, some of which are given up half-way. */
class SwapsTest {
  private static final int SIZE = 5000; // several chunks of the vector

  @Test
  void numbers_swappedByThreadsThatAbort_areStillAPermutation() throws Exception {
    try (var pool = Pool.inMemory(Swaps.class, () -> Swaps.of(SIZE))) {
      Swaps swaps = pool.root();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        Stream.generate(() -> threads.submit(() -> swapAndAbort(pool)))
            .limit(3)
            .toList()
            .forEach(SwapsTest::join);
      }
      assertThat(swaps.isPermutation()).isTrue();
      assertThat(swaps.numbers()).isNotEqualTo(Swaps.of(SIZE).numbers());
      assertThat(pool.check().problems()).isEmpty();
    }
  }

  private static void swapAndAbort(Pool<Swaps> pool) {
    var random = ThreadLocalRandom.current();
    for (int i = 0; i < 300; i++) {
      pool.transaction(j -> {
        pool.root().swap(j, random);
        pool.root().swap(j, random);
      });
      List<Integer> some = List.of(random.nextInt(SIZE), random.nextInt(SIZE));
      assertThatThrownBy(() ->
              pool.transaction(j -> {
                pool.root().swap(j, random);
                pool.root().numbers().set(j, some.getFirst(), some.getLast()); // twice there
                throw new IllegalStateException("abort");
              }))
          .hasMessage("abort");
    }
  }

  private static void join(Future<?> task) {
    try {
      task.get();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
