package dev.emery.journal;

import java.util.concurrent.locks.ReentrantLock;

/** The commit order of a pool in memory: records get numbers and are forgotten. */
public final class VolatileLog implements CommitLog {
  private final ReentrantLock appending = new ReentrantLock();
  private final Health health;
  private volatile long last;

  /** Creates the log of a pool whose state others share. */
  public VolatileLog(Health health) {
    this.health = health;
  }

  @Override
  public long append(RecordBody body, int maxWords, Section section) {
    appending.lock();
    try {
      health.check();
      long sequence = last + 1;
      try {
        section.place(sequence, (at, value) -> {});
      } catch (Throwable t) {
        throw health.fail(t);
      }
      last = sequence;
      return sequence;
    } finally {
      appending.unlock();
    }
  }

  @Override
  public void awaitDurable(long sequence) {
    health.check();
  }

  @Override
  public long lastSequence() {
    return last;
  }

  @Override
  public long durableSequence() {
    return last;
  }
}
