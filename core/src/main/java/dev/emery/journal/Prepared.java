package dev.emery.journal;

import dev.emery.CorruptPoolException;
import dev.emery.medium.MediumFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A prepare record that a reader of the journal has met: where it lies, and the notes in it. Its
 * contents are read again where they are applied, so that a record of any size takes no memory.
 */
final class Prepared implements ReplayTarget {
  private static final int CHANGE = 3 * EntryFormat.WORD;
  private static final int AT_LEAST = 2 * EntryFormat.WORD;

  private final JournalPoint start;
  private final ByteArrayOutputStream text = new ByteArrayOutputStream();
  private final ByteArrayOutputStream changes = new ByteArrayOutputStream();
  private final ByteArrayOutputStream counters = new ByteArrayOutputStream();
  private @Nullable Ticket ticket;
  private @Nullable UUID coordinator;

  /** Creates what gathers the notes of the record behind a point. */
  Prepared(JournalPoint start) {
    this.start = start;
  }

  /** The point before the record. */
  JournalPoint start() {
    return start;
  }

  Ticket ticket() {
    if (ticket == null) {
      throw new CorruptPoolException(
          "cannot read journal: prepare record without a ticket, position=0x%x"
              .formatted(start.position()));
    }
    return ticket;
  }

  /** Who decides, and where it was. */
  Preparation preparation() {
    String[] paths = text.toString(StandardCharsets.UTF_8).split("\0", -1);
    if (coordinator == null || paths.length < 2) {
      throw new CorruptPoolException(
          "cannot read journal: prepare record without a coordinator, position=0x%x"
              .formatted(start.position()));
    }
    return new Preparation(ticket(), coordinator, paths[0], paths[1]);
  }

  @Override
  public void data(long at, byte[] source, int from, int length) {}

  @Override
  public void zeros(long at, long length) {}

  @Override
  public void note(int type, byte[] source, int from, int length) {
    switch (type) {
      case EntryFormat.NOTE_PREPARE -> {
        requireLength(length, 4 * EntryFormat.WORD);
        ticket =
            new Ticket(LittleEndian.getLong(source, from), LittleEndian.getLong(source, from + 8));
        coordinator =
            new UUID(
                LittleEndian.getLong(source, from + 16), LittleEndian.getLong(source, from + 24));
      }
      case EntryFormat.NOTE_RESOLVE -> {
        requireLength(length, 2 * EntryFormat.WORD);
        ticket =
            new Ticket(LittleEndian.getLong(source, from), LittleEndian.getLong(source, from + 8));
      }
      case EntryFormat.NOTE_TEXT -> text.write(source, from, length);
      case EntryFormat.NOTE_CHANGE -> {
        requireLength(length, CHANGE);
        changes.write(source, from, length);
      }
      case EntryFormat.NOTE_AT_LEAST -> {
        requireLength(length, AT_LEAST);
        counters.write(source, from, length);
      }
      default -> throw new CorruptPoolException("cannot read journal: unknown note, type=" + type);
    }
  }

  private void requireLength(int length, int expected) {
    if (length != expected) {
      throw new CorruptPoolException(
          "cannot read journal: note of a wrong length, position=0x%x, length=%d"
              .formatted(start.position(), length));
    }
  }

  /**
   * Says which words {@link #applyChanges} will change, with the values that they have now or none.
   */
  void announceChanges(ReplayTarget target) throws IOException {
    byte[] list = changes.toByteArray();
    for (int p = 0; p < list.length; p += CHANGE) {
      target.zeros(LittleEndian.getLong(list, p), EntryFormat.WORD);
    }
    list = counters.toByteArray();
    for (int p = 0; p < list.length; p += AT_LEAST) {
      target.zeros(LittleEndian.getLong(list, p), EntryFormat.WORD);
    }
  }

  /**
   * Changes the words that no object lock covers, from what they are in a file that has everything
   * else. Doing it twice is doing it once.
   */
  void applyChanges(MediumFile file, PageBatch batch) throws IOException {
    byte[] word = new byte[EntryFormat.WORD];
    byte[] list = changes.toByteArray();
    for (int p = 0; p < list.length; p += CHANGE) {
      long at = LittleEndian.getLong(list, p);
      long mask = LittleEndian.getLong(list, p + 8);
      long bits = LittleEndian.getLong(list, p + 16);
      file.read(at, word, 0, word.length);
      LittleEndian.setLong(word, 0, LittleEndian.getLong(word, 0) & ~mask | bits & mask);
      batch.data(at, word, 0, word.length);
      batch.flush(); // two changes may meet in one word
    }
    list = counters.toByteArray();
    for (int p = 0; p < list.length; p += AT_LEAST) {
      long at = LittleEndian.getLong(list, p);
      file.read(at, word, 0, word.length);
      long value = Math.max(LittleEndian.getLong(word, 0), LittleEndian.getLong(list, p + 8));
      LittleEndian.setLong(word, 0, value);
      batch.data(at, word, 0, word.length);
      batch.flush();
    }
  }
}
