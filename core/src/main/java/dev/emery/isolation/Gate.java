package dev.emery.isolation;

import dev.emery.TransactionConflictException;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts the open scopes of a pool (transactions and read scopes; nested ones join and do not
 * enter) and closes for work that needs the pool to itself: swapping the mapping, growth,
 * collecting cycles, closing the pool (E22, E33).
 *
 * <pre>
 *         close                      last exit
 *  OPEN --------&gt; CLOSED, draining -----------&gt; CLOSED, empty: the closer works
 *   ^                | limit passed                 | reopen
 *   +----------------+------------------------------+
 * </pre>
 *
 * Who enters while it is closed waits, for the owner's limit at most; both kinds of waiting are
 * edges of the waits-for graph. Entering and leaving cost one atomic addition each.
 *
 * {@snippet :
 * if (gate.close(limitNanos)) {
 *   try {
 *     swapMapping(); // no transaction or read scope is open
 *   } finally {
 *     gate.reopen();
 *   }
 * }
 * }
 */
public final class Gate {
  /*
   * Entering adds one to a counter and then reads the state; closing writes the state and then
   * reads the counters. All four are volatile accesses, so in their total order one of the two sees
   * the other: who enters and finds the gate closed takes its addition back and waits, and the
   * closer waits for every counter to be 0 at some moment after the closing. An addition after that
   * moment finds the gate closed and opens nothing. Likewise the last to exit either sees the
   * closer and wakes it, or is seen by its check before it parks.
   *
   * The owners with open scopes are found, when somebody asks, by their mark in the list of all
   * owners of the JVM: noting them at the gate would cost a second atomic operation.
   */
  private static final int OPEN = 0;
  private static final int CLOSED = 1;
  private static final int REFUSING = 2;
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private final int number = NUMBERS.incrementAndGet();
  private final ScopeCount count = new ScopeCount();

  /** CLOSED and REFUSING, written under the monitor. */
  private volatile int state = OPEN;

  /** The thread that closes or has closed it, written under the monitor. */
  private volatile @Nullable Thread closer;

  private volatile @Nullable Supplier<? extends RuntimeException> refusal;

  /** Those who wait for reopening; guarded by the monitor. */
  private final ArrayDeque<Entering> waiting = new ArrayDeque<>();

  /** Creates an open gate. */
  public Gate() {}

  /**
   * Opens a scope of this owner, after waiting until the gate is open.
   *
   * @throws IllegalStateException if the owner has a scope open or the calling thread has closed
   *     this gate
   * @throws ConflictSignal if the thread has to give way in a deadlock
   * @throws TransactionConflictException if the owner's limit passed
   */
  public void enter(LockOwner owner) {
    if (owner.scope != 0) {
      throw new IllegalStateException("cannot open a scope: the owner has one already");
    }
    owner.scope = number;
    count.add(owner, 1);
    if (state != OPEN) {
      enterSlowly(owner);
    }
  }

  /** Tells gates of this JVM apart, and orders them for those who enter several. */
  public int number() {
    return number;
  }

  /** Closes the owner's scope. */
  public void exit(LockOwner owner) {
    if (owner.scope != number) {
      throw new IllegalStateException("cannot close a scope: the owner has none open");
    }
    leave(owner);
  }

  /**
   * Says whether any scope may be open. Racy, but never false in a thread that has one open itself.
   */
  public boolean anyOpen() {
    return count.seemsPositive();
  }

  /** A sighting of an object at a stamp of these versions that no writer is in. */
  public Sighting sighting(Versions versions, long block, long stamp) {
    return versions.sighting(block, stamp, count.counters());
  }

  /**
   * Closes the gate and waits until no scope is open. Waits for other closers to reopen first.
   * Returns false, with the gate open again, when the limit passed.
   *
   * @throws IllegalStateException if the calling thread has a scope open or has closed the gate
   * @throws TransactionConflictException if only closers of gates wait for each other
   */
  public boolean close(long limitNanos) {
    requireNoScope();
    long start = System.nanoTime();
    while (!becomeCloser()) {
      Entering wait = new Entering(null);
      int outcome = wait.mustWait() ? wait.await(limitNanos - since(start)) : Wait.GRANTED;
      requireNotDoomed(wait, outcome);
      if (outcome == Wait.TIMED_OUT) {
        return false;
      }
    }
    return drain(limitNanos - since(start));
  }

  /**
   * Opens the gate that the calling thread has closed.
   *
   * @throws IllegalStateException if it has not
   */
  public void reopen() {
    synchronized (this) {
      if (closer != Thread.currentThread()) {
        throw new IllegalStateException("cannot reopen: not closed by this thread");
      }
      state &= ~CLOSED;
      closer = null;
      letWaitersTry();
    }
  }

  /**
   * Refuses all new scopes from now on, for good, and those that wait to enter. Open ones stay.
   *
   * @param reason makes the exception that {@link #enter} throws
   */
  public void refuse(Supplier<? extends RuntimeException> reason) {
    synchronized (this) {
      refusal = reason;
      state |= REFUSING;
      letWaitersTry();
    }
  }

