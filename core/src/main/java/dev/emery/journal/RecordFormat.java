package dev.emery.journal;

/**
 * One part of a record in the journal. Numbers are little-endian, everything lies at multiples of
 * 8.
 *
 * <pre>
 *  0  int   checksum of the head: CRC32C of the bytes from 4 to the end of the words
 *  4  int   length of the part: head, words and body
 *  8  long  epoch of the journal
 * 16  long  position of this part in the journal
 * 24  long  sequence number of the record
 * 32  long  durable: records up to this one were on stable storage when this one got its place
 * 40  int   predecessor: the checksum of the head of the part before
 * 44  int   CRC32C of the body
 * 48  int   number of words
 * 52  int   part: bits 0..27 number of the part in its record from 0, bits 28..30 kind, bit 31 last
 * 56        words: pairs of long offset in the pool, long value
 *           body: entries, see {@link EntryFormat}
 * </pre>
 *
 * <p>Kinds: 0 is a commit. 1 prepares a commit that several pools make together: it changes nothing
 * before it is resolved. 2 resolves an earlier prepare record, whose body counts from here on,
 * followed by its own words; 3 resolves one that is discarded. Bodies come first and words last,
 * also where a record has several parts.
 */
final class RecordFormat {
  static final int HEAD = 56;
  static final int WORD_PAIR = 16;
  static final int MAX_PARTS = 1 << 28;

  static final int COMMIT = 0;
  static final int PREPARE = 1;
  static final int APPLY = 2;
  static final int DISCARD = 3;

  private static final int LENGTH = 4;
  private static final int EPOCH = 8;
  private static final int POSITION = 16;
  private static final int SEQUENCE = 24;
  private static final int DURABLE = 32;
  private static final int PREDECESSOR = 40;
  private static final int BODY_CRC = 44;
  private static final int WORDS = 48;
  private static final int PART = 52;
  private static final int LAST = 1 << 31;

  private RecordFormat() {}

  /** Sets all fields but the checksum. */
  static void set(
      byte[] b,
      int length,
      long epoch,
      long position,
      long sequence,
      long durable,
      int predecessor) {
    LittleEndian.setInt(b, LENGTH, length);
    LittleEndian.setLong(b, EPOCH, epoch);
    LittleEndian.setLong(b, POSITION, position);
    LittleEndian.setLong(b, SEQUENCE, sequence);
    LittleEndian.setLong(b, DURABLE, durable);
    LittleEndian.setInt(b, PREDECESSOR, predecessor);
  }

  static void setContents(byte[] b, int bodyCrc, int words, int kind, int part, boolean last) {
    LittleEndian.setInt(b, BODY_CRC, bodyCrc);
    LittleEndian.setInt(b, WORDS, words);
    LittleEndian.setInt(b, PART, kind << 28 | (last ? part | LAST : part));
  }

  static void setChecksum(byte[] b, int crc) {
    LittleEndian.setInt(b, 0, crc);
  }

  static int checksum(byte[] b, int at) {
    return LittleEndian.getInt(b, at);
  }

  static int length(byte[] b, int at) {
    return LittleEndian.getInt(b, at + LENGTH);
  }

  static long epoch(byte[] b, int at) {
    return LittleEndian.getLong(b, at + EPOCH);
  }

  static long position(byte[] b, int at) {
    return LittleEndian.getLong(b, at + POSITION);
  }

  static long sequence(byte[] b, int at) {
    return LittleEndian.getLong(b, at + SEQUENCE);
  }

  static long durable(byte[] b, int at) {
    return LittleEndian.getLong(b, at + DURABLE);
  }

  static int predecessor(byte[] b, int at) {
    return LittleEndian.getInt(b, at + PREDECESSOR);
  }

  static int bodyCrc(byte[] b, int at) {
    return LittleEndian.getInt(b, at + BODY_CRC);
  }

  static int words(byte[] b, int at) {
    return LittleEndian.getInt(b, at + WORDS);
  }

  static int part(byte[] b, int at) {
    return LittleEndian.getInt(b, at + PART) & MAX_PARTS - 1;
  }

  static int kind(byte[] b, int at) {
    return LittleEndian.getInt(b, at + PART) >>> 28 & 7;
  }

  static boolean isLast(byte[] b, int at) {
    return LittleEndian.getInt(b, at + PART) < 0;
  }

  /**
   * Whether the head of a part lies at an index: its lengths fit in front of {@code end} and its
   * checksum is right. Reads nothing at or beyond {@code end}.
   */
  static boolean isHead(byte[] b, int at, int end) {
    if (end - at < HEAD) {
      return false;
    }
    int length = length(b, at);
    int words = words(b, at);
    return length >= HEAD
        && length <= end - at
        && (length & 7) == 0
        && words >= 0
        && words <= (length - HEAD) / WORD_PAIR
        && LittleEndian.crc(b, at + 4, HEAD - 4 + words * WORD_PAIR) == checksum(b, at);
  }

  /**
   * Whether the body of the part whose head is at an index has the checksum that the head names.
   */
  static boolean isBody(byte[] b, int at) {
    int body = HEAD + words(b, at) * WORD_PAIR;
    return LittleEndian.crc(b, at + body, length(b, at) - body) == bodyCrc(b, at);
  }
}
