package dev.emery.journal;

/**
 * The order of all commits of one pool. A commit exists once its record has a place here, and later
 * records can never be durable without it. All methods may be called from any thread; none is ended
 * by an interrupt.
 */
public interface CommitLog {

  /**
   * Gives a record the next place. On return it is completely written, though perhaps only to the
   * page cache: it survives the death of the process.
   *
   * @param body the new bytes, {@linkplain RecordBody#seal sealed}; free for reuse on return
   * @param maxWords the most words that the section will set
   * @param section runs once, when nothing can fail any more
   * @return the record's sequence number, one more than that of the record before
   * @throws dev.emery.PoolFullException if there is no space for the record; nothing has happened,
   *     and the section has not run
   * @throws dev.emery.PoolBrokenException if the medium failed, now or before
   */
  long append(RecordBody body, int maxWords, Section section);

  /**
   * As {@link #append(RecordBody, int, Section)}, for a record that {@link #awaitDurable} follows
   * at once: it goes to the medium in the way that makes the sync cheapest.
   */
  default long appendForSync(RecordBody body, int maxWords, Section section) {
    return append(body, maxWords, section);
  }

  /**
   * Returns when a record and all before it are on stable storage.
   *
   * @throws dev.emery.PoolBrokenException if the medium failed: whether the record is durable is
   *     decided when the pool is opened anew
   */
  void awaitDurable(long sequence);

  /** Returns the number of the last record that is completely written. */
  long lastSequence();

  /** Returns a record number up to which all are on stable storage. */
  long durableSequence();
}
