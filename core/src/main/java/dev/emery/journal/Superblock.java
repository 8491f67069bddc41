package dev.emery.journal;

/**
 * What a pool file says about itself: who it is, how long it is, whether it was closed, and up to
 * where it contains its journal. The file holds two copies, of which the one with the higher
 * generation counts.
 *
 * @param state whether the pool was closed
 * @param generation one more than that of the superblock before
 * @param epoch the journal that belongs to the file in state OPEN
 * @param fileSize length of the file; in state OPEN that of the last checkpoint
 * @param checkpoint everything before it is in the file
 */
record Superblock(
    PoolIdentity identity,
    State state,
    long generation,
    long epoch,
    long fileSize,
    JournalPoint checkpoint) {

  /*
   *   CLOSED --opened(first append)--> OPEN --checkpointed--> OPEN
   *     ^                               |
   *     +-----closed(close, recovery)---+
   */
  enum State {
    /** The file is complete; a journal beside it means nothing. */
    CLOSED,
    /** The file is complete only together with its journal. */
    OPEN,
    /** Reserved: a commit that several pools make together is undecided. */
    PREPARED
  }

  /** Returns the first superblock of a pool. */
  static Superblock created(PoolIdentity identity, long fileSize) {
    return new Superblock(identity, State.CLOSED, 1, 0, fileSize, JournalPoint.start(0));
  }

  /** Returns the superblock of a pool that begins a journal. */
  Superblock opened(long newEpoch) {
    JournalPoint start = JournalPoint.start(checkpoint.sequence());
    return new Superblock(identity, State.OPEN, generation + 1, newEpoch, fileSize, start);
  }

  /** Returns the superblock after a checkpoint. */
  Superblock checkpointed(JournalPoint point, long size) {
    return new Superblock(identity, State.OPEN, generation + 1, epoch, size, point);
  }

  /** Returns the superblock of a pool whose file contains all records up to one. */
  Superblock closed(long sequence, long size) {
    JournalPoint start = JournalPoint.start(sequence);
    return new Superblock(identity, State.CLOSED, generation + 1, epoch, size, start);
  }

  /**
   * Returns the first superblock of a copy of the file that contains all records up to this one.
   */
  Superblock copied(long sequence) {
    return new Superblock(identity, State.CLOSED, 1, 0, fileSize, JournalPoint.start(sequence));
  }

  /** Returns the superblock of a pool that keeps the checksums of its pages from now on. */
  Superblock withPageSums() {
    return new Superblock(
        identity.withPageSums(), state, generation + 1, epoch, fileSize, checkpoint);
  }

  /** Returns the same superblock for the other copy. */
  Superblock again() {
    return new Superblock(identity, state, generation + 1, epoch, fileSize, checkpoint);
  }
}
