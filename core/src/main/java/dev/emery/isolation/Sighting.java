package dev.emery.isolation;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A state of one object that was read without a lock (E27). Later readers ask whether it still is
 * that state, which is all that the reading of an object at rest costs.
 *
 * {@snippet :
 * if (!sighting.anyOpen()) {
 *   long value = segment.get(JAVA_LONG, block + 16); // plain loads, no effects, bounded loops
 *   if (sighting.holds()) return value;
 * }
 * // otherwise read in the general way
 * }
 *
 * <p>Immutable and thread-safe. It is handed to other threads with release and acquire, never by a
 * race.
 */
public final class Sighting {
  /*
   * There is no load of the version before the object is read. Why that is right: a word never
   * takes an earlier value again (Versions, 3). If it is the stamp afterwards, no writer began since
   * the stamp was first read, so whatever the reader saw was there then: (1) of Versions holds with
   * the first reading of the stamp for R1. For (2) it takes an edge from there to the reader's
   * loads, and that is the handing over with release and acquire.
   *
   * The arrays are those of Versions and ScopeCount, held here to save the way to them.
   */
  private static final VarHandle WORD =
      MethodHandles.arrayElementVarHandle(long[].class).withInvokeExactBehavior();

  private final long[] words;
  private final int stripe;
  private final long stamp;
  private final long[] counters;

  Sighting(long[] words, int stripe, long stamp, long[] counters) {
    this.words = words;
    this.stripe = stripe;
    this.stamp = stamp;
    this.counters = counters;
  }

  /** As {@link Gate#anyOpen}. */
  public boolean anyOpen() {
    return ScopeCount.seemsPositive(counters);
  }

  /** Says whether the object is as it was: what was read before this call may be trusted. */
  public boolean holds() {
    VarHandle.acquireFence();
    return (long) WORD.getOpaque(words, stripe) == stamp;
  }
}