  /** Names the threads with open scopes, for messages. */
  public String openScopes() {
    StringBuilder names = new StringBuilder();
    Owners.forEach(owner -> {
      if (owner.scope == number) {
        names.append(names.isEmpty() ? "" : ",").append(owner.threadName());
      }
    });
    return names.toString();
  }

  private void leave(LockOwner owner) {
    owner.scope = 0;
    count.add(owner, -1);
    if (state != OPEN) {
      Thread waitingCloser = closer;
      if (waitingCloser != null) {
        LockSupport.unpark(waitingCloser);
      }
    }
  }

  private void enterSlowly(LockOwner owner) {
    long start = System.nanoTime();
    do {
      leave(owner);
      Supplier<? extends RuntimeException> reason = refusal;
      if (reason != null) {
        throw reason.get();
      }
      if (closer == Thread.currentThread()) {
        throw new IllegalStateException("cannot open a scope: this thread has closed the gate");
      }
      Entering wait = new Entering(owner);
      if (wait.mustWait()) {
        requireGranted(owner, wait, wait.await(owner.limitNanos() - since(start)));
      }
      owner.scope = number;
      count.add(owner, 1);
    } while (state != OPEN);
  }

  private static void requireGranted(LockOwner owner, Entering wait, int outcome) {
    if (outcome == Wait.DOOMED) {
      throw wait.doomOwners();
    }
    if (outcome == Wait.TIMED_OUT) {
      throw new TransactionConflictException(
          ("cannot open a scope in time: the pool is being rearranged, limit=%d ms, by=%s;"
                  + " try again later or raise the lock limit")
              .formatted(owner.limitNanos() / 1_000_000, wait.closerName));
    }
  }

  private static void requireNotDoomed(Wait wait, int outcome) {
    if (outcome == Wait.DOOMED) {
      throw new TransactionConflictException(
          "cannot close the gate: " + wait.doomOwners().getMessage());
    }
  }

  private boolean becomeCloser() {
    synchronized (this) {
      if (closer == Thread.currentThread()) {
        throw new IllegalStateException("cannot close the gate: this thread has closed it");
      }
      if (closer != null) {
        return false;
      }
      closer = Thread.currentThread();
      state |= CLOSED;
      return true;
    }
  }

  private boolean drain(long limitNanos) {
    if (count.isZero()) {
      return true;
    }
    Draining wait = new Draining();
    int outcome = Wait.TIMED_OUT;
    try {
      outcome = wait.await(limitNanos);
    } finally {
      if (outcome != Wait.GRANTED) {
        reopen();
      }
    }
    requireNotDoomed(wait, outcome);
    return outcome == Wait.GRANTED;
  }

  private void letWaitersTry() {
    for (Entering wait = waiting.poll(); wait != null; wait = waiting.poll()) {
      wait.status = Wait.GRANTED;
      LockSupport.unpark(wait.thread);
    }
  }

  private void requireNoScope() {
    if (!anyOpen()) {
      return; // never so in a thread that has one open: no owner need be asked
    }
    Thread current = Thread.currentThread();
    Owners.forEach(owner -> {
      if (owner.scope == number && owner.thread() == current) {
        throw new IllegalStateException(
            "cannot close the gate: this thread has a scope open, thread=" + owner.threadName());
      }
    });
  }

  private static long since(long start) {
    return System.nanoTime() - start;
  }

  /** Waiting for the gate to be reopened: by an owner, or by another closer. */
  private final class Entering extends Wait {
    /** Who had it closed when the time was over. */
    String closerName = "unknown";

    Entering(@Nullable LockOwner owner) {
      super(owner);
    }

    boolean mustWait() {
      synchronized (Gate.this) {
        boolean closed = closer != null && (owner == null || refusal == null);
        if (closed) {
          waiting.add(this);
        }
        return closed;
      }
    }

    @Override
    void blockers(WaitsFor.Search search) {
      synchronized (Gate.this) {
        if (status == WAITING && closer != null) {
          search.thread(closer, null);
        }
      }
    }

    @Override
    boolean cancel(int outcome) {
      synchronized (Gate.this) {
        if (status != WAITING) {
          return false;
        }
        waiting.remove(this);
        closerName = closer == null ? closerName : LockOwner.nameOf(closer);
        status = outcome;
      }
      LockSupport.unpark(thread);
      return true;
    }

    @Override
    String subject() {
      return "gate=" + number;
    }
  }

  /** Waiting of the closer for the last open scope. */
  private final class Draining extends Wait {
    Draining() {
      super(null);
    }

    @Override
    void look() {
      synchronized (Gate.this) {
        if (status == WAITING && count.isZero()) {
          status = GRANTED;
        }
      }
    }

    @Override
    void blockers(WaitsFor.Search search) {
      if (status == WAITING) {
        Owners.forEach(holder -> {
          if (holder.scope == number) {
            search.owner(holder);
          }
        });
      }
    }

    @Override
    boolean cancel(int outcome) {
      synchronized (Gate.this) {
        if (status != WAITING) {
          return false;
        }
        status = outcome;
      }
      LockSupport.unpark(thread);
      return true;
    }

    @Override
    String subject() {
      return "open scopes of gate=" + number;
    }
  }
}
