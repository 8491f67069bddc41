package dev.emery.isolation;

import dev.emery.CorruptPoolException;
import dev.emery.TransactionConflictException;
import dev.emery.event.Events;
import dev.emery.event.LockWaitEvent;
import java.util.function.Consumer;

/**
 * The locks of one pool's objects, by the offset of their blocks. Shared at the first read,
 * exclusive at the first write, held to the end (E24): an owner takes locks one by one and gives
 * all back by {@link #releaseAll}.
 *
 * <p>Each method is called by the owner's thread. Those that lock return at once when the owner has
 * the lock already (for the object used last in about a nanosecond), otherwise they may wait, for
 * the owner's limit at most; waiting parks, is not interruptible and never holds a carrier thread.
 * They throw
 *
 * <ul>
 *   <li>{@link ConflictSignal} when the owner has to give way in a deadlock;
 *   <li>{@link TransactionConflictException} when the limit passed;
 *   <li>{@link IllegalStateException} when another owner of the same thread holds the lock;
 *   <li>{@link IllegalArgumentException} when the block is not a positive multiple of 8.
 * </ul>
 *
 * After the first two the owner is doomed, and every later call throws the same again (E25).
 *
 * <p>An owner's way through its attempts:
 *
 * {@snippet :
 * owner.begin(limitNanos);
 * for (;;) {
 *   try {
 *     table.lockContested(owner);
 *     runBody(); // lockShared before a first load, lockExclusive before a first store
 *     break;
 *   } catch (ConflictSignal e) {
 *     undo();
 *     table.releaseAll(owner);
 *     owner.restart();
 *   }
 * }
 * commit();
 * table.releaseAll(owner);
 * }
 *
 * <p>Other keys than blocks may be used if they cannot meet one, such as the offset of a word
 * inside a block's payload.
 */
public final class LockTable {
  /*
   * Bits of a word in an owner's list: what the owner has of the block. Each is set right after the
   * step that it stands for, with no call in between, so that after any failure, a stack overflow
   * included, releaseAll undoes what was done and nothing else. No bit: the owner was about to ask.
   *
   * What an owner stored happens-before the next owner's loads: both went through the latch of the
   * same stripe, or the waiter read the status that the releaser wrote under it.
   *
   * lockContested, measured with 64 threads that lock 5 of 24 objects in random order: 0.9
   * conflicts per transaction where running again at once has 14; 1,000 virtual threads with 200
   * objects: 1.2 against 35.
   *
   * 64 stripes would do for 8 threads that are inside one for 20 ns every 200 ns; 256 cost 60 KB.
   */
  private static final int SHARED = Stripe.SHARED;
  private static final int EXCLUSIVE = Stripe.EXCLUSIVE;
  private static final int WRITING = 4;
  private static final int STATE = 7;
  private static final int STRIPE_BITS = 8;

  private final Versions versions;
  private final String pool;
  private final Stripe[] stripes = new Stripe[1 << STRIPE_BITS];

  /**
   * Creates the locks of a pool. Exclusive ones are writers in these versions while held.
   *
   * @param pool the name of the pool, for events
   */
  public LockTable(Versions versions, String pool) {
    this.versions = versions;
    this.pool = pool;
    for (int at = 0; at < stripes.length; at++) {
      stripes[at] = new Stripe();
    }
  }

  /**
   * Locks an object for reading, or for writing if this work upgraded it in an earlier attempt.
   * Returns whether the owner had no lock on it before.
   */
  public boolean lockShared(LockOwner owner, long block) {
    return !isLast(owner, block) && takeShared(owner, block, true);
  }

  /** Locks an object for writing. Returns whether the owner had at most a shared lock before. */
  public boolean lockExclusive(LockOwner owner, long block) {
    return owner.last != (block | EXCLUSIVE | WRITING) && takeExclusive(owner, block, true);
  }

  /** As {@link #lockShared}, but never waits; returns whether the owner has the lock now. */
  public boolean tryLockShared(LockOwner owner, long block) {
    return isLast(owner, block)
        || takeShared(owner, block, false)
        || holds(owner, block) != Mode.NONE;
  }

