package dev.emery.testsuite.stress;

import dev.emery.Durability;
import dev.emery.pool.Pool;
import dev.emery.transaction.Journal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;

/**
 * Threads that move amounts within a collection, each move a transaction, beside threads that sum
 * it up: inside a read scope, and outside by one bulk read. Every sum must be the same.
 *
 * {@snippet :
 * new ConstantSum<>(
 *         pool,
 *         map,
 *         m -> m.values().stream().mapToLong(Long::longValue).sum(),
 *         (m, j, random) -> {
 *           m.merge(j, random.nextLong(10), -1L, Long::sum);
 *           m.merge(j, random.nextLong(10), 1L, Long::sum);
 *         })
 *     .run(seed, 1_000);
 * }
 *
 * @param pool where the collection is
 * @param collection what all threads use
 * @param sum one bulk read, which sees one state
 * @param move a change that keeps the sum; every fifth is rolled back
 * @param <C> the type of the collection
 * @param <P> the root record
 */
public record ConstantSum<C, P>(
    Pool<P> pool, C collection, ToLongFunction<C> sum, Move<C, P> move) {
  private static final int WRITERS = 2;
  private static final int READERS = 2;

  /** A change that keeps the sum. */
  @FunctionalInterface
  public interface Move<C, P> {
    /** Changes the collection. */
    void run(C collection, Journal<P> j, Random random);
  }

  /** Rolls a move back. */
  private static final class Abort extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /**
   * Lets each writer make so many moves.
   *
   * @return how many sums were checked meanwhile
   * @throws java.util.concurrent.CompletionException if a sum differs, or a thread fails
   */
  public long run(long seed, int moves) {
    long expected = sum.applyAsLong(collection);
    var ended = new AtomicBoolean();
    var sums = new AtomicLong();
    List<CompletableFuture<Void>> readers = new ArrayList<>();
    List<CompletableFuture<Void>> writers = new ArrayList<>();
    for (int i = 0; i < READERS; i++) {
      readers.add(start(() -> readUntil(ended, expected, sums)));
    }
    for (int i = 0; i < WRITERS; i++) {
      Random random = new Random(seed + i);
      writers.add(start(() -> write(random, moves)));
    }
    try {
      writers.forEach(CompletableFuture::join);
    } finally {
      ended.set(true);
    }
    readers.forEach(CompletableFuture::join);
    requireSum(expected, sum.applyAsLong(collection), "at the end");
    return sums.get();
  }

  private static CompletableFuture<Void> start(Runnable body) {
    CompletableFuture<Void> future = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            body.run();
            future.complete(null);
          } catch (RuntimeException | Error e) {
            future.completeExceptionally(e);
          }
        });
    return future;
  }

  private void readUntil(AtomicBoolean ended, long expected, AtomicLong sums) {
    do {
      requireSum(expected, sum.applyAsLong(collection), "outside");
      requireSum(expected, pool.query(r -> sum.applyAsLong(collection)), "in a read scope");
      sums.addAndGet(2);
    } while (!ended.get());
  }

  private static void requireSum(long expected, long found, String where) {
    if (found != expected) {
      throw new AssertionError(
          "another sum %s, expected=%d, found=%d".formatted(where, expected, found));
    }
  }

  private void write(Random random, int moves) {
    for (int i = 0; i < moves; i++) {
      long seed = random.nextLong(); // the body may be run again
      boolean aborts = i % 5 == 4;
      try {
        pool.transaction(
            Durability.RELAXED,
            j -> {
              move.run(collection, j, new Random(seed));
              if (aborts) {
                throw new Abort();
              }
            });
      } catch (Abort expected) {
        // nothing has changed
      }
    }
  }
}
