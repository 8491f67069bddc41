package dev.emery.journal;

import java.io.IOException;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The end of the journal, where records get their places. Guarded by the append lock. {@link
 * #secure} may fail and then changes nothing; {@link #write} after it allocates nothing.
 */
final class RecordWriter {
  /*
   * A sync leaves the pages of a mapping write-protected, and the next store into one is a page fault
   * that costs more than a write call: 33 us against 26 us for a record and its sync. So a small record
   * that is about to be synced is written, all others are put through the mapping. Both meet in the
   * page cache.
   */
  private static final int MOST_WRITTEN = 1 << 14;

  private final byte[] written = new byte[MOST_WRITTEN];
  private final JournalFile journal;
  private final CRC32C checksum = new CRC32C();
  private final int segmentBytes;
  private JournalSegment segment;
  private int offset = JournalFormat.SEGMENT_HEADER;
  private int predecessor;
  private boolean syncing;
  private int kind;

  /** A piece of a body that becomes a part of its record. */
  record Part(byte[] bytes, int from, int length, int crc) {}

  RecordWriter(JournalFile journal, JournalPoint start) {
    this.journal = journal;
    this.segmentBytes = 1 << journal.shift();
    this.segment = journal.tail();
    this.predecessor = start.predecessor();
  }

  /** Cuts a body that does not fit into one part with its words; null if it does. Needs no lock. */
  static Part @Nullable [] cut(RecordBody body, int maxWords, int shift) {
    int limit = JournalFormat.maxPart(shift) - RecordFormat.HEAD;
    if (body.isWhole() && (long) maxWords * RecordFormat.WORD_PAIR + body.length() <= limit) {
      return null;
    }
    List<RecordBody.Piece> pieces = body.cut(limit);
    var parts = new Part[pieces.size()];
    for (int i = 0; i < parts.length; i++) {
      RecordBody.Piece p = pieces.get(i);
      int crc = LittleEndian.crc(p.bytes(), p.from(), p.length());
      parts[i] = new Part(p.bytes(), p.from(), p.length(), crc);
    }
    return parts;
  }

  /** Returns when there is space for a record, whatever number of words it turns out to have. */
  void secure(RecordBody body, Part @Nullable [] parts, int maxWords, long durable)
      throws IOException {
    if (parts == null) {
      int length = RecordFormat.HEAD + maxWords * RecordFormat.WORD_PAIR + (int) body.length();
      if (offset + length > segmentBytes) {
        journal.prepare(1, durable);
      }
      return;
    }
    int segments = 0;
    int end = offset;
    int wordParts = Math.max(1, (maxWords + wordsInPart() - 1) / wordsInPart());
    for (int i = 0; i < parts.length + wordParts; i++) {
      int length =
          i < parts.length
              ? RecordFormat.HEAD + parts[i].length()
              : JournalFormat.maxPart(journal.shift());
      if (end + length > segmentBytes) {
        segments++;
        end = JournalFormat.SEGMENT_HEADER;
      }
      end += length;
    }
    journal.prepare(segments, durable);
  }

  /** Writes a record for which space is secured. */
  void write(
      long sequence,
      long durable,
      RecordBody body,
      Part @Nullable [] parts,
      WordBuffer words,
      int kind,
      boolean syncing)
      throws IOException {
    this.kind = kind;
    this.syncing = syncing;
    if (parts == null) {
      int length = (int) body.length();
      write(sequence, durable, words, words.count(), body.array(), 0, length, body.crc(), 0, true);
      return;
    }
    int left = words.count();
    int number = 0;
    for (; number < parts.length; number++) {
      Part p = parts[number];
      boolean last = left == 0 && number == parts.length - 1;
      write(sequence, durable, words, 0, p.bytes(), p.from(), p.length(), p.crc(), number, last);
    }
    for (int from = 0; left > 0 || number == 0; number++) {
      int count = Math.min(left, wordsInPart());
      words.moveToFront(from, count);
      from += count;
      left -= count;
      write(sequence, durable, words, count, body.array(), 0, 0, 0, number, left == 0);
    }
  }

  private int wordsInPart() {
    return (JournalFormat.maxPart(journal.shift()) - RecordFormat.HEAD) / RecordFormat.WORD_PAIR;
  }

  private void write(
      long sequence,
      long durable,
      WordBuffer words,
      int wordCount,
      byte[] body,
      int from,
      int length,
      int bodyCrc,
      int part,
      boolean last)
      throws IOException {
    int front = RecordFormat.HEAD + wordCount * RecordFormat.WORD_PAIR;
    if (offset + front + length > segmentBytes) {
      segment = journal.advance();
      offset = JournalFormat.SEGMENT_HEADER;
    }
    byte[] b = words.array();
    RecordFormat.set(
        b, front + length, journal.epoch(), position(), sequence, durable, predecessor);
    RecordFormat.setContents(b, bodyCrc, wordCount, kind, part, last);
    checksum.reset();
    checksum.update(b, 4, front - 4);
    predecessor = (int) checksum.getValue();
    RecordFormat.setChecksum(b, predecessor);
    if (syncing && front + length <= MOST_WRITTEN) {
      System.arraycopy(b, 0, written, 0, front);
      System.arraycopy(body, from, written, front, length);
      long start = JournalFormat.segmentAt(segment.index, journal.shift());
      journal.file().write(start + offset, written, 0, front + length);
    } else {
      segment.put(offset, b, 0, front);
      if (length != 0) {
        segment.put(offset + front, body, from, length);
      }
    }
    offset += front + length;
  }

  JournalFile journal() {
    return journal;
  }

  /** Returns where the next part lies if it fits. */
  long position() {
    return (segment.number << journal.shift()) + offset;
  }

  /** Returns the end of the journal. */
  JournalPoint point(long sequence) {
    return new JournalPoint(position(), sequence, predecessor);
  }
}