  /** As {@link #lockExclusive}, but never waits; returns whether the owner has the lock now. */
  public boolean tryLockExclusive(LockOwner owner, long block) {
    return owner.last == (block | EXCLUSIVE | WRITING)
        || takeExclusive(owner, block, false)
        || holds(owner, block) == Mode.EXCLUSIVE;
  }

  /**
   * Takes the lock at which the owner's last attempt gave way, before the new attempt takes any
   * other, and returns whether it did. To be called after {@link LockOwner#restart}: the attempt
   * then begins when its turn at that lock has come, which is better than to wait for a random
   * time. Gives way without a conflict when that is a deadlock again.
   *
   * @throws TransactionConflictException if the owner's limit passed
   */
  public boolean lockContested(LockOwner owner) {
    long contested = owner.contested;
    owner.contested = 0;
    if (contested == 0) {
      return false;
    }
    long block = contested & BlockTable.BLOCK;
    try {
      return (contested & EXCLUSIVE) != 0 ? lockExclusive(owner, block) : lockShared(owner, block);
    } catch (ConflictSignal e) {
      releaseAll(owner);
      owner.restart();
      return false;
    }
  }

  /** Returns how the owner holds an object. Never throws, also when the owner is doomed. */
  public Mode holds(LockOwner owner, long block) {
    long word = owner.last;
    if (!isLast(owner, block)) {
      int at = owner.held.find(block);
      word = at < 0 ? 0 : owner.held.words[at];
    }
    return (word & EXCLUSIVE) != 0
        ? Mode.EXCLUSIVE
        : (word & SHARED) != 0 ? Mode.SHARED : Mode.NONE;
  }

  /** Says whether some owner holds an object exclusively at this moment. */
  public boolean isExclusive(long block) {
    return stripe(block).isExclusive(block);
  }

  /**
   * Gives all locks back, in linear time, after commit or abort has done its last store. Never
   * fails by itself and allocates nothing; after an Error from outside it may be called again.
   */
  public void releaseAll(LockOwner owner) {
    owner.last = 0;
    BlockTable held = owner.held;
    while (held.size > 0) {
      int at = held.size - 1;
      giveBack(owner, held, at);
      held.size = at;
    }
    held.clear();
  }

  /**
   * Gives one shared lock back: for momentary readers, which keep nothing to their end.
   *
   * @throws IllegalStateException if the owner does not hold it, or not shared
   */
  public void releaseShared(LockOwner owner, long block) {
    BlockTable held = owner.held;
    int at = held.find(block);
    if (at < 0 || (held.words[at] & STATE) != SHARED) {
      throw new IllegalStateException(
          "cannot release: not locked shared, block=0x" + Long.toHexString(block));
    }
    owner.last = 0;
    stripe(block).release(owner.number, block);
    held.remove(at);
  }

  /** Returns how many objects are locked. Exact only while nobody locks. */
  public int size() {
    int size = 0;
    for (Stripe stripe : stripes) {
      size += stripe.size();
    }
    return size;
  }

  /** Returns how many locks the memory kept is for. Falls back once nobody locks. */
  int capacity() {
    int capacity = 0;
    for (Stripe stripe : stripes) {
      capacity += stripe.capacity();
    }
    return capacity;
  }

  /** Reports what is not as it should be in the locks, at any time. */
  public void check(Consumer<String> problems) {
    for (Stripe stripe : stripes) {
      stripe.check(problems);
    }
  }

  private static boolean isLast(LockOwner owner, long block) {
    long word = owner.last;
    return (word & BlockTable.BLOCK) == block && word != 0;
  }

  private boolean takeShared(LockOwner owner, long block, boolean waiting) {
    owner.requireNotDoomed();
    BlockTable held = owner.held;
    int at = held.find(block);
    if (at >= 0 && (held.words[at] & STATE) != 0) {
      owner.last = held.words[at];
      return false;
    }
    if (owner.upgraded.size != 0 && owner.upgraded.find(block) >= 0) {
      return takeExclusive(owner, block, waiting);
    }
    at = at < 0 ? held.add(requireBlock(block)) : forgetFailure(owner, held, at);
    if (!obtain(owner, block, Stripe.SHARED, 0, waiting)) {
      held.removeLast();
      return false;
    }
    held.words[at] = block | SHARED;
    owner.last = block | SHARED;
    return true;
  }

