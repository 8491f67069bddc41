package dev.emery.journal;

import dev.emery.image.Image;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The body of a record while it is put together: the new bytes of every place that a transaction
 * changed. It is made and checksummed before the record takes its place, so that nothing after that
 * can fail (E5); {@link #reset} makes it ready for the next record.
 *
 * <p>Offsets and lengths are multiples of 8. Where two entries overlap the later one counts. Not
 * safe for use by several threads at once.
 */
public final class RecordBody {
  /*
   * One array that doubles up to a megabyte, then one array after another: a huge transaction is
   * never copied, and the usual small one allocates nothing. An entry lies within one array. Words
   * that follow each other in the pool are joined to one entry: `next` is the pool offset behind
   * the last entry, and `header` where its header lies.
   */
  private static final int FIRST_BYTES = 1 << 10;
  private static final int KEPT_BYTES = 1 << 16;
  private static final int CHUNK_BYTES = 1 << 20;
  private static final int LONGEST_ENTRY =
      EntryFormat.WORD + EntryFormat.MAX_DATA * EntryFormat.WORD;

  private final CRC32C checksum = new CRC32C();
  private final List<Piece> full = new ArrayList<>();
  private byte[] bytes = new byte[FIRST_BYTES];
  private int end;
  private int header;
  private int count;
  private boolean filling;
  private long next = -1;
  private long fullBytes;
  private long sealed = -1;
  private int crc;

  /** A range of bytes that hold whole entries. */
  record Piece(byte[] bytes, int from, int length) {}

  /** Creates an empty body. */
  public RecordBody() {}

  /** Makes the body empty. */
  public void reset() {
    if (bytes.length > KEPT_BYTES) {
      bytes = new byte[FIRST_BYTES];
    }
    if (fullBytes != 0) {
      full.clear();
      fullBytes = 0;
    }
    end = 0;
    next = -1;
    sealed = -1;
  }

  /** Adds words with the values that they have in an image. */
  public void words(Image image, long at, int words) {
    if (words == 1) {
      int p = claim(at, 1); // may replace the array
      LittleEndian.setLong(bytes, p, image.getLong(at));
      return;
    }
    for (int done = 0; done < words; ) {
      int piece = Math.min(words - done, EntryFormat.MAX_DATA);
      long place = at + (long) done * EntryFormat.WORD;
      int p = claim(place, piece);
      image.copyOut(place, bytes, p, piece * EntryFormat.WORD);
      done += piece;
    }
  }

  /** Adds a word with a value. */
  public void word(long at, long value) {
    int p = claim(at, 1); // may replace the array
    LittleEndian.setLong(bytes, p, value);
  }

  /** Adds a range of zeros. */
  public void zeros(long at, long length) {
    for (long done = 0; done < length; ) {
      int words = (int) Math.min((length - done) / EntryFormat.WORD, EntryFormat.MAX_FILL);
      long place = at + done;
      check(place, words);
      room(EntryFormat.WORD);
      if (filling && place == next && count + words <= EntryFormat.MAX_FILL) {
        count += words;
      } else {
        begin(words, true);
      }
      next = place + words * 8L;
      LittleEndian.setLong(bytes, header, EntryFormat.fill(next - count * 8L, count));
      done += words * 8L;
    }
  }

  /**
   * Adds a range with the bytes that it has in an image, runs of zeros as fills, so that a new
   * block is the same in the image and after a replay whatever lay there before (E7).
   */
  public void block(Image image, long at, long length) {
    for (long done = 0; done < length; ) {
      int words = (int) Math.min((length - done) / EntryFormat.WORD, EntryFormat.MAX_DATA);
      long place = at + done;
      room(words * EntryFormat.WORD + EntryFormat.WORD);
      int staged = end + EntryFormat.WORD;
      image.copyOut(place, bytes, staged, words * EntryFormat.WORD);
      addStaged(staged, place, words);
      done += (long) words * EntryFormat.WORD;
    }
  }

  /**
   * Adds a change of bits in a word that no object lock covers, for a prepare record: its value is
   * computed when the commit is decided.
   */
  public void change(long at, long mask, long bits) {
    check(at, 1);
    note(EntryFormat.NOTE_CHANGE, at, mask, bits);
  }

  /** Adds a word that becomes at least a value when the commit is decided. */
  public void atLeast(long at, long value) {
    check(at, 1);
    note(EntryFormat.NOTE_AT_LEAST, at, value);
  }

  /** Adds a note. */
  void note(int type, long... words) {
    int p = claimNote(type, words.length);
    for (int i = 0; i < words.length; i++) {
      LittleEndian.setLong(bytes, p + i * EntryFormat.WORD, words[i]);
    }
  }

  /** Adds a text as notes, with zeros behind it. */
  void text(byte[] text) {
    int most = EntryFormat.MAX_DATA * EntryFormat.WORD;
    for (int done = 0; done < text.length; done += most) {
      int length = Math.min(most, text.length - done);
      int words = (length + EntryFormat.WORD - 1) / EntryFormat.WORD;
      int p = claimNote(EntryFormat.NOTE_TEXT, words);
      Arrays.fill(bytes, p, p + words * EntryFormat.WORD, (byte) 0);
      System.arraycopy(text, done, bytes, p, length);
    }
  }

  private int claimNote(int type, int words) {
    room(words * EntryFormat.WORD + EntryFormat.WORD);
    LittleEndian.setLong(bytes, end, EntryFormat.note(type, words));
    int p = end + EntryFormat.WORD;
    end = p + words * EntryFormat.WORD;
    next = -1;
    return p;
  }

  /** Returns the length in bytes. */
  public long length() {
    return fullBytes + end;
  }

  /** Completes the body: computes its checksum. */
  public void seal() {
    if (fullBytes == 0) {
      checksum.reset();
      checksum.update(bytes, 0, end);
      crc = (int) checksum.getValue();
    }
    sealed = length();
  }

  boolean isSealed() {
    return sealed == length();
  }

  /** Whether {@link #array} holds everything. */
  boolean isWhole() {
    return fullBytes == 0;
  }

  /** The bytes of a whole body, from index 0. */
  byte[] array() {
    return bytes;
  }

  /** The checksum of a whole body. */
  int crc() {
    return crc;
  }

  /**
   * Cuts the body between entries.
   *
   * @param limit the most bytes in a piece, enough for the longest entry
   */
  List<Piece> cut(int limit) {
    assert limit >= LONGEST_ENTRY;
    var pieces = new ArrayList<Piece>();
    for (Piece piece : full) {
      cut(piece.bytes(), piece.length(), limit, pieces);
    }
    cut(bytes, end, limit, pieces);
    return pieces;
  }

  private static void cut(byte[] bytes, int length, int limit, List<Piece> into) {
    int from = 0;
    for (int p = 0; p < length; ) {
      int entry = EntryFormat.length(LittleEndian.getLong(bytes, p));
      if (p + entry - from > limit) {
        into.add(new Piece(bytes, from, p - from));
        from = p;
      }
      p += entry;
    }
    if (from < length) {
      into.add(new Piece(bytes, from, length - from));
    }
  }

  /** Makes room for words of data and returns where they go. */
  private int claim(long at, int words) {
    check(at, words);
    int length = words * EntryFormat.WORD;
    room(length + EntryFormat.WORD);
    if (!filling && at == next && count + words <= EntryFormat.MAX_DATA) {
      count += words;
    } else {
      begin(words, false);
    }
    int p = end;
    end += length;
    next = at + length;
    LittleEndian.setLong(bytes, header, EntryFormat.data(next - count * 8L, count));
    return p;
  }

  /** Begins an entry; its header follows. */
  private void begin(int words, boolean fill) {
    header = end;
    count = words;
    filling = fill;
    end += EntryFormat.WORD;
  }

  /**
   * Adds words that lie in the array behind the end and one word, runs of zeros as fills: from two
   * on they take no more space than data, so that nothing is overwritten before it was added.
   */
  private void addStaged(int staged, long at, int words) {
    int added = 0;
    for (int i = 0; i < words; ) {
      int zeros = zerosFrom(staged, i, words);
      if (zeros >= 2) {
        addData(staged, at, added, i);
        zeros(at + i * 8L, zeros * 8L);
        added = i + zeros;
      }
      i += Math.max(1, zeros);
    }
    addData(staged, at, added, words);
  }

  private int zerosFrom(int staged, int from, int words) {
    int i = from;
    while (i < words && LittleEndian.getLong(bytes, staged + i * EntryFormat.WORD) == 0) {
      i++;
    }
    return i - from;
  }

  private void addData(int staged, long at, int from, int to) {
    if (from < to) {
      int p = claim(at + from * 8L, to - from);
      int source = staged + from * EntryFormat.WORD;
      System.arraycopy(bytes, source, bytes, p, (to - from) * EntryFormat.WORD);
    }
  }

  private static void check(long at, long words) {
    if ((at & 7) != 0 || words <= 0 || at < 0 || at > EntryFormat.LIMIT - words * 8) {
      throw new IllegalArgumentException(
          "no words of a pool, offset=0x%x, words=%d".formatted(at, words));
    }
  }

  private void room(int length) {
    if (end + length > bytes.length) {
      grow(length);
    }
  }

  private void grow(int length) {
    if (end + length <= CHUNK_BYTES) {
      bytes = Arrays.copyOf(bytes, Math.min(CHUNK_BYTES, Math.max(bytes.length * 2, end + length)));
      return;
    }
    byte[] fresh = new byte[CHUNK_BYTES];
    full.add(new Piece(bytes, 0, end));
    fullBytes += end;
    bytes = fresh;
    end = 0;
    next = -1;
  }
}
