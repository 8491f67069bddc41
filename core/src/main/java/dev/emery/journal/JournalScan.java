package dev.emery.journal;

import dev.emery.CorruptPoolException;
import dev.emery.PoolException;
import dev.emery.RecoveryNeededException;
import dev.emery.medium.MediumFile;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * A look at all segments of a journal after a crash: where each lies, and whether records are
 * missing that were on stable storage once.
 */
final class JournalScan {
  private final MediumFile file;
  private final long epoch;
  private final int shift;
  private final Map<Long, Long> places = new HashMap<>();
  private long durable;

  private JournalScan(MediumFile file, long epoch, int shift) {
    this.file = file;
    this.epoch = epoch;
    this.shift = shift;
  }

  /**
   * Looks at the journal that belongs to a superblock.
   *
   * @throws RecoveryNeededException if the file is another pool's or another opening's journal (E9)
   * @throws CorruptPoolException if it is damaged beyond what a crash can do
   */
  static JournalScan of(MediumFile file, Superblock superblock) throws IOException {
    if (file.size() < JournalFormat.FILE_HEADER) {
      throw new CorruptPoolException(
          "cannot read journal: cut short, length=0x%x".formatted(file.size()));
    }
    byte[] b = new byte[JournalFormat.FILE_HEADER];
    file.read(0, b, 0, b.length);
    JournalFormat.FileHeader header = JournalFormat.fileHeader(b);
    PoolIdentity identity = superblock.identity();
    if (header.poolHigh() != identity.id().getMostSignificantBits()
        || header.poolLow() != identity.id().getLeastSignificantBits()
        || header.epoch() != superblock.epoch()) {
      throw new RecoveryNeededException(
          "cannot open pool: it was not closed, and the journal beside it is not the one it was"
              + " left"
              + " with, epoch=0x%x, journal epoch=0x%x, put pool and journal of one time together"
                  .formatted(superblock.epoch(), header.epoch()));
    }
    var scan = new JournalScan(file, superblock.epoch(), header.shift());
    scan.findSegments();
    scan.checkBegin(superblock.checkpoint());
    return scan;
  }

  private void findSegments() throws IOException {
    byte[] b = new byte[JournalFormat.SEGMENT_HEADER];
    long size = file.size();
    for (long i = 0; JournalFormat.segmentAt(i, shift) + b.length <= size; i++) {
      file.read(JournalFormat.segmentAt(i, shift), b, 0, b.length);
      if (JournalFormat.isSegmentHeader(b, epoch)) {
        long number = JournalFormat.segmentNumber(b);
        if (places.put(number, i) != null) {
          throw new CorruptPoolException(
              "cannot read journal: two segments have one number, number=" + number);
        }
        durable = Math.max(durable, JournalFormat.segmentDurable(b));
      }
    }
  }

  /** E9: a superblock counts only while the journal begins at its position. */
  private void checkBegin(JournalPoint checkpoint) {
    long number = checkpoint.position() >>> shift;
    boolean begun = (checkpoint.position() & (1L << shift) - 1) != 0;
    if (begun && !places.containsKey(number)) {
      throw new CorruptPoolException(
          "cannot open pool: its journal no longer begins at the last checkpoint that can be read,"
              + " position=0x%x, restore a backup".formatted(checkpoint.position()));
    }
  }

  /**
   * Makes durable what was read, also where an earlier sync of it has failed: every segment is
   * written with what it has.
   */
  void writeAnew() throws IOException {
    byte[] segment = new byte[1 << shift];
    long size = file.size();
    for (long index : places.values()) {
      long at = JournalFormat.segmentAt(index, shift);
      int length = (int) Math.min(segment.length, size - at);
      file.read(at, segment, 0, length);
      file.write(at, segment, 0, length);
    }
    file.sync();
  }

  /** Returns a reader that stands before the part at a point. */
  JournalReader reader(JournalPoint from) {
    return new JournalReader(file, epoch, shift, places, from);
  }

  /**
   * Returns if nothing behind the last complete record says that a later one was on stable storage:
   * only then may the rest count as torn by a crash (E6).
   *
   * @throws CorruptPoolException otherwise
   * @throws PoolException if the medium cannot be read
   */
  void checkEnd(JournalPoint end) throws IOException {
    byte[] segment = new byte[1 << shift];
    long size = file.size();
    long lost = durable;
    for (long i = 0; JournalFormat.segmentAt(i, shift) < size; i++) {
      long at = JournalFormat.segmentAt(i, shift);
      int length = (int) Math.min(segment.length, size - at);
      file.read(at, segment, 0, length);
      lost = Math.max(lost, durable(segment, length, end.sequence()));
    }
    if (lost > end.sequence()) {
      throw new CorruptPoolException(
          ("cannot open pool: its journal is damaged, record=%d, position=0x%x, but record=%d was"
                  + " on stable storage, restore a backup")
              .formatted(end.sequence() + 1, end.position(), lost));
    }
  }

  /** Returns the highest record that a later record in the segment calls durable. */
  private long durable(byte[] b, int length, long sequence) {
    long highest = 0;
    for (int p = JournalFormat.SEGMENT_HEADER; p <= length - RecordFormat.HEAD; p += 8) {
      // The cheap comparisons come first; a position counts by its place in the segment, since the
      // header that would tell the segment's number may be what is damaged.
      if (RecordFormat.epoch(b, p) == epoch
          && (RecordFormat.position(b, p) & (1L << shift) - 1) == p
          && RecordFormat.sequence(b, p) > sequence
          && RecordFormat.durable(b, p) > Math.max(sequence, highest)
          && RecordFormat.isHead(b, p, length)) {
        highest = RecordFormat.durable(b, p);
      }
    }
    return highest;
  }
}
