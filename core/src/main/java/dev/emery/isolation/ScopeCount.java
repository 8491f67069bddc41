package dev.emery.isolation;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * How many scopes are open, counted per group of owners so that threads do not wait for each
 * other's cache lines. Additions and {@link #isZero} are volatile accesses, on which {@link Gate}
 * relies.
 */
final class ScopeCount {
  /*
   * A counter each 128 bytes: a line and its neighbour, which processors fetch together. More than
   * 8 would make anyOpen, which every read outside a transaction asks, slower than the counting.
   */
  private static final int MAX_COUNTERS = 8;
  private static final int SPACING = 16;
  private static final VarHandle COUNTER =
      MethodHandles.arrayElementVarHandle(long[].class).withInvokeExactBehavior();

  private final long[] counters;
  private final int mask;

  ScopeCount(int processors) {
    int count = Integer.highestOneBit(Math.clamp(processors, 1, MAX_COUNTERS));
    counters = new long[(count + 1) * SPACING];
    mask = count - 1;
  }

  /** Adds to the counter of this owner, which is always the same. */
  void add(LockOwner owner, long delta) {
    long unused = (long) COUNTER.getAndAdd(counters, ((owner.number & mask) + 1) * SPACING, delta);
  }

  /** Says whether each counter was 0 at some moment during the call. */
  boolean isZero() {
    for (int at = SPACING; at < counters.length; at += SPACING) {
      if ((long) COUNTER.getVolatile(counters, at) != 0) {
        return false;
      }
    }
    return true;
  }

  /** As !isZero(), but racy, except for what the calling thread added itself. */
  boolean seemsPositive() {
    for (int at = SPACING; at < counters.length; at += SPACING) {
      if ((long) COUNTER.getOpaque(counters, at) != 0) {
        return true;
      }
    }
    return false;
  }
}
