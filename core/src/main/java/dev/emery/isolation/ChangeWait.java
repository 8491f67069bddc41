package dev.emery.isolation;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One thread's waiting for a committed change of something that a transaction of it has read. It is
 * made by the thread that waits, is used once, and keeps nobody else waiting: its transaction is
 * rolled back and holds no lock, so it is no part of the waits-for graph and has no limit.
 *
 * <pre>
 *  made --ChangeTable.enter--> watching --changed, wakeAll--> chosen --wake--> over
 *                                  +-------leave (interrupted)--> gone
 * </pre>
 *
 * <p>A thread whose transaction has read in several pools may have one in the table of each: {@link
 * #wake} unparks the thread, which looks at all of them.
 */
public final class ChangeWait {
  private final Thread thread = Thread.currentThread();
  private volatile boolean over;

  /** What it watches, linked by {@code sibling}; guarded by the table. */
  @Nullable Entry entries;

  /** Whether it is in the chain that is being made; guarded by the table. */
  boolean chosen;

  /** The next in the chain of those to be woken; belongs to the thread that wakes them. */
  @Nullable ChangeWait next;

  /** Creates a wait of the calling thread. */
  public ChangeWait() {}

  /** One block that it watches, in a chain of the table. Guarded by the table. */
  static final class Entry {
    final long block;
    final ChangeWait wait;
    final @Nullable Entry sibling;
    @Nullable Entry before;
    @Nullable Entry after;

    Entry(long block, ChangeWait wait) {
      this.block = block;
      this.wait = wait;
      this.sibling = wait.entries;
    }
  }

  /** Whether something was changed, or the pool cannot be used any more. */
  public boolean isOver() {
    return over;
  }

  /**
   * Parks the thread until it is woken, at once if it was. May return early, also for an interrupt,
   * which stays set; so it is called in a loop that asks {@link #isOver}.
   */
  public void park() {
    if (!over) {
      LockSupport.park(this); // a wake-up between the two leaves a permit that ends the parking
    }
  }

  /** Wakes a chain of waits. */
  public static void wake(@Nullable ChangeWait first) {
    for (ChangeWait wait = first; wait != null; wait = wait.next) {
      wait.over = true;
      LockSupport.unpark(wait.thread);
    }
  }
}
