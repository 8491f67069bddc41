package dev.emery.journal;

/**
 * The words of a record that no object lock covers, filled in while the record takes its place
 * (E2).
 */
public interface Words {

  /**
   * Adds a word with its resulting value.
   *
   * @param at the word's offset in the pool, a multiple of 8
   */
  void set(long at, long value);
}
