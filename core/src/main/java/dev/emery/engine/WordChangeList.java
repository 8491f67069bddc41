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
  private static final int KEEP_CAPACITY = 1 << 12;

  private final Image image;
  private final IdCounter ids;
  private final LongIndex offsets = new LongIndex();
  private long[] masks = new long[16];
  private long[] bits = new long[16];
  private boolean newIds;

  WordChangeList(Image image, IdCounter ids) {
    this.image = image;
    this.ids = ids;
  }

  /** The most words that {@link #place} will set. */
  int words() {
    return offsets.size() + (newIds ? 1 : 0);
  }

  /** Says that the commit gives allocation ids away, so that its record carries the counter. */
  void usesIds() {
    newIds = true;
  }

  @Override
  public void change(long wordOffset, long mask, long value) {
    int index = offsets.find(wordOffset);
    if (index < 0) {
      index = offsets.add(wordOffset);
      if (index == masks.length) {
        masks = Arrays.copyOf(masks, index * 2);
        bits = Arrays.copyOf(bits, index * 2);
      }
      masks[index] = 0;
      bits[index] = 0;
    }
    masks[index] |= mask;
    bits[index] = bits[index] & ~mask | value & mask;
  }

  /** Notes all changes in the body of a prepare record, whose words are computed later. */
  void announce(RecordBody body) {
    for (int i = 0; i < offsets.size(); i++) {
      body.change(offsets.get(i), masks[i], bits[i]);
    }
    if (newIds) {
      body.atLeast(IdCounter.PLACE, ids.highest());
    }
  }

  @Override
  public void place(long sequence, Words out) {
    for (int i = 0; i < offsets.size(); i++) {
      long at = offsets.get(i);
      long value = image.getLong(at) & ~masks[i] | bits[i];
      image.setLong(at, value);
      out.set(at, value);
    }
    if (newIds) {
      long counter = ids.highest();
      image.setLong(IdCounter.PLACE, counter);
      out.set(IdCounter.PLACE, counter);
    }
  }

  void reset() {
    if (masks.length > KEEP_CAPACITY) {
      masks = new long[16];
      bits = new long[16];
    }
    offsets.reset();
    newIds = false;
  }
}
