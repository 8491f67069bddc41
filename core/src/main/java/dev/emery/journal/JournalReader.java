package dev.emery.journal;

import dev.emery.CorruptPoolException;
import dev.emery.PoolException;
import dev.emery.medium.MediumFile;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

  /** Complete prepare records that were met and not resolved by a complete record. */
  private final Map<Ticket, Prepared> undecided = new LinkedHashMap<>();

  private @Nullable Prepared notes; // of the record at which the reader stands, unless a commit
  private @Nullable Prepared applied; // by the part at which the reader stands
  private @Nullable JournalReader again; // reads prepare records when they are applied

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
    int kind = RecordFormat.kind(segment, offset);
    if (kind > RecordFormat.DISCARD) {
      throw new PoolException(
          "cannot read journal: a record of an unknown kind, position=0x%x, kind=%d"
              .formatted((number << shift) + offset, kind));
    }
    if (nextPart == 0) {
      notes = kind == RecordFormat.COMMIT ? null : new Prepared(point());
    }
    at = offset;
    sequence = RecordFormat.sequence(segment, offset);
    predecessor = RecordFormat.checksum(segment, offset);
    nextPart = RecordFormat.isLast(segment, offset) ? 0 : RecordFormat.part(segment, offset) + 1;
    position = (number << shift) + offset + RecordFormat.length(segment, offset);
    applied = null;
    if (notes != null) {
      follow(notes, kind);
    }
    return true;
  }

  /** Follows which prepare records are resolved; only complete records count. */
  private void follow(Prepared record, int kind) throws IOException {
    applyBody(record);
    if (!isLast()) {
      return;
    }
    if (kind == RecordFormat.PREPARE) {
      undecided.put(record.ticket(), record);
      return;
    }
    // Null where the record was prepared before this reader began. The checkpoint that let it begin
    // here has found that one resolved, and so has copied all of it; who held its locks has kept
    // its
    // words from every record in between.
    Prepared resolved = undecided.remove(record.ticket());
    applied = kind == RecordFormat.APPLY ? resolved : null;
  }

  /** The prepare records before this place that are complete and not resolved, in their order. */
  Map<Ticket, Prepared> undecided() {
    return undecided;
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

  /**
   * Hands on what the part at which the reader stands changes: a prepare record changes nothing,
   * until another one says that it counts.
   */
  void apply(ReplayTarget target) throws IOException {
    int kind = RecordFormat.kind(segment, at);
    if (applied != null) {
      applyPrepared(applied, target);
    }
    if (kind == RecordFormat.COMMIT || kind == RecordFormat.APPLY) {
      applyBody(target);
      applyWords(target);
    }
  }

  private int bodyAt() {
    return at + RecordFormat.HEAD + RecordFormat.words(segment, at) * RecordFormat.WORD_PAIR;
  }

  private void applyBody(ReplayTarget target) throws IOException {
    int body = bodyAt();
    EntryFormat.apply(segment, body, at + RecordFormat.length(segment, at) - body, target);
  }

  private void applyWords(ReplayTarget target) throws IOException {
    for (int p = at + RecordFormat.HEAD; p < bodyAt(); p += RecordFormat.WORD_PAIR) {
      target.data(LittleEndian.getLong(segment, p), segment, p + 8, EntryFormat.WORD);
    }
  }

  /** Hands the contents of an earlier prepare record on. */
  void applyPrepared(Prepared prepared, ReplayTarget target) throws IOException {
    JournalReader reader = again;
    if (reader == null) {
      reader = new JournalReader(file, epoch, shift, places, prepared.start());
      again = reader;
    } else {
      reader.goTo(prepared.start());
    }
    do {
      if (!reader.next()) {
        throw new CorruptPoolException(
            "cannot read journal: prepare record cannot be read again, position=0x%x"
                .formatted(prepared.start().position()));
      }
      reader.applyBody(target);
    } while (!reader.isLast());
  }

  private void goTo(JournalPoint point) {
    position = point.position();
    sequence = point.sequence();
    predecessor = point.predecessor();
    nextPart = 0;
    undecided.clear();
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
