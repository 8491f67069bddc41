package dev.emery.engine;

import dev.emery.journal.CommitLog;
import dev.emery.journal.RecordBody;
import dev.emery.journal.Section;
import java.util.concurrent.locks.ReentrantLock;

/** The journal of a pool without a file: it orders commits and keeps nothing. */
final class MemoryLog implements CommitLog {
  private final ReentrantLock order = new ReentrantLock();
  private volatile long last;

  @Override
  @SuppressWarnings("NonAtomicOperationOnVolatileField") // under the lock
  public long append(RecordBody body, int maxWords, Section section) {
    order.lock();
    try {
      long sequence = last + 1;
      section.place(sequence, (_, _) -> {});
      last = sequence;
      return sequence;
    } finally {
      order.unlock();
    }
  }

  @Override
  public void awaitDurable(long sequence) {}

  @Override
  public long lastSequence() {
    return last;
  }

  @Override
  public long durableSequence() {
    return last;
  }
}
