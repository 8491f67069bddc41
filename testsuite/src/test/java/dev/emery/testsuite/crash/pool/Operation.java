package dev.emery.testsuite.crash.pool;

import dev.emery.transaction.Journal;

/**
 * Something that can be done to a structure, whatever its content is.
 *
 * @param <P> the root record
 */
record Operation<P>(String name, Action<P> action) {

  /** What it does; the same each time for the same number. */
  @FunctionalInterface
  interface Action<P> {
    void run(P root, Journal<P> journal, int number);
  }
}
