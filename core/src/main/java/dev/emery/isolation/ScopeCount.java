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
   * Four counters, each 128 bytes from the next: a line and its neighbour, which processors fetch
   * together. Every read outside a transaction asks for all four, so they are added up without a
   * loop, and without a volatile access: the answer has to be right only for what the thread added
   * itself.
   */
  private static final int MASK = 3;
  private static final int SPACING = 16;
  private static final VarHandle COUNTER =
      MethodHandles.arrayElementVarHandle(long[].class).withInvokeExactBehavior();

  private final long[] counters = new long[(MASK + 2) * SPACING];

  /** Adds to the counter of this owner, which is always the same. */
  void add(LockOwner owner, long delta) {
    long unused = (long) COUNTER.getAndAdd(counters, ((owner.number & MASK) + 1) * SPACING, delta);
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

  /** The counters, for {@link #seemsPositive(long[])}. */
  long[] counters() {
    return counters;
  }

  /** As !isZero(), but racy, except for what the calling thread added itself. */
  boolean seemsPositive() {
    return seemsPositive(counters);
  }

  static boolean seemsPositive(long[] c) {
    return (c[4 * SPACING] | c[3 * SPACING] | c[2 * SPACING] | c[SPACING]) != 0;
  }
}
