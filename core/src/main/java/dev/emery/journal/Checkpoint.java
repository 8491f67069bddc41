package dev.emery.journal;

import java.io.IOException;

/**
 * The way of committed records from the journal into the pool file. The bytes come from the journal
 * and never from memory, which may hold bytes of open transactions. One at a time per pool; commits
 * go on meanwhile.
 */
final class Checkpoint {
  /*
   * begin --copy--> copied --checkpointed, closed--> done
   *
   * begin   everything up to the end point is durable in the journal (E1)
   * copy    writes whole pages, and makes the pool file durable
   * checkpointed, closed
   *         read the epoch again (E10), write the older superblock, make it durable; `closed`
   *         then does the same with the other one
   * done    the journal before the point to resume at may be recycled, or deleted
   *
   * A crash at any place leaves the old superblock with everything it needs in the journal, or the
   * new.
   */
  private final PoolFile pool;
  private final JournalMark mark;
  private long size;

  /** Begins a checkpoint up to a mark, up to which the journal is durable. */
  Checkpoint(PoolFile pool, JournalMark mark) {
    this.pool = pool;
    this.mark = mark;
  }

  /** Writes the records since the last checkpoint into the pool file. */
  void copy(long batchBytes) throws IOException {
    Superblock superblock = pool.superblock();
    PageSums sums = PageSums.ofCheckpoint(pool.file(), superblock.identity());
    var batch = new PageBatch(pool.file(), batchBytes, sums);
    var extent = new Extent(superblock, batch);
    mark.apply(superblock.checkpoint(), extent);
    batch.flush();
    // Not the length of the file: it may just be growing, and shrink again when the disk is full.
    size = extent.end();
    if (sums != null) {
      sums.flush(size);
    }
    pool.file().sync();
  }

  /** Makes the mark the last checkpoint: an opening reads the journal from where it says. */
  void checkpointed() throws IOException {
    pool.change(s -> s.checkpointed(mark.resume(), size));
  }

  /** Makes the pool file complete without its journal. */
  void closed() throws IOException {
    pool.changeBoth(s -> s.closed(mark.end().sequence(), size));
  }
}
