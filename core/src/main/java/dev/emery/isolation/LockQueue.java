package dev.emery.isolation;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The state of a lock that does not fit into two words: several holders, or somebody waits. Guarded
 * by the latch of its stripe, and used for one block after the other.
 *
 * <p>Waiters are served in the order of their coming, readers side by side, so neither readers nor
 * writers starve. Upgraders come first: nobody else could be served before them (they hold the
 * lock).
 *
 * <p>Valid if and only if (1) there is a holder; (2) there is exactly one if exclusive; (3) the
 * first waiter cannot be granted; (4) holders has room for all waiters, so that granting never
 * allocates.
 */
final class LockQueue {
  private static final int KEPT = 64;

  /** Number of the next free queue of the stripe plus one, while this one is free. */
  int nextFree;

  private final int[] fewHolders = new int[4];
  private int[] holders = fewHolders;
  private int holderCount;
  private boolean exclusive;
  private int waiterCount;
  private @Nullable LockWait first;
  private @Nullable LockWait last;

  boolean isExclusive() {
    return exclusive;
  }

  boolean hasWaiters() {
    return first != null;
  }

  /** Starts with the one holder of a lock that nobody waits for. */
  void start(int holder, boolean asExclusive) {
    holders[0] = holder;
    holderCount = 1;
    exclusive = asExclusive;
  }

  boolean isEmpty() {
    return holderCount == 0 && first == null;
  }

  /** Grants what can be granted at once. Readers do not overtake; upgraders do. */
  boolean grants(int owner, boolean asExclusive) {
    if (asExclusive) {
      boolean alone = holderCount == 1 && holders[0] == owner;
      exclusive |= alone;
      return alone;
    }
    if (exclusive || first != null) {
      return false;
    }
    ensureRoom(holderCount + 1);
    holders[holderCount++] = owner;
    return true;
  }

  /** Enters a waiter that {@link #grants} refused: an upgrader at the head, else at the tail. */
  void enter(LockWait wait) {
    ensureRoom(holderCount + waiterCount + 1);
    LockWait before = last;
    if (wait.upgrade) {
      before = null;
      for (LockWait at = first; at != null && at.upgrade; at = at.next) {
        before = at;
      }
    }
    LockWait after = before == null ? first : before.next;
    wait.previous = before;
    wait.next = after;
    if (before == null) {
      first = wait;
    } else {
      before.next = wait;
    }
    if (after == null) {
      last = wait;
    } else {
      after.previous = wait;
    }
    waiterCount++;
  }

  /** Takes a waiter out. */
  void leave(LockWait wait) {
    LockWait before = wait.previous;
    LockWait after = wait.next;
    if (before == null) {
      first = after;
    } else {
      before.next = after;
    }
    if (after == null) {
      last = before;
    } else {
      after.previous = before;
    }
    waiterCount--;
  }

  /** Takes a holder away. False when it does not hold. Linear in the number of holders. */
  boolean release(int owner) {
    for (int at = 0; at < holderCount; at++) {
      if (holders[at] == owner) {
        holders[at] = holders[--holderCount];
        exclusive = false;
        return true;
      }
    }
    return false;
  }

  /** Makes holders of all waiters that can be now, and returns them linked by {@code granted}. */
  @Nullable LockWait grantWaiters() {
    LockWait granted = null;
    while (first != null && isGrantable(first)) {
      LockWait wait = first;
      leave(wait);
      if (!wait.upgrade) {
        holders[holderCount++] = wait.ownerNumber;
      }
      exclusive = wait.exclusive;
      wait.granted = granted;
      granted = wait;
      wait.status = Wait.GRANTED;
    }
    return granted;
  }

  private boolean isGrantable(LockWait wait) {
    if (wait.upgrade) {
      return holderCount == 1;
    }
    return holderCount == 0 || !exclusive && !wait.exclusive;
  }

  /**
   * Reports whom this waiter has to wait for, as far as a search needs it: all other holders. What
   * earlier waiters wait for is the same, and they wait for nothing else, so a way through them is
   * also one without them; and a search does not grow with the square of the queue.
   *
   * <p>A reader that waits for its turn behind a writer reports the readers that the writer waits
   * for, not the writer: that one may be giving way at this moment and report nothing, while the
   * next one behind it waits for the same readers.
   */
  void blockers(LockWait of, WaitsFor.Search search) {
    for (int at = 0; at < holderCount; at++) {
      if (holders[at] != of.ownerNumber) {
        search.owner(holders[at]);
      }
    }
  }

  /** Returns one owner that this waiter waits for, or 0. */
  int someBlocker(LockWait of) {
    if (of.exclusive || exclusive) {
      for (int at = 0; at < holderCount; at++) {
        if (holders[at] != of.ownerNumber) {
          return holders[at];
        }
      }
    }
    return first == null || first == of ? 0 : first.ownerNumber;
  }

  /** Reports which of the rules above do not hold. */
  void check(long block, Consumer<String> problems) {
    String where = ", block=0x" + Long.toHexString(block);
    if (holderCount == 0) {
      problems.accept("lock without a holder" + where);
    }
    if (exclusive && holderCount != 1) {
      problems.accept("exclusive lock with several holders, count=" + holderCount + where);
    }
    if (first != null && isGrantable(first)) {
      problems.accept("waiter could be granted" + where);
    }
    if (holders.length < holderCount + waiterCount) {
      problems.accept("no room for the waiters, count=" + waiterCount + where);
    }
  }

  /** Gives large memory back before the queue serves another block. */
  void reset() {
    if (holders.length > KEPT) {
      holders = fewHolders;
    }
  }

  private void ensureRoom(int count) {
    if (count > holders.length) {
      holders = Arrays.copyOf(holders, Math.max(count, holders.length * 2));
    }
  }
}
