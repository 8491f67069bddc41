package dev.emery.testsuite.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.pool.Pool;
import dev.emery.testsuite.fault.FaultMedium.Manner;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Fails the n-th call on a medium, for one n after the other, under all that pools do, and opens
 * what is left, with and without a power cut. {@code -Demery.faults.stride=1} takes every n, a
 * larger number a random share of them.
 */
@Timeout(3000)
final class FailingCallTest {
  private static final int STRIDE = Integer.getInteger("emery.faults.stride", 150);

  private final long seed = Long.getLong("emery.seed", System.nanoTime());
  private final SplittableRandom random = new SplittableRandom(seed);

  @ParameterizedTest
  @EnumSource
  void call_thatFails_losesNothingAcknowledged_andLeavesWholeSteps(Manner manner) {
    // Extensions are few.
    int stride = manner == Manner.NO_SPACE ? 1 : STRIDE;
    long start = System.nanoTime();
    int runs = 0;
    int call = 1 + random.nextInt(stride);
    try (Pool<Books> bystander = Pool.inMemory(Books.class, Books::initial)) {
      while (look(call, manner)) {
        long step = ++runs;
        bystander.transaction(j -> bystander.root().take(j, step));
        call += stride == 1 ? 1 : random.nextInt(1, 2 * stride);
      }
      assertThat(Books.stepsOf(bystander)).hasSize(runs);
      assertThat(bystander.check().problems()).isEmpty();
    }
    System.out.printf(
        "failing calls, %s: runs=%d, calls=%d, seed=%d, %.1f s%n",
        manner, runs, call - 1, seed, (System.nanoTime() - start) / 1e9);
    assertThat(call).as("calls of the workload").isGreaterThan(manner == Manner.NO_SPACE ? 8 : 400);
  }

  /** Returns whether the workload has got as far as the call. */
  private boolean look(int call, Manner manner) {
    var run = new FaultRun(call, manner);
    try {
      run.run();
      run.verifyAfterPowerCut(seed + call);
      run.verify(call % 2 == 0);
      return run.hasFailed();
    } catch (Throwable e) {
      throw new AssertionError(
          "call=%d, manner=%s, seed=%d, failed: %s".formatted(call, manner, seed, run.failed()), e);
    } finally {
      run.discard();
    }
  }
}
