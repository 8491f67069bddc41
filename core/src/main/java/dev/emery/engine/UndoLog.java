package dev.emery.engine;

import dev.emery.image.Image;
import dev.emery.journal.RecordBody;
import java.util.Arrays;

/**
 * The old words of everything that one savepoint interval has overwritten, each kept once (E21). It
 * serves the rollback, and at commit it says which words go into the redo record.
 *
 * <p>Words are gathered by lines of eight, found through an open-addressing table; a bit per word
 * says whether its old value is kept. Only whole words of blocks that the transaction has locked
 * are ever restored, so that neighbours in the same line which belong to other transactions stay as
 * they are.
 */
final class UndoLog {
  private static final int FIRST_CAPACITY = 64;
  private static final int KEEP_CAPACITY =
      1 << 14; // a log that has grown beyond this is given back after use
  private static final int NONE = -1;

  private final Image image;
  private int[] table = new int[FIRST_CAPACITY * 2]; // index of the line + 1, 0 for empty
  private long[] lines = new long[FIRST_CAPACITY];
  private byte[] masks = new byte[FIRST_CAPACITY];
  private long[] old = new long[FIRST_CAPACITY * 8];
  private int size;
  private long lastLine = NONE;
  private int lastIndex;

  UndoLog(Image image) {
    this.image = image;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** Keeps the word that holds {@code at}, unless this interval has kept it already. */
  void touch(long at) {
    long line = at >>> 6;
    int index = line == lastLine ? lastIndex : index(line);
    int word = (int) (at >>> 3) & 7;
    if ((masks[index] >>> word & 1) == 0) {
      old[index * 8 + word] = image.getLong(at & ~7L);
      masks[index] |= (byte) (1 << word);
    }
  }

  /** Keeps every word that the range meets. */
  void touch(long at, long length) {
    for (long word = at & ~7L; word < at + length; word += 8) {
      touch(word);
    }
  }

  private int index(long line) {
    int mask = table.length - 1;
    int slot = hash(line) & mask;
    for (int found; (found = table[slot]) != 0; slot = slot + 1 & mask) {
      if (lines[found - 1] == line) {
        return remember(line, found - 1);
      }
    }
    if (size == lines.length) {
      grow();
      return index(line);
    }
    lines[size] = line;
    masks[size] = 0;
    table[slot] = ++size;
    return remember(line, size - 1);
  }

  private int remember(long line, int index) {
    lastLine = line;
    lastIndex = index;
    return index;
  }

  private static int hash(long line) {
    return (int) (line * 0x9E3779B97F4A7C15L >>> 32);
  }

  private void grow() {
    int capacity = lines.length * 2;
    lines = Arrays.copyOf(lines, capacity);
    masks = Arrays.copyOf(masks, capacity);
    old = Arrays.copyOf(old, Math.multiplyExact(capacity, 8));
    table = new int[capacity * 2];
    int mask = table.length - 1;
    for (int i = 0; i < size; i++) {
      int slot = hash(lines[i]) & mask;
      while (table[slot] != 0) {
        slot = slot + 1 & mask;
      }
      table[slot] = i + 1;
    }
  }

  /** Puts every kept word back into the image. */
  void restore() {
    for (int i = 0; i < size; i++) {
      int mask = masks[i] & 0xff;
      while (mask != 0) {
        int word = Integer.numberOfTrailingZeros(mask);
        image.setLong((lines[i] << 6) + word * 8L, old[i * 8 + word]);
        mask &= mask - 1;
      }
    }
  }

  /** Gives an older interval what it has not kept itself: the newer interval is joined to it. */
  void mergeInto(UndoLog older) {
    for (int i = 0; i < size; i++) {
      int index = older.index(lines[i]);
      int missing = masks[i] & ~older.masks[index] & 0xff;
      older.masks[index] |= (byte) missing;
      while (missing != 0) {
        int word = Integer.numberOfTrailingZeros(missing);
        older.old[index * 8 + word] = old[i * 8 + word];
        missing &= missing - 1;
      }
    }
  }

  /** Adds the present contents of every kept word to a redo record. */
  void encode(RecordBody body) {
    for (int i = 0; i < size; i++) {
      int mask = masks[i] & 0xff;
      while (mask != 0) {
        int first = Integer.numberOfTrailingZeros(mask);
        int count = Integer.numberOfTrailingZeros(~(mask >>> first));
        body.words(image, (lines[i] << 6) + first * 8L, count);
        mask &= -1 << first + count;
      }
    }
  }

  /** Forgets everything, for the next use. */
  void reset() {
    if (lines.length > KEEP_CAPACITY) {
      table = new int[FIRST_CAPACITY * 2];
      lines = new long[FIRST_CAPACITY];
      masks = new byte[FIRST_CAPACITY];
      old = new long[FIRST_CAPACITY * 8];
    } else if (size > table.length >>> 3) {
      Arrays.fill(table, 0);
    } else {
      forgetSlots();
    }
    size = 0;
    lastLine = NONE;
  }

  private void forgetSlots() {
    int mask = table.length - 1;
    for (int i = size - 1; i >= 0; i--) { // newest first, so that each probe chain is still whole
      int slot = hash(lines[i]) & mask;
      while (table[slot] != i + 1) {
        slot = slot + 1 & mask;
      }
      table[slot] = 0;
    }
  }
}