  private boolean takeExclusive(LockOwner owner, long block, boolean waiting) {
    owner.requireNotDoomed();
    BlockTable held = owner.held;
    int at = held.find(block);
    int has = at < 0 ? 0 : (int) held.words[at] & STATE;
    if ((has & WRITING) != 0) {
      owner.last = held.words[at];
      return false;
    }
    if (has != 0) {
      rememberUpgrade(owner, block);
    } else {
      at = at < 0 ? held.add(requireBlock(block)) : forgetFailure(owner, held, at);
    }
    if (!obtain(owner, block, Stripe.EXCLUSIVE, has, waiting)) {
      if (has == 0) {
        held.removeLast();
      }
      return false;
    }
    held.words[at] = block | EXCLUSIVE;
    versions.beginWrite(block);
    held.words[at] = block | EXCLUSIVE | WRITING;
    owner.last = block | EXCLUSIVE | WRITING;
    return true;
  }

  private boolean obtain(LockOwner owner, long block, int mode, int has, boolean waiting) {
    Stripe stripe = stripe(block);
    boolean exclusive = mode == EXCLUSIVE;
    if (stripe.tryLock(owner.number, block, exclusive)) {
      return true;
    }
    if (!waiting) {
      return false;
    }
    if (!stripe.spin(owner.number, block, exclusive)) {
      await(owner, new LockWait(owner, stripe, block, exclusive, has != 0));
    }
    return true;
  }

  /** Starts over with a block that an Error left without a bit: the lock may have been granted. */
  private int forgetFailure(LockOwner owner, BlockTable held, int at) {
    long block = held.words[at];
    stripe(block).release(owner.number, block);
    held.remove(at);
    return held.add(block);
  }

  private void await(LockOwner owner, LockWait wait) {
    if (!wait.stripe.mustWait(wait)) {
      return;
    }
    LockWaitEvent event = Events.lockWait();
    int outcome = wait.await(owner.limitNanos());
    if (event != null) {
      event.over(pool, wait.block, wait.exclusive, Wait.nameOf(outcome));
    }
    if (outcome == Wait.GRANTED) {
      return;
    }
    if (outcome == Wait.DOOMED) {
      owner.contested = wait.block | (wait.exclusive ? EXCLUSIVE : SHARED);
      throw wait.doomOwners();
    }
    TransactionConflictException reason = timedOut(owner, wait);
    owner.doom(reason);
    throw reason;
  }

  private static TransactionConflictException timedOut(LockOwner owner, LockWait wait) {
    return new TransactionConflictException(
        ("cannot lock object in time: block=0x%x, mode=%s, limit=%d ms, holder=%s;"
                + " make transactions shorter or raise the lock limit")
            .formatted(
                wait.block,
                wait.exclusive ? "exclusive" : "shared",
                owner.limitNanos() / 1_000_000,
                wait.blockerName()));
  }

  private static void rememberUpgrade(LockOwner owner, long block) {
    if (owner.upgraded.find(block) < 0) {
      owner.upgraded.add(block);
    }
  }

  private void giveBack(LockOwner owner, BlockTable held, int at) {
    long word = held.words[at];
    long block = word & BlockTable.BLOCK;
    if ((word & WRITING) != 0) {
      versions.endWrite(block);
      held.words[at] = word & ~WRITING;
    }
    stripe(block).release(owner.number, block);
  }

  private Stripe stripe(long block) {
    return stripes[(int) (block * BlockTable.MIX >>> Long.SIZE - STRIPE_BITS)];
  }

  private static long requireBlock(long block) {
    if (block <= 0 || (block & STATE) != 0) {
      throw new CorruptPoolException(
          "reference to what can be no block, offset=0x%x".formatted(block));
    }
    return block;
  }
}
