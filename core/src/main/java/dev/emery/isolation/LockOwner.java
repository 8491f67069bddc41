package dev.emery.isolation;

import org.jspecify.annotations.Nullable;

/**
 * Somebody who holds locks: a transaction, a read scope, or a momentary reader. It belongs to one
 * thread at a time, and only that thread calls its methods and passes it to those of {@link
 * LockTable} and {@link Gate}.
 *
 * <p>Owners are meant to be kept and used again: {@link #begin} starts afresh, {@link #restart}
 * starts another attempt of the same work. An owner uses one lock table and one gate at a time; a
 * thread may have several owners.
 *
 * <pre>
 *  idle --begin--> running --releaseAll--> idle
 *                  running --a wait fails--> doomed --releaseAll, begin or restart--> running
 * </pre>
 */
public class LockOwner {
  /** Number among the owners of this JVM. */
  final int number;

  /** What it holds or is about to hold, with the bits of LockTable. */
  final BlockTable held = new BlockTable();

  /** Blocks that this work upgraded from shared to exclusive in any of its attempts (E24). */
  final BlockTable upgraded = new BlockTable();

  /** The word of the block locked or looked up last, or 0. Always 0 when doomed. */
  long last;

  /** The block of the lock at which the last attempt gave way, with its mode, or 0. */
  long contested;

  /** Number of the gate whose scope it has open, or 0. Read by others in a deadlock search. */
  int scope;

  private long age;
  private long limitNanos;
  private @Nullable Thread thread;
  private @Nullable RuntimeException doom;

  /** Creates an owner that has not begun. Costs a registration, so keep it. */
  @SuppressWarnings("this-escape") // last, and what others read of it by then are defaults
  public LockOwner() {
    number = Owners.add(this);
  }

  /**
   * Begins new work of the calling thread, younger than all that others waited for so far.
   *
   * @param limitNanos how long each of its waits may take
   * @throws IllegalStateException if it still holds locks
   */
  public final void begin(long limitNanos) {
    restart();
    if (upgraded.size != 0) {
      upgraded.clear();
    }
    contested = 0;
    age = WaitsFor.time();
    this.limitNanos = limitNanos;
  }

  /**
   * Begins another attempt of the same work: it keeps its age and takes exclusively at first touch
   * what its earlier attempts upgraded (E24). Then {@link LockTable#lockContested} should follow.
   *
   * @throws IllegalStateException if it still holds locks
   */
  public final void restart() {
    if (held.size != 0) {
      throw new IllegalStateException("cannot begin: locks are held, count=" + held.size);
    }
    Thread current = Thread.currentThread();
    if (thread != current) {
      thread = current;
    }
    if (doom != null) {
      doom = null;
    }
  }

  /** Dooms the attempt: each later lock call throws this very exception (E25). */
  public final void doom(RuntimeException reason) {
    last = 0;
    if (doom == null) {
      doom = reason;
    }
  }

  /** Says whether the attempt is doomed. */
  public final boolean isDoomed() {
    return doom != null;
  }

  /** Throws what it was doomed with, if it was (E25). */
  public final void requireNotDoomed() {
    if (doom != null) {
      throw doom;
    }
  }

  /** Returns what the attempt is doomed with, or null. */
  public final @Nullable RuntimeException doomedBy() {
    return doom;
  }

  /**
   * Returns when this work began, in units that rise with every wait in this JVM. Of two owners the
   * one with the greater age is the younger; {@link #isYoungerThan} breaks ties.
   */
  public final long age() {
    return age;
  }

  /** Says whether this gives way to the other in a deadlock. A total order at any one time. */
  public final boolean isYoungerThan(LockOwner other) {
    return age != other.age ? age > other.age : number > other.number;
  }

  /** Returns how many objects it holds. */
  public final int lockCount() {
    return held.size;
  }

  /** Returns how long each of its waits may take, in nanoseconds. */
  public final long limitNanos() {
    return limitNanos;
  }

  /** Returns the thread that began last, or null. */
  public final @Nullable Thread thread() {
    return thread;
  }

  /** Returns the name of its thread for messages. */
  final String threadName() {
    Thread current = thread;
    return current == null ? "none" : nameOf(current);
  }

  static String nameOf(Thread thread) {
    String name = thread.getName();
    return name.isEmpty() ? "#" + thread.threadId() : name;
  }
}
