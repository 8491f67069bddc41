package dev.emery.isolation;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/**
 * A mutual exclusion for the few dozen instructions that change a structure in memory. Whoever
 * holds it waits for nothing and calls nothing foreign; it is neither recursive nor fair.
 *
 * <p>Taking it costs one compare-and-set and leaving it a plain store with release, half of what a
 * monitor costs. Who finds it taken spins a little (the holder needs some 20 ns), then yields, then
 * sleeps in growing steps: the holder has lost its processor then. Sleeping needs no wake-up, which
 * is what makes leaving it so cheap.
 *
 * <p>Leaving it after a failure is a plain assignment of {@code latched = 0}, which needs no stack,
 * so that a stack overflow inside cannot leave it taken for good.
 */
abstract class Latch {
  private static final VarHandle LATCHED;
  private static final int SPINS = 100;
  private static final int YIELDS = 20;
  private static final long SHORTEST_SLEEP_NANOS = 10_000;
  private static final int LONGEST_SLEEP_SHIFT = 7;

  static {
    try {
      LATCHED =
          MethodHandles.lookup()
              .findVarHandle(Latch.class, "latched", int.class)
              .withInvokeExactBehavior();
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  volatile int latched;

  final void latch() {
    if (!LATCHED.compareAndSet(this, 0, 1)) {
      latchSlowly();
    }
  }

  final void unlatch() {
    LATCHED.setRelease(this, 0);
  }

  private void latchSlowly() {
    boolean interrupted = false;
    for (int tries = 0; latched != 0 || !LATCHED.compareAndSet(this, 0, 1); tries++) {
      if (tries < SPINS) {
        Thread.onSpinWait();
      } else if (tries < SPINS + YIELDS) {
        Thread.yield();
      } else {
        int step = Math.min(tries - SPINS - YIELDS, LONGEST_SLEEP_SHIFT);
        LockSupport.parkNanos(this, SHORTEST_SLEEP_NANOS << step);
        interrupted |= Thread.interrupted();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
