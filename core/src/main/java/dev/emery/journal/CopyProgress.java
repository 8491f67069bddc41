package dev.emery.journal;

/** Told how far the copy of a file is. */
@FunctionalInterface
public interface CopyProgress {
  /** Says how many bytes of how many are copied; what it throws ends the copy. */
  void at(long done, long total);
}
