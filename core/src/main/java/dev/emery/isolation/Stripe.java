package dev.emery.isolation;

import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A part of a lock table: the locks of the blocks that hash here. A lock exists only while somebody
 * holds it or waits for it.
 *
 * <pre>
 *                  another reader, or a waiter
 *  free ---&gt; SHARED ------------------------&gt; QUEUED --last holder leaves--&gt; free
 *    |         | upgrade                        ^
 *    +---&gt; EXCLUSIVE ---------------------------+
 * </pre>
 *
 * <p>SHARED and EXCLUSIVE locks have one holder and become free when it leaves.
 */
final class Stripe extends Latch {
  /*
   * Open addressing with linear probing and deletion by shifting back, at a load of at most 3/4.
   * A slot is two words side by side: block | state, and the number of the only holder or of the
   * queue. So a lock that one owner holds takes 16 bytes (21 to 43 with the empty slots), no
   * object, and one line of cache; 2,000,000 of them some 67 MB.
   *
   * The sections under the latch call as little as possible and order their stores so that an Error
   * in a call (no memory for a queue, no stack in the interpreter) leaves the table as it was.
   */
  static final int SHARED = 1;
  static final int EXCLUSIVE = 2;
  private static final int QUEUED = 3;
  private static final int STATE = 7;
  private static final int SMALL = 8;
  private static final int SMALL_QUEUES = 2;
  private static final int TRIES = Runtime.getRuntime().availableProcessors() > 1 ? 16 : 0;
  private static final int SPINS = 8;

  private final long[] smallSlots = new long[2 * SMALL];
  private final LockQueue[] smallQueues = new LockQueue[SMALL_QUEUES];

  private long[] slots = smallSlots;
  private int mask = SMALL - 1;
  private int count;

  /** Queues [0, queueCount) exist; the free ones among them are linked from freeQueue. */
  private LockQueue[] queues = smallQueues;

  private int queueCount;

  /** Number of a free queue plus one, or 0. */
  private int freeQueue;

  /** Grants a lock if that takes no waiting. Upgrades when the owner holds it shared. */
  boolean tryLock(int owner, long block, boolean exclusive) {
    latch();
    try {
      boolean granted = grants(owner, block, exclusive);
      unlatch();
      return granted;
    } catch (Throwable e) {
      latched = 0;
      throw e;
    }
  }

  /**
   * Tries for some 2 µs to be granted the lock, unless others wait for it, who come first. Most
   * transactions are shorter than parking and waking: with two threads at one lock held for 0.4 µs
   * an operation took 0.5 µs with this and 2.2 without, and nothing more where it does not help.
   */
  boolean spin(int owner, long block, boolean exclusive) {
    for (int tries = 0; tries < TRIES; tries++) {
      for (int spin = 0; spin < SPINS; spin++) {
        Thread.onSpinWait();
      }
      if (hasWaiters(block)) {
        return false;
      }
      if (tryLock(owner, block, exclusive)) {
        return true;
      }
    }
    return false;
  }

  private boolean hasWaiters(long block) {
    latch();
    try {
      int at = find(slots, block);
      return ((int) slots[at] & STATE) == QUEUED && queues[(int) slots[at + 1]].hasWaiters();
    } finally {
      latched = 0;
    }
  }

  /** Grants a lock at once (false) or enters the waiter into the lock's queue (true). */
  boolean mustWait(LockWait wait) {
    latch();
    try {
      boolean granted = grants(wait.ownerNumber, wait.block, wait.exclusive);
      if (!granted) {
        enter(wait);
      }
      unlatch();
      return !granted;
    } catch (Throwable e) {
      latched = 0;
      throw e;
    }
  }

  /** Says whether somebody holds this lock exclusively. */
  boolean isExclusive(long block) {
    latch();
    try {
      int at = find(slots, block);
      int state = (int) slots[at] & STATE;
      return state == EXCLUSIVE || state == QUEUED && queues[(int) slots[at + 1]].isExclusive();
    } finally {
      latched = 0;
    }
  }

  private boolean grants(int owner, long block, boolean exclusive) {
    long[] table = slots;
    int at = find(table, block);
    long word = table[at];
    int state = (int) word & STATE;
    if (state == 0) {
      if (4 * count >= 3 * mask) {
        grow();
        table = slots;
        at = find(table, block);
      }
      table[at + 1] = owner;
      table[at] = block | (exclusive ? EXCLUSIVE : SHARED);
      count++;
      return true;
    }
    if (state == QUEUED) {
      return queues[(int) table[at + 1]].grants(owner, exclusive);
    }
    if (exclusive) {
      boolean alone = table[at + 1] == owner;
      table[at] = alone ? block | EXCLUSIVE : word;
      return alone;
    }
    return state == SHARED && makeQueue(table, at).grants(owner, false);
  }

  private void enter(LockWait wait) {
    int at = find(slots, wait.block);
    int state = (int) slots[at] & STATE;
    LockQueue queue = state == QUEUED ? queues[(int) slots[at + 1]] : makeQueue(slots, at);
    queue.enter(wait);
  }

  /** Takes an owner's lock away, if it has it, and wakes whom that lets in. Allocates nothing. */
  void release(int owner, long block) {
    LockWait granted = null;
    latch();
    try {
      int at = find(slots, block);
      int state = (int) slots[at] & STATE;
      if (state == QUEUED) {
        int number = (int) slots[at + 1];
        LockQueue queue = queues[number];
        if (queue.release(owner)) {
          granted = queue.grantWaiters();
          removeIfEmpty(at, number, queue);
        }
      } else if (state != 0 && slots[at + 1] == owner) {
        remove(at);
      }
      unlatch();
    } catch (Throwable e) {
      latched = 0;
      throw e;
    }
    wake(granted);
  }

