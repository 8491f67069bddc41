package dev.emery.testsuite.conformance;

/** Where a collection is when it is tested. */
public enum Ground {
  /** In no pool yet. */
  PROTOTYPE,
  /** In the pool in which it was made; for a door to edit, in the transaction that made it. */
  FRESH,
  /** In a pool that was closed and opened since. */
  REOPENED,
  /** In a pool that crashed since, and was recovered from one of the states that may be left. */
  CRASHED,
  /** In a pool that is open for reading only. */
  READ_ONLY;

  /** Whether collections are made before the tests run that ask for them. */
  boolean prepares() {
    return this == REOPENED || this == CRASHED || this == READ_ONLY;
  }

  /** Whether what a test leaves is looked for in the pool when it was opened again. */
  boolean keeps() {
    return this != PROTOTYPE && this != READ_ONLY;
  }
}
