package dev.emery.journal;

/**
 * A point between two records of a journal, with what the next record must continue.
 *
 * @param position where the next part lies, or would lie if it fits
 * @param sequence the number of the last record before
 * @param predecessor the checksum of the last part before
 */
record JournalPoint(long position, long sequence, int predecessor) {

  /** Returns where a new journal starts that continues after a record. */
  static JournalPoint start(long sequence) {
    return new JournalPoint(0, sequence, 0);
  }
}
