package dev.emery.journal;

import dev.emery.CorruptPoolException;
import dev.emery.PoolException;

/**
 * The journal file: a page that says whose journal it is, then segments of one length.
 *
 * <pre>
 * [0, 4K)                     file header: written once, before the journal is used
 *    0  long  magic "EMERYJNL"
 *    8  int   format version
 *   12  int   CRC32C of the bytes 0..64 without these four
 *   16  long, long  id of the pool
 *   32  long  epoch
 *   40  int   logarithm of the length of a segment
 * [4K + i * length, + length) segment i
 *    0  long  magic "EMERYSEG"
 *    8  int   CRC32C of the bytes 0..64 without these four
 *   16  long  epoch
 *   24  long  number of the segment
 *   32  long  durable: all records up to this one were on stable storage when this was written
 *   64        record parts, see {@link RecordFormat}; what follows the last is to be skipped
 * </pre>
 *
 * <p>Segments are numbered in the order of their use, from 0 in each journal. A position in the
 * journal is {@code number * length + offset in the segment}; it only rises. When everything in a
 * segment has reached the pool file the segment may get the next free number, so numbers are in no
 * order on the medium. A part lies within one segment.
 *
 * <p>A part at position P is valid if and only if (1) the file header is valid, belongs to the pool
 * and has the epoch of its superblock, (2) the header of the segment that holds P is valid, with
 * this epoch and the number that P demands, (3) the length and the number of words of the part stay
 * within the segment, (4) the checksum of its head is right, (5) its epoch is this epoch and its
 * position is P, (6) its predecessor is the checksum of the part before, (7) its sequence number
 * continues that of the part before: the same and the next part number after a part that is not the
 * last of its record, one more and part 0 after one that is, (8) the checksum of its body is right.
 * The first part after a checkpoint continues what the superblock says about the part before it. A
 * record is valid if and only if all its parts are, up to one marked as the last.
 */
final class JournalFormat {
  static final int VERSION = 1;
  static final int FILE_HEADER = 4096;
  static final int SEGMENT_HEADER = 64;
  static final int MIN_SHIFT = 14;
  static final int MAX_SHIFT = 26;

  private static final long FILE_MAGIC = magic("EMERYJNL");
  private static final long SEGMENT_MAGIC = magic("EMERYSEG");
  private static final int HEADER = 64;
  private static final int FILE_VERSION = 8;
  private static final int FILE_CRC = 12;
  private static final int FILE_POOL = 16;
  private static final int FILE_EPOCH = 32;
  private static final int FILE_SHIFT = 40;
  private static final int SEGMENT_CRC = 8;
  private static final int SEGMENT_EPOCH = 16;
  private static final int SEGMENT_NUMBER = 24;
  private static final int SEGMENT_DURABLE = 32;

  private JournalFormat() {}

  static long magic(String text) {
    long magic = 0;
    for (int i = 7; i >= 0; i--) {
      magic = magic << 8 | text.charAt(i);
    }
    return magic;
  }

  /** Whose journal a file is. */
  record FileHeader(long poolHigh, long poolLow, long epoch, int shift) {}

  static byte[] fileHeader(FileHeader header) {
    byte[] b = new byte[FILE_HEADER];
    LittleEndian.setLong(b, 0, FILE_MAGIC);
    LittleEndian.setInt(b, FILE_VERSION, VERSION);
    LittleEndian.setLong(b, FILE_POOL, header.poolHigh());
    LittleEndian.setLong(b, FILE_POOL + 8, header.poolLow());
    LittleEndian.setLong(b, FILE_EPOCH, header.epoch());
    LittleEndian.setInt(b, FILE_SHIFT, header.shift());
    LittleEndian.setInt(b, FILE_CRC, LittleEndian.crcWithout(b, 0, HEADER, FILE_CRC));
    return b;
  }

  /** Reads the header of a journal file from its first bytes. */
  static FileHeader fileHeader(byte[] b) {
    if (LittleEndian.getLong(b, 0) != FILE_MAGIC
        || LittleEndian.crcWithout(b, 0, HEADER, FILE_CRC) != LittleEndian.getInt(b, FILE_CRC)) {
      throw new CorruptPoolException("cannot read journal: its header is damaged");
    }
    int version = LittleEndian.getInt(b, FILE_VERSION);
    if (version != VERSION) {
      throw new PoolException(
          "cannot read journal: written by a newer version, format=%d, known=%d, open it there"
              .formatted(version, VERSION));
    }
    int shift = LittleEndian.getInt(b, FILE_SHIFT);
    if (shift < MIN_SHIFT || shift > MAX_SHIFT) {
      throw new CorruptPoolException(
          "cannot read journal: absurd segment length, shift=%d".formatted(shift));
    }
    return new FileHeader(
        LittleEndian.getLong(b, FILE_POOL),
        LittleEndian.getLong(b, FILE_POOL + 8),
        LittleEndian.getLong(b, FILE_EPOCH),
        shift);
  }

  static void setSegmentHeader(byte[] b, long epoch, long number, long durable) {
    LittleEndian.setLong(b, 0, SEGMENT_MAGIC);
    LittleEndian.setLong(b, SEGMENT_EPOCH, epoch);
    LittleEndian.setLong(b, SEGMENT_NUMBER, number);
    LittleEndian.setLong(b, SEGMENT_DURABLE, durable);
    LittleEndian.setInt(b, SEGMENT_CRC, LittleEndian.crcWithout(b, 0, HEADER, SEGMENT_CRC));
  }

  /** Whether the first bytes of a segment are a valid header of an epoch. */
  static boolean isSegmentHeader(byte[] b, long epoch) {
    return LittleEndian.getLong(b, 0) == SEGMENT_MAGIC
        && LittleEndian.crcWithout(b, 0, HEADER, SEGMENT_CRC) == LittleEndian.getInt(b, SEGMENT_CRC)
        && LittleEndian.getLong(b, SEGMENT_EPOCH) == epoch
        && LittleEndian.getLong(b, SEGMENT_NUMBER) >= 0;
  }

  static long segmentNumber(byte[] b) {
    return LittleEndian.getLong(b, SEGMENT_NUMBER);
  }

  static long segmentDurable(byte[] b) {
    return LittleEndian.getLong(b, SEGMENT_DURABLE);
  }

  /** Returns the offset in the file of a segment, by its place in the file. */
  static long segmentAt(long index, int shift) {
    return FILE_HEADER + (index << shift);
  }

  /**
   * Returns where in its segment the next part after a position lies, if it lies in that segment.
   */
  static int offset(long position, int shift) {
    return Math.max((int) (position & (1L << shift) - 1), SEGMENT_HEADER);
  }

  /** Returns the most bytes of a part; a part leaves at most as much of a segment unused. */
  static int maxPart(int shift) {
    return 1 << shift - 2;
  }
}
