package dev.emery.isolation;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The version numbers of a pool's objects, by which a reader finds out that no writer interfered
 * (E27). Objects share a fixed number of words, so nothing is allocated or evicted; two objects on
 * one word cost a reader a retry, never a conflict.
 *
 * <pre>
 * bits 63..20 number, rises at every endWrite | bits 19..0 count of active writers
 * </pre>
 *
 * A reader:
 *
 * {@snippet :
 * long stamp = versions.read(block);
 * if (!Versions.writing(stamp)) {
 *   long value = segment.get(JAVA_LONG, block + 16); // plain loads, no effects, bounded loops
 *   if (versions.same(block, stamp)) return value;
 * }
 * // otherwise take the object's shared lock
 * }
 *
 * <p>A writer calls {@link #beginWrite} after it got the object exclusively and before its first
 * store, and {@link #endWrite} after its last store and before it gives the object back. {@link
 * LockTable} does both.
 *
 * <p>All methods are thread-safe, constant-time and wait for nothing.
 */
public final class Versions {
  /*
   * Why this is right under the Java memory model. W1 = the addition in beginWrite, D = a plain
   * store to the object, W2 = the addition in endWrite; R1 = the load in read, L = a plain load of
   * the object, R2 = the load in same.
   *
   * (1) A torn or uncommitted read is never validated. Suppose L sees D. W1 is before D: the
   *     addition is a volatile read-modify-write, whose read half keeps D from moving up, but a
   *     plain store may still pass its write half (a volatile write orders only what precedes it;
   *     AArch64 shows this between the halves of one addition). storeStoreFence orders W1's write
   *     before D. L is before R2: an acquire-mode load would order only what follows it, so R2
   *     being one would not do; acquireFence orders the plain load L before R2. A store fence and
   *     a load fence around a pair "D seen by L" make W1 visible to R2: R2 reads W1's value or a
   *     later one, and the words differ from R1's, unless R1 saw W1, too. Then the stamp has a
   *     writer in it until that writer's W2, and the reader does not get as far as L.
   * (2) A validated read is not stale. If R1 sees W2, W2 is a volatile (so also releasing) addition
   *     and R1 acquires: every D before W2 happens-before L.
   * (3) The word never takes an earlier value again: each begin/end pair leaves the writers as they
   *     were and the number one higher. The number wraps after 2^44 writes to one word, and a
   *     reader would have to sleep through exactly a multiple of that.
   *
   * The fences are for all memory, so it makes no difference whether D is a field, an array element
   * or a plain store to a MemorySegment (HotSpot's barriers cover raw memory, and its copy and fill
   * stubs end any non-temporal stores with a fence of their own). L may be torn or see any old
   * value; that is what validation is for.
   *
   * 2^14 words are 128 KiB: with 8 writers at any time a reader meets a foreign one on its word
   * once in 2,000 reads. 2^20 writers on one word would need some 2^34 objects locked exclusively.
   */
  static final int STRIPE_BITS = 14;

  private static final long ONE_WRITER = 1L;
  private static final long WRITERS = (1L << 20) - 1;
  private static final long NEXT_NUMBER = 1L << 20;
  private static final VarHandle WORD =
      MethodHandles.arrayElementVarHandle(long[].class).withInvokeExactBehavior();

  private final long[] words = new long[1 << STRIPE_BITS];

  /** Creates the versions of a pool that nobody writes to. */
  public Versions() {}

  /** Returns the stamp to validate a read of this object with. Acquires: loads stay after it. */
  public long read(long block) {
    return (long) WORD.getAcquire(words, stripe(block));
  }

  /** Says whether a writer was active at this stamp, so that reading without a lock is no use. */
  public static boolean writing(long stamp) {
    return (stamp & WRITERS) != 0;
  }

  /**
   * Says whether no writer began since the stamp was read. Loads before this call are valid if and
   * only if (1) the stamp had no writer and (2) this returns true.
   */
  public boolean same(long block, long stamp) {
    VarHandle.acquireFence();
    return (long) WORD.getOpaque(words, stripe(block)) == stamp;
  }

  Sighting sighting(long block, long stamp, long[] counters) {
    return new Sighting(words, stripe(block), stamp, counters);
  }

  /** Announces stores to this object, which the caller holds exclusively. */
  public void beginWrite(long block) {
    long unused = (long) WORD.getAndAdd(words, stripe(block), ONE_WRITER);
    VarHandle.storeStoreFence();
  }

  /** Ends what {@link #beginWrite} began, once all stores of commit or abort are done. */
  public void endWrite(long block) {
    long unused = (long) WORD.getAndAdd(words, stripe(block), NEXT_NUMBER - ONE_WRITER);
  }

  /** Makes every stamp read so far invalid: what it vouched for has been replaced (E22). */
  public void raiseAll() {
    for (int at = 0; at < words.length; at++) {
      long unused = (long) WORD.getAndAdd(words, at, NEXT_NUMBER);
    }
  }

  /**
   * As {@link #raiseAll}, for a caller that keeps all writers out: none is active and none can
   * begin. Plain additions are enough then, and take a tenth of the time, which is most of what it
   * takes to close a small pool.
   */
  public void raiseAllAtRest() {
    VarHandle.releaseFence(); // who sees a raised word sees all that was done before
    for (int at = 0; at < words.length; at++) {
      WORD.setOpaque(words, at, (long) WORD.getOpaque(words, at) + NEXT_NUMBER);
    }
    VarHandle.fullFence(); // what the caller does next comes after the last word was raised
  }

  /** Returns how many writers are active. Exact only while nobody writes. */
  public long writers() {
    long writers = 0;
    for (int stripe = 0; stripe < words.length; stripe++) {
      writers += (long) WORD.getAcquire(words, stripe) & WRITERS;
    }
    return writers;
  }

  static int stripe(long block) {
    return (int) (block * BlockTable.MIX >>> Long.SIZE - STRIPE_BITS);
  }
}
