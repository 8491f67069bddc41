package dev.emery.isolation;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One thread's waiting for something that others have: a lock or a gate. It is made where the thing
 * is refused, used once, and is an edge bundle of {@link WaitsFor} while it is waiting.
 *
 * <pre>
 *            --granter--> GRANTED
 *  WAITING --+--WaitsFor--> DOOMED      (owner gives way)
 *            +--await--> TIMED_OUT
 * </pre>
 *
 * Each arrow is taken at most once, under the mutual exclusion of the thing waited for, and
 * together with the change of the thing itself (the lock is the waiter's, or its place in the queue
 * is gone).
 */
abstract class Wait {
  /*
   * No wake-up is lost. The waiter (1) enters itself into the queue while it finds the thing
   * refused, in one critical section, so a release either comes before and the thing is not
   * refused, or comes after and finds it; (2) parks only after it has read WAITING. Whoever changes
   * the status (3) writes it (volatile) and (4) unparks then. If (2) read WAITING, (4) comes after
   * that read and leaves a permit that ends the parking. Spurious returns, permits left over from
   * earlier waits and interrupts only lead to another read of the status.
   *
   * A thread that granted a wait and died of a stack overflow between (3) and (4) delays the
   * waiter until its limit; it then finds itself granted.
   */
  static final int WAITING = 0;
  static final int GRANTED = 1;
  static final int DOOMED = 2;
  static final int TIMED_OUT = 3;

  final Thread thread = Thread.currentThread();
  final @Nullable LockOwner owner;

  /** Written under the mutual exclusion of the thing waited for. */
  volatile int status;

  /** Why it was doomed; written before the status. */
  @Nullable ConflictSignal signal;

  /** The owner on whose account it was doomed: owner, or another one of the same thread. */
  @Nullable LockOwner victim;

  // Marks of the search that visited it last; guarded by the graph of WaitsFor.
  long search;
  @Nullable Wait parent;
  @Nullable LockOwner via;

  Wait(@Nullable LockOwner owner) {
    this.owner = owner;
  }

  /** Passes to the search everybody who must do something before this wait can be granted. */
  abstract void blockers(WaitsFor.Search search);

  /** Leaves the queue with this status. False when it was not waiting any more. */
  abstract boolean cancel(int outcome);

  /** Looks whether it can go on, where nobody grants but everybody just wakes the waiter. */
  void look() {}

  /** Names an outcome of {@link #await}, for events. */
  static String nameOf(int outcome) {
    return switch (outcome) {
      case GRANTED -> "granted";
      case DOOMED -> "conflict";
      default -> "timeout";
    };
  }

  /** Names what is waited for, for messages. */
  abstract String subject();

  /**
   * Waits until it is granted, doomed or out of time, and returns which. Not interruptible: an
   * interrupt is kept for later. Parks, so that it never holds a carrier thread (E38).
   *
   * @throws IllegalStateException if the thread waits for itself
   */
  final int await(long limitNanos) {
    long start = System.nanoTime();
    boolean interrupted = false;
    try {
      WaitsFor.begin(this);
      look();
      while (status == WAITING) {
        long left = limitNanos - (System.nanoTime() - start);
        if (left <= 0) {
          cancel(TIMED_OUT);
        } else {
          LockSupport.parkNanos(this, left);
          interrupted |= Thread.interrupted();
        }
        look();
      }
      return status;
    } finally {
      WaitsFor.end(this);
      if (status == WAITING) {
        cancel(TIMED_OUT);
      }
      if (interrupted) {
        thread.interrupt();
      }
    }
  }

  /** Dooms those who have to give way, and returns the reason. Called once it is doomed. */
  final ConflictSignal doomOwners() {
    ConflictSignal reason = signal;
    if (reason == null) {
      throw new IllegalStateException("not doomed");
    }
    if (owner != null) {
      owner.doom(reason);
    }
    if (victim != null) {
      victim.doom(reason);
    }
    return reason;
  }
}
