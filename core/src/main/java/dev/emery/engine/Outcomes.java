package dev.emery.engine;

import java.util.concurrent.atomic.LongAdder;

/** How the transactions of a pool ended since it was opened; those of the system do not count. */
public final class Outcomes {
  private final LongAdder committed = new LongAdder();
  private final LongAdder rolledBack = new LongAdder();
  private final LongAdder rerun = new LongAdder();

  Outcomes() {}

  void count(boolean hasCommitted) {
    (hasCommitted ? committed : rolledBack).increment();
  }

  /** Begins to count anew. */
  public void forget() {
    committed.reset();
    rolledBack.reset();
    rerun.reset();
  }

  void countAgain() {
    rerun.increment();
  }

  /** How many committed. */
  public long committed() {
    return committed.sum();
  }

  /** How many were rolled back for good, each by an exception that went to the caller. */
  public long rolledBack() {
    return rolledBack.sum();
  }

  /** How often a body was run again, after a conflict or for want of space. */
  public long rerun() {
    return rerun.sum();
  }
}
