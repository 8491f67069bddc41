package dev.emery.testsuite.pool;

import dev.emery.pool.Pool;
import java.util.List;

/**
 * A pool of a test, wherever its files are. It can be opened again; objects that were reached
 * through {@link #pool} before have to be looked up again then.
 *
 * @param <P> the root record
 */
public interface TestPool<P extends Record> extends AutoCloseable {

  /** The pool as it is open now. */
  Pool<P> pool();

  /**
   * Closes the pool, if it is open, and opens it again.
   *
   * @throws UnsupportedOperationException if it is in memory only
   */
  void reopen();

  /**
   * Makes everything durable, and opens the pool from one of the states that a power cut could
   * leave then.
   *
   * @throws UnsupportedOperationException if its medium records nothing
   */
  void crash();

  /** What the integrity check finds. */
  default List<String> problems() {
    return pool().check().problems();
  }

  /** Closes the pool, and removes its files. */
  @Override
  void close();
}
