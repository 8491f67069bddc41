package dev.emery.pool;

/** Told how far something is that takes long. */
@FunctionalInterface
public interface Progress {
  /**
   * Says how far it is. Called on the thread of the caller; what it throws ends the work, as far as
   * it has come.
   *
   * @param done bytes copied by {@link Pool#backup(java.nio.file.Path, Progress)}; blocks seen by
   *     {@link Pool#check(Progress)}; objects by {@link Pool#collectCycles(Progress)}: those looked
   *     at while {@code total} is -1, afterwards those taken apart
   * @param total how many there are in all, -1 while it is not known
   */
  void at(long done, long total);
}
