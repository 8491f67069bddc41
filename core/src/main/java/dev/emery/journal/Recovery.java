package dev.emery.journal;

import dev.emery.CorruptPoolException;
import dev.emery.PoolFullException;
import dev.emery.RecoveryNeededException;
import dev.emery.medium.Access;
import dev.emery.medium.Medium;
import dev.emery.medium.MediumFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What is done for a pool that was not closed: the records since the last checkpoint are written
 * into its file. Everything is checked before the first byte is written, and writing only
 * overwrites, so recovery may itself be cut off anywhere and begins again (E2).
 */
final class Recovery {
  private final MediumFile pool;
  private final Superblock superblock;
  private final long batchBytes;
  private final long maximumBytes;

  Recovery(MediumFile pool, Superblock superblock, long batchBytes, long maximumBytes) {
    this.pool = pool;
    this.superblock = superblock;
    this.batchBytes = batchBytes;
    this.maximumBytes = maximumBytes;
  }

  /**
   * Replays the journal into the pool file and returns the number of the last record. The file is
   * durable then, but its superblock is still the old one.
   *
   * @param doubts decides about prepare records that are not resolved
   * @throws RecoveryNeededException if the journal that belongs to the file is not there
   * @throws CorruptPoolException if the journal is damaged
   * @throws PoolFullException if the file would have to become longer than it may; nothing was
   *     written
   * @throws dev.emery.UndecidedPoolException if a prepare record cannot be decided; nothing was
   *     written
   */
  long run(Medium medium, Path journal, Doubts doubts) throws IOException {
    if (!medium.exists(journal)) {
      throw new RecoveryNeededException(
          ("cannot open pool: it was not closed and its journal is missing, journal=%s, put it"
                  + " back, or use a copy that was made of a closed pool")
              .formatted(journal));
    }
    try (MediumFile file = medium.open(journal, Access.READ)) {
      JournalScan scan = JournalScan.of(file, superblock);
      var extent = new Extent(superblock);
      JournalReader reader = scan.reader(superblock.checkpoint());
      JournalPoint end = findEnd(reader, superblock.checkpoint(), extent);
      scan.checkEnd(end);
      List<Prepared> counting = new ArrayList<>();
      for (Prepared prepared : reader.undecided().values()) {
        if (doubts.count(prepared)) {
          reader.applyPrepared(prepared, extent);
          prepared.announceChanges(extent);
          counting.add(prepared);
        }
      }
      requireAllowed(extent.end());
      // A crash between growing and using the file: what is beyond the superblock's length is not
      // known to be zero.
      pool.truncate(superblock.fileSize());
      pool.extend(extent.end()); // E14
      PageSums sums = PageSums.ofRecovery(pool, superblock.identity());
      var batch = new PageBatch(pool, batchBytes, sums);
      scan.reader(superblock.checkpoint()).applyUntil(end, batch);
      batch.flush();
      for (Prepared prepared : counting) {
        reader.applyPrepared(prepared, batch);
        batch.flush();
        prepared.applyChanges(pool, batch);
      }
      if (sums != null) {
        sums.flush(pool.size());
      }
      pool.sync();
      return end.sequence();
    }
  }

  /** A journal that nobody wrote must not fill the disk. */
  private void requireAllowed(long end) {
    if (end > Math.max(maximumBytes, superblock.fileSize())) {
      throw new PoolFullException(
          ("cannot open pool: its journal makes it longer than the maximum size, needed=%d,"
                  + " maximum=%d, open it with a larger maximum size; where it never was that long"
                  + " its journal is forged: abandonJournal opens a copy without it")
              .formatted(end, maximumBytes));
    }
  }

  /** Returns the point behind the last complete record. */
  static JournalPoint findEnd(JournalReader reader, JournalPoint start, Extent extent)
      throws IOException {
    JournalPoint end = start;
    while (reader.next()) {
      reader.apply(extent);
      if (reader.isLast()) {
        end = reader.point();
      }
    }
    return end;
  }
}
