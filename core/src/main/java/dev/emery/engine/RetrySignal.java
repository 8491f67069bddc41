package dev.emery.engine;

import dev.emery.isolation.ChangeWait;

/**
 * Says that a body waits for a change of what it has read (E40): its attempt is rolled back, and
 * the body is run again after a commit that changed something of it. It has no stack trace, since
 * it is control flow.
 */
public final class RetrySignal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ChangeWait change = new ChangeWait();

  private RetrySignal() {
    super("transaction waits for a change of what it has read", null, false, false);
  }

  /**
   * Dooms the running attempt (E25), so that a body cannot swallow the signal, which is returned to
   * be thrown.
   *
   * @throws IllegalStateException if it has locked nothing, and so would wait for ever
   */
  public static RetrySignal doom(Transaction t) {
    if (t.lockCount() == 0) {
      throw new IllegalStateException(
          "retry of a body that has read nothing in the pool would wait for ever;"
              + " read inside the body what it waits for");
    }
    RetrySignal signal = new RetrySignal();
    t.doom(signal);
    return signal;
  }

  /** What the thread waits by after the rollback. */
  ChangeWait change() {
    return change;
  }
}