  /** See {@link Wait#cancel}. */
  boolean cancel(LockWait wait, int outcome) {
    LockWait granted;
    latch();
    try {
      if (wait.status != Wait.WAITING) {
        unlatch();
        return false;
      }
      int at = find(slots, wait.block);
      int number = (int) slots[at + 1];
      LockQueue queue = queues[number];
      wait.blocker = queue.someBlocker(wait);
      queue.leave(wait);
      granted = queue.grantWaiters();
      removeIfEmpty(at, number, queue);
      wait.status = outcome;
      unlatch();
    } catch (Throwable e) {
      latched = 0;
      throw e;
    }
    LockSupport.unpark(wait.thread);
    wake(granted);
    return true;
  }

  /** See {@link Wait#blockers}. */
  void blockers(LockWait wait, WaitsFor.Search search) {
    latch();
    try {
      if (wait.status == Wait.WAITING) {
        queues[(int) slots[find(slots, wait.block) + 1]].blockers(wait, search);
      }
    } finally {
      latched = 0;
    }
  }

  /** Returns how many locks exist here. */
  int size() {
    latch();
    int size = count;
    unlatch();
    return size;
  }

  /** Returns how many locks the memory kept here is for. */
  int capacity() {
    latch();
    int capacity = mask + 1;
    unlatch();
    return capacity;
  }

  /** Reports what is not as it should be. */
  void check(Consumer<String> problems) {
    latch();
    try {
      int used = 0;
      for (int at = 0; at < slots.length; at += 2) {
        long block = slots[at] & BlockTable.BLOCK;
        if (slots[at] != 0) {
          used++;
          if (find(slots, block) != at) {
            problems.accept("lock is not found: block=0x" + Long.toHexString(block));
          }
          if (((int) slots[at] & STATE) == QUEUED) {
            queues[(int) slots[at + 1]].check(block, problems);
          }
        }
      }
      if (used != count) {
        problems.accept("locks are miscounted: count=%d, used=%d".formatted(count, used));
      }
    } finally {
      latched = 0;
    }
  }

  private static void wake(@Nullable LockWait granted) {
    for (LockWait wait = granted; wait != null; wait = wait.granted) {
      LockSupport.unpark(wait.thread);
    }
  }

  /** Returns the position of the block's slot, or of the free one where it belongs. */
  private int find(long[] table, long block) {
    int limit = mask;
    int slot = (int) (block * BlockTable.MIX >>> 32) & limit;
    while (true) {
      long word = table[2 * slot];
      if (word == 0 || (word & BlockTable.BLOCK) == block) {
        return 2 * slot;
      }
      slot = slot + 1 & limit;
    }
  }

  private void remove(int at) {
    long[] table = slots;
    int limit = mask;
    int hole = at >> 1;
    for (int slot = hole + 1 & limit; table[2 * slot] != 0; slot = slot + 1 & limit) {
      int home = (int) ((table[2 * slot] & BlockTable.BLOCK) * BlockTable.MIX >>> 32) & limit;
      if ((slot - home & limit) >= (slot - hole & limit)) {
        table[2 * hole + 1] = table[2 * slot + 1];
        table[2 * hole] = table[2 * slot];
        hole = slot;
      }
    }
    table[2 * hole] = 0;
    if (--count == 0) {
      shrink();
    }
  }

  /** Gives the memory for many locks back when the last is gone. */
  private void shrink() {
    slots = smallSlots;
    mask = SMALL - 1;
    if (queues.length != SMALL_QUEUES) {
      queues = smallQueues;
      queueCount = SMALL_QUEUES;
      freeQueue = 0;
      for (int number = 0; number < SMALL_QUEUES; number++) {
        queues[number].nextFree = freeQueue;
        freeQueue = number + 1;
      }
    }
  }

  private void grow() {
    long[] old = slots;
    long[] wider = new long[2 * old.length];
    int limit = wider.length / 2 - 1;
    for (int at = 0; at < old.length; at += 2) {
      long word = old[at];
      if (word != 0) {
        int slot = (int) ((word & BlockTable.BLOCK) * BlockTable.MIX >>> 32) & limit;
        while (wider[2 * slot] != 0) {
          slot = slot + 1 & limit;
        }
        wider[2 * slot] = word;
        wider[2 * slot + 1] = old[at + 1];
      }
    }
    slots = wider;
    mask = limit;
    for (int at = 0; old.length == 2 * SMALL && at < old.length; at++) {
      old[at] = 0;
    }
  }

  private LockQueue makeQueue(long[] table, int at) {
    boolean exclusive = (table[at] & STATE) == EXCLUSIVE;
    if (freeQueue == 0) {
      if (queueCount == queues.length) {
        queues = Arrays.copyOf(queues, 2 * queueCount);
      }
      LockQueue made = new LockQueue();
      queues[queueCount++] = made;
      freeQueue = queueCount;
    }
    int number = freeQueue - 1;
    LockQueue queue = queues[number];
    queue.start((int) table[at + 1], exclusive);
    freeQueue = queue.nextFree;
    table[at + 1] = number;
    table[at] = table[at] & BlockTable.BLOCK | QUEUED;
    return queue;
  }

  private void removeIfEmpty(int at, int number, LockQueue queue) {
    if (queue.isEmpty()) {
      queue.reset();
      queue.nextFree = freeQueue;
      freeQueue = number + 1;
      remove(at);
    }
  }
}
