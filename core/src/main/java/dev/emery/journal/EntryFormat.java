package dev.emery.journal;

import dev.emery.CorruptPoolException;
import java.io.IOException;

/**
 * The entries of a record's body: which bytes of the pool get which values.
 *
 * <pre>
 * header word   bits 0..39   offset in the pool / 8
 *               bits 40..61  number of words, at least 1
 *               bits 62..63  0 data: the words follow; 1 fill: the words are zero
 * data words    only after a data header
 * </pre>
 *
 * Entries lie next to each other at multiples of 8 and are applied in their order.
 */
final class EntryFormat {
  static final int WORD = 8;

  /** The offsets that a header can express end here: 8 TiB. */
  static final long LIMIT = 1L << 43;

  /** The longest fill. */
  static final int MAX_FILL = (1 << 22) - 1;

  /**
   * The longest data entry that is written; shorter than the header allows, so that a body can be
   * cut between entries into parts of any size that a journal uses.
   */
  static final int MAX_DATA = 256;

  private static final int DATA = 0;
  private static final int FILL = 1;
  private static final int NOTE = 2;

  /** Ticket and id of the coordinator, four words. */
  static final int NOTE_PREPARE = 1;

  /** Where the coordinator is: a piece of two texts, each ended by a zero byte. */
  static final int NOTE_TEXT = 2;

  /** A word whose bits under a mask change: offset, mask, bits. */
  static final int NOTE_CHANGE = 3;

  /** A word that becomes at least a value: offset, value. */
  static final int NOTE_AT_LEAST = 4;

  /** The ticket of an earlier prepare record, two words. */
  static final int NOTE_RESOLVE = 5;

  private EntryFormat() {}

  static long data(long at, int words) {
    return (long) DATA << 62 | (long) words << 40 | at >>> 3;
  }

  static long fill(long at, int words) {
    return (long) FILL << 62 | (long) words << 40 | at >>> 3;
  }

  /** A note, of a type instead of an offset. */
  static long note(int type, int words) {
    return (long) NOTE << 62 | (long) words << 40 | type;
  }

  /** Returns how many bytes an entry takes in the body, by its header. */
  static int length(long header) {
    return kind(header) == FILL ? WORD : WORD + words(header) * WORD;
  }

  /**
   * Hands all entries of a piece of body on.
   *
   * @throws CorruptPoolException if the bytes are no sequence of entries
   */
  static void apply(byte[] bytes, int from, int length, ReplayTarget target) throws IOException {
    int end = from + length;
    for (int p = from; p < end; ) {
      long header = LittleEndian.getLong(bytes, p);
      int words = words(header);
      int kind = kind(header);
      p += WORD;
      if (words == 0 || kind > NOTE || kind != FILL && words > (end - p) / WORD) {
        throw new CorruptPoolException(
            "cannot read journal: entry is malformed, header=0x%x".formatted(header));
      }
      if (kind == FILL) {
        target.zeros(at(header), (long) words * WORD);
      } else if (kind == NOTE) {
        target.note((int) at(header) >>> 3, bytes, p, words * WORD);
        p += words * WORD;
      } else {
        target.data(at(header), bytes, p, words * WORD);
        p += words * WORD;
      }
    }
  }

  private static long at(long header) {
    return (header & (1L << 40) - 1) << 3;
  }

  private static int words(long header) {
    return (int) (header >>> 40) & MAX_FILL;
  }

  private static int kind(long header) {
    return (int) (header >>> 62);
  }
}
