package dev.emery.engine;

import dev.emery.heap.WordChanges;
import dev.emery.image.Image;
import dev.emery.journal.RecordBody;
import dev.emery.journal.Section;
import dev.emery.journal.Words;
import java.util.Arrays;

/**
 * The words of one commit that no object lock covers: allocation maps and the id counter (E2). They
 * are gathered before the record takes its place, and change only in the short section, which
 * computes their resulting absolute values.
 */
final class WordChangeList implements WordChanges, Section {
  private static final int LINEAR = 8; // up to this size a scan beats the table
  private static final int KEEP_CAPACITY = 1 << 12;

  private final Image image;
  private final IdCounter ids;
  private long[] offsets = new long[16];
  private long[] masks = new long[16];
  private long[] bits = new long[16];
  private int[] table = new int[0];
  private int size;
  private boolean newIds;

  WordChangeList(Image image, IdCounter ids) {
    this.image = image;
    this.ids = ids;
  }

  /** The most words that {@link #place} will set. */
  int words() {
    return size + (newIds ? 1 : 0);
  }

  /** Says that the commit gives allocation ids away, so that its record carries the counter. */
  void usesIds() {
    newIds = true;
  }

  @Override
  public void change(long wordOffset, long mask, long value) {
    int index = find(wordOffset);
    masks[index] |= mask;
    bits[index] = bits[index] & ~mask | value & mask;
  }

  private int find(long offset) {
    if (size <= LINEAR) {
      for (int i = 0; i < size; i++) {
        if (offsets[i] == offset) {
          return i;
        }
      }
      return append(offset);
    }
    if (table.length < size * 2 + 2) {
      rehash();
    }
    int mask = table.length - 1;
    int slot = hash(offset) & mask;
    for (int found; (found = table[slot]) != 0; slot = slot + 1 & mask) {
      if (offsets[found - 1] == offset) {
        return found - 1;
      }
    }
    int index = append(offset);
    table[slot] = index + 1;
    return index;
  }

  private int append(long offset) {
    if (size == offsets.length) {
      offsets = Arrays.copyOf(offsets, size * 2);
      masks = Arrays.copyOf(masks, size * 2);
      bits = Arrays.copyOf(bits, size * 2);
    }
    offsets[size] = offset;
    masks[size] = 0;
    bits[size] = 0;
    return size++;
  }

  private void rehash() {
    table = new int[Integer.highestOneBit(size) * 8];
    int mask = table.length - 1;
    for (int i = 0; i < size; i++) {
      int slot = hash(offsets[i]) & mask;
      while (table[slot] != 0) {
        slot = slot + 1 & mask;
      }
      table[slot] = i + 1;
    }
  }

  private static int hash(long offset) {
    return (int) (offset * 0x9E3779B97F4A7C15L >>> 32);
  }

  /** Notes all changes in the body of a prepare record, whose words are computed later. */
  void announce(RecordBody body) {
    for (int i = 0; i < size; i++) {
      body.change(offsets[i], masks[i], bits[i]);
    }
    if (newIds) {
      body.atLeast(IdCounter.PLACE, ids.highest());
    }
  }

  @Override
  public void place(long sequence, Words out) {
    for (int i = 0; i < size; i++) {
      long value = image.getLong(offsets[i]) & ~masks[i] | bits[i];
      image.setLong(offsets[i], value);
      out.set(offsets[i], value);
    }
    if (newIds) {
      long counter = ids.highest();
      image.setLong(IdCounter.PLACE, counter);
      out.set(IdCounter.PLACE, counter);
    }
  }

  void reset() {
    if (offsets.length > KEEP_CAPACITY) {
      offsets = new long[16];
      masks = new long[16];
      bits = new long[16];
    }
    if (size > LINEAR) {
      table = new int[0];
    }
    size = 0;
    newIds = false;
  }
}
