package dev.emery.journal;

import java.io.IOException;
import java.util.Map;

/**
 * The end of a journal in use at one moment, and what is needed to read up to it while appends go
 * on.
 *
 * @param places the index of each segment by its number
 */
record JournalMark(JournalFile journal, JournalPoint end, Map<Long, Long> places) {

  /** Hands all records from a point up to the end on. */
  void apply(JournalPoint from, ReplayTarget target) throws IOException {
    new JournalReader(journal.file(), journal.epoch(), journal.shift(), places, from)
        .applyUntil(end, target);
  }

  /**
   * Returns the number of the segment in which the next record lies: those before it are done with.
   */
  long segment() {
    return end.position() >>> journal.shift();
  }
}
