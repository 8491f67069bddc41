package dev.emery.image;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The pages of an image that were stored to, one bit each. Their number is the memory that a
 * private mapping has taken from the system.
 *
 * <p>The test whether a bit is set is a plain load: a thread that misses another's bit sets it
 * again, atomically, and only the one that turned it counts.
 */
final class DirtyPages {
  private static final int PAGE_SHIFT = 12;
  private static final VarHandle WORD =
      MethodHandles.arrayElementVarHandle(long[].class).withInvokeExactBehavior();
  private static final VarHandle COUNT;

  static {
    try {
      COUNT =
          MethodHandles.lookup()
              .findVarHandle(DirtyPages.class, "count", long.class)
              .withInvokeExactBehavior();
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final long[] bits;
  private volatile long count;

  DirtyPages(long bytes) {
    bits = new long[Math.toIntExact((bytes >>> PAGE_SHIFT + 6) + 1)];
  }

  long bytes() {
    return count << PAGE_SHIFT;
  }

  void mark(long at) {
    long page = at >>> PAGE_SHIFT;
    if ((bits[(int) (page >>> 6)] & 1L << page) == 0) {
      set(page);
    }
  }

  void mark(long at, long length) {
    if (length == 0) {
      return;
    }
    mark(at);
    long last = at + length - 1;
    for (long page = (at >>> PAGE_SHIFT) + 1; page <= last >>> PAGE_SHIFT; page++) {
      mark(page << PAGE_SHIFT);
    }
  }

  private void set(long page) {
    long bit = 1L << page;
    long before = (long) WORD.getAndBitwiseOr(bits, (int) (page >>> 6), bit);
    if ((before & bit) == 0) {
      long counted = (long) COUNT.getAndAdd(this, 1L);
      assert counted >= 0;
    }
  }
}
