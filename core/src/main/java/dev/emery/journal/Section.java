package dev.emery.journal;

/**
 * What a commit does in the short section in which its record takes its place in the order of the
 * journal (E2, E5).
 */
@FunctionalInterface
public interface Section {

  /**
   * Changes the words that no object lock covers and reports their resulting values. Runs alone,
   * under the lock of the journal. It must neither fail nor allocate: anything thrown here breaks
   * the pool.
   *
   * @param sequence the number that the record gets
   * @param out takes as many words as were announced to {@link CommitLog#append}
   */
  void place(long sequence, Words out);
}
