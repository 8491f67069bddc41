package dev.emery.journal;

import dev.emery.CorruptPoolException;
import dev.emery.PoolException;
import dev.emery.medium.MediumFile;
import java.io.IOException;
import java.util.Map;

/**
 * The parts of a journal in their order, each only if it is valid. Works beside appends as long as
 * it does not go beyond what was completely written when it was made. Holds one segment in memory.
 */
final class JournalReader {
  private final MediumFile file;
  private final long epoch;
  private final int shift;
  private final Map<Long, Long> places;
  private final byte[] segment;
  private long loaded = -1;
  private int valid;

  private long position;
  private long sequence;
  private int predecessor;
  private int nextPart;
  private int at;

  /**
   * Creates a reader that stands before the part at a point.
   *
   * @param places the index of each segment by its number
   */
  JournalReader(MediumFile file, long epoch, int shift, Map<Long, Long> places, JournalPoint from) {
    this.file = file;
    this.epoch = epoch;
    this.shift = shift;
    this.places = places;
    this.segment = new byte[1 << shift];
    this.position = from.position();
    this.sequence = from.sequence();
    this.predecessor = from.predecessor();
  }

  /** Goes to the next part; false if there is no valid one. */
  boolean next() throws IOException {
    int offset = JournalFormat.offset(position, shift);
    long number = position >>> shift;
    if (take(number, offset)) {
      return true;
    }
    // A part that did not fit there is at the start of the next segment.
    return offset > JournalFormat.SEGMENT_HEADER && take(number + 1, JournalFormat.SEGMENT_HEADER);
  }

  private boolean take(long number, int offset) throws IOException {
    if (!load(number) || !isNext((number << shift) + offset, offset)) {
      return false;
    }
    if (RecordFormat.kind(segment, offset) != 0) {
      throw new PoolException(
          "cannot read journal: a record of an unknown kind, position=0x%x, kind=%d"
              .formatted((number << shift) + offset, RecordFormat.kind(segment, offset)));
    }
    at = offset;
    sequence = RecordFormat.sequence(segment, offset);
    predecessor = RecordFormat.checksum(segment, offset);
    nextPart = RecordFormat.isLast(segment, offset) ? 0 : RecordFormat.part(segment, offset) + 1;
    position = (number << shift) + offset + RecordFormat.length(segment, offset);
    return true;
  }

  /** Conditions (3) to (8) of {@link JournalFormat}. */
  private boolean isNext(long expected, int offset) {
    byte[] b = segment;
    return RecordFormat.isHead(b, offset, valid)
        && RecordFormat.epoch(b, offset) == epoch
        && RecordFormat.position(b, offset) == expected
        && RecordFormat.predecessor(b, offset) == predecessor
        && RecordFormat.sequence(b, offset) == (nextPart == 0 ? sequence + 1 : sequence)
        && RecordFormat.part(b, offset) == nextPart
        && RecordFormat.isBody(b, offset);
  }

  private boolean load(long number) throws IOException {
    if (number == loaded) {
      return true;
    }
    Long index = places.get(number);
    if (index == null) {
      return false;
    }
    long start = JournalFormat.segmentAt(index, shift);
    valid = (int) Math.min(segment.length, file.size() - start);
    file.read(start, segment, 0, valid);
    loaded = number;
    return true;
  }

  /** Whether the part at which the reader stands completes its record. */
  boolean isLast() {
    return nextPart == 0;
  }

  /** The point behind the part at which the reader stands. */
  JournalPoint point() {
    return new JournalPoint(position, sequence, predecessor);
  }

  /** Hands the contents of the part at which the reader stands on: the body, then the words. */
  void apply(ReplayTarget target) throws IOException {
    int words = at + RecordFormat.HEAD;
    int body = words + RecordFormat.words(segment, at) * RecordFormat.WORD_PAIR;
    EntryFormat.apply(segment, body, at + RecordFormat.length(segment, at) - body, target);
    for (int p = words; p < body; p += RecordFormat.WORD_PAIR) {
      target.data(LittleEndian.getLong(segment, p), segment, p + 8, EntryFormat.WORD);
    }
  }

  /** Hands everything up to a point on. */
  void applyUntil(JournalPoint end, ReplayTarget target) throws IOException {
    while (sequence < end.sequence()) {
      do {
        if (!next()) {
          throw new CorruptPoolException(
              "cannot read journal: damaged below its end, position=0x%x, end=0x%x"
                  .formatted(position, end.position()));
        }
        apply(target);
      } while (!isLast());
    }
  }
}
