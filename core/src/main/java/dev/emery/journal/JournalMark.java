package dev.emery.journal;

import java.io.IOException;
import java.util.Map;

/**
 * The end of a journal in use at one moment, and what is needed to read up to it while appends go
 * on.
 *
 * <p>A prepare record that is not resolved has to be read again, so the next reader begins before
 * the first of them, and meets once more what was handed on behind it. Writing it again changes
 * nothing: replay only overwrites (E2), and it comes to the same end.
 *
 * @param resume where the next reader has to begin (E30)
 * @param places the index of each segment by its number
 */
record JournalMark(
    JournalFile journal, JournalPoint resume, JournalPoint end, Map<Long, Long> places) {

  /** Hands all records from a point up to the end on. */
  void apply(JournalPoint from, ReplayTarget target) throws IOException {
    new JournalReader(journal.file(), journal.epoch(), journal.shift(), places, from)
        .applyUntil(end, target);
  }

  /**
   * Returns the number of the segment in which the next reader begins: those before it are done
   * with.
   */
  long segment() {
    return resume.position() >>> journal.shift();
  }
}
