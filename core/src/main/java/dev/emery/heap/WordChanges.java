package dev.emery.heap;

/**
 * Takes the changes that a commit makes to words that no object lock covers. They are gathered
 * while the record is put together and applied in the section in which it takes its place (E2).
 */
@FunctionalInterface
public interface WordChanges {
  /**
   * Adds a change: {@code new = old & ~mask | bits}. Two changes of one word have masks without a
   * common bit, or the later one counts.
   *
   * @param wordOffset the word's offset in the pool, a multiple of 8
   * @param bits the new bits, none outside the mask
   */
  void change(long wordOffset, long mask, long bits);
}
