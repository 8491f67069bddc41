package dev.emery.isolation;

import dev.emery.isolation.ChangeWait.Entry;
import org.jspecify.annotations.Nullable;

/**
 * The waits of one pool's transactions for changes of what they have read, by block. As long as
 * nobody waits it costs a commit one load.
 *
 * {@snippet :
 * changes.enter(wait, owner); // the one that waits, while it holds its locks
 * locks.releaseAll(owner);
 * wait.park();
 *
 * ChangeWait chosen = changes.changed(owner); // the one that commits, while it holds its locks
 * locks.releaseAll(owner);
 * ChangeWait.wake(chosen);
 * }
 *
 * <p>May be used from any thread. Entering, leaving and looking take time in proportion to the
 * locks that the owner holds, and to the waits that are woken.
 */
public final class ChangeTable {
  /*
   * No wake-up is lost. The one that waits holds its locks, shared at least, when it enters. The
   * one that changes a block holds its lock exclusively, from before the first store until after
   * changed(). So either it had released that lock before the other got it, and the other has read
   * the change; or it gets it after the other has entered and released, and then it sees awaited
   * (both went through the lock) and finds the entry. A rollback does not look.
   *
   * Chained hashing with chains linked both ways, since a commit that changes one block may wake
   * thousands who each watch others too. 40 bytes an entry, 4 to 8 a slot. The monitor is held for
   * memory operations only; nothing is allocated in changed(), after a commit has its place.
   */
  private static final int SMALL = 64;

  private @Nullable Entry[] heads = new @Nullable Entry[SMALL];
  private int count;

  /** Whether there are entries; written under the monitor. */
  private volatile boolean awaited;

  /** Creates a table in which nobody waits. */
  public ChangeTable() {}

  /**
   * Enters a wait for a change of any block that the owner, of the calling thread, holds a lock of.
   * The owner's next attempt does not begin with the lock at which an earlier one gave way: that
   * turn is over. After a failure {@link #leave} takes away what was entered.
   */
  public void enter(ChangeWait wait, LockOwner owner) {
    owner.contested = 0;
    BlockTable held = owner.held;
    synchronized (this) {
      awaited = true;
      for (int at = 0; at < held.size; at++) {
        add(new Entry(held.words[at] & BlockTable.BLOCK, wait));
      }
    }
  }

  /** Takes a wait away if it is here. To be called by the thread that waited, in any case. */
  public void leave(ChangeWait wait) {
    synchronized (this) {
      remove(wait);
    }
  }

  /**
   * Takes away those that wait for a block which the owner holds exclusively, and returns them for
   * {@link ChangeWait#wake}, the longest waiting first. The owner's changes are committed.
   */
  public @Nullable ChangeWait changed(LockOwner owner) {
    if (!awaited) {
      return null;
    }
    synchronized (this) {
      ChangeWait chosen = null;
      BlockTable held = owner.held;
      for (int at = 0; at < held.size; at++) {
        long word = held.words[at];
        if ((word & Stripe.EXCLUSIVE) != 0) {
          chosen = choose(word & BlockTable.BLOCK, chosen);
        }
      }
      return removeAll(chosen);
    }
  }

  /** Wakes everybody: the pool cannot be used any more. */
  public void wakeAll() {
    ChangeWait chosen = null;
    synchronized (this) {
      for (Entry head : heads) {
        for (Entry entry = head; entry != null; entry = entry.after) {
          chosen = choose(entry.wait, chosen);
        }
      }
      removeAll(chosen);
    }
    ChangeWait.wake(chosen);
  }

  /** Returns how many entries there are. */
  public int size() {
    synchronized (this) {
      return count;
    }
  }

  private @Nullable ChangeWait choose(long block, @Nullable ChangeWait chain) {
    ChangeWait chosen = chain;
    for (Entry entry = heads[slot(block)]; entry != null; entry = entry.after) {
      if (entry.block == block) {
        chosen = choose(entry.wait, chosen);
      }
    }
    return chosen;
  }

  private static @Nullable ChangeWait choose(ChangeWait wait, @Nullable ChangeWait chain) {
    if (wait.chosen) {
      return chain;
    }
    wait.chosen = true;
    wait.next = chain;
    return wait;
  }

  private @Nullable ChangeWait removeAll(@Nullable ChangeWait chosen) {
    for (ChangeWait wait = chosen; wait != null; wait = wait.next) {
      remove(wait);
    }
    return chosen;
  }

  private void add(Entry entry) {
    if (count == heads.length) {
      widen();
    }
    entry.wait.entries = entry;
    link(entry);
    count++;
  }

  private void link(Entry entry) {
    int slot = slot(entry.block);
    Entry after = heads[slot];
    entry.before = null;
    entry.after = after;
    if (after != null) {
      after.before = entry;
    }
    heads[slot] = entry;
  }

  private void remove(ChangeWait wait) {
    for (Entry entry = wait.entries; entry != null; entry = entry.sibling) {
      Entry after = entry.after;
      if (after != null) {
        after.before = entry.before;
      }
      if (entry.before != null) {
        entry.before.after = after;
      } else {
        heads[slot(entry.block)] = after;
      }
      count--;
    }
    wait.entries = null;
    if (count == 0) {
      awaited = false;
      if (heads.length > SMALL) {
        heads = new @Nullable Entry[SMALL];
      }
    }
  }

  private void widen() {
    @Nullable Entry[] old = heads;
    heads = new @Nullable Entry[2 * old.length];
    for (Entry head : old) {
      for (Entry entry = head; entry != null; ) {
        Entry after = entry.after;
        link(entry);
        entry = after;
      }
    }
  }

  private int slot(long block) {
    return (int) (block * BlockTable.MIX >>> 32) & heads.length - 1;
  }
}
