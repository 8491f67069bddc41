package dev.emery.pool;

/**
 * Told by {@link Pool#collectCycles(CycleProgress)} how far it is, about every thousand objects.
 */
@FunctionalInterface
public interface CycleProgress {
  /**
   * Says how far it is. Called on the thread of the caller; what it throws ends the collection, and
   * the next one goes on.
   *
   * @param done while {@code total} is -1 the objects looked at, afterwards the objects taken apart
   * @param total the objects to take apart
   */
  void at(long done, long total);
}
