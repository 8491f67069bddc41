package dev.emery.journal;

import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Group commit: one sync makes the records of everyone durable who waits at its start (E3, E38).
 * The sync runs on the thread of one of them, its leader; nobody waits for a time.
 */
final class GroupSync {
  /*
   * idle ──await: lead──▶ syncing ──▶ idle
   *
   * Whoever waits for a record that the running sync covers stands at `covered`, the others at
   * `next`. The end of a sync wakes one of `next`, who leads the next sync, and everyone at
   * `covered`. A leader covers all records written when it starts, so that all of `next` become
   * `covered`: the two conditions change places. The new leader is woken first, since the medium is
   * idle until it runs.
   */
  private final ReentrantLock lock = new ReentrantLock();
  private final Health health;
  private final LongSupplier written;
  private final Medium medium;
  private Condition covered = lock.newCondition();
  private Condition next = lock.newCondition();
  private boolean syncing;
  private long target;
  private volatile long durable;

  /** What is synced. */
  interface Medium {
    void sync() throws IOException;
  }

  /**
   * Creates the group commit of a journal.
   *
   * @param written tells up to which record all are completely written
   * @param durable the last record that is durable already
   */
  GroupSync(Health health, LongSupplier written, Medium medium, long durable) {
    this.health = health;
    this.written = written;
    this.medium = medium;
    this.durable = durable;
  }

  long durable() {
    return durable;
  }

  void await(long sequence) {
    if (durable >= sequence) {
      return;
    }
    lock.lock();
    try {
      while (durable < sequence) {
        health.check();
        if (!syncing) {
          lead();
        } else if (sequence <= target) {
          covered.awaitUninterruptibly();
        } else {
          next.awaitUninterruptibly();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private void lead() {
    Condition mine = next;
    next = covered;
    covered = mine;
    syncing = true;
    target = written.getAsLong();
    boolean done = false;
    lock.unlock();
    try {
      medium.sync();
      done = true;
    } catch (IOException | RuntimeException | Error e) {
      throw health.fail(e);
    } finally {
      lock.lock();
      syncing = false;
      if (done) {
        durable = target;
        next.signal();
      } else {
        next.signalAll();
      }
      covered.signalAll();
    }
  }
}
