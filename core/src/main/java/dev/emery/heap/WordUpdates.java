package dev.emery.heap;

import dev.emery.image.Image;
import dev.emery.journal.Section;
import dev.emery.journal.Words;
import java.util.Arrays;

/**
 * The word changes of one system record, applied in their order when it takes its place (E2, E14).
 */
final class WordUpdates implements WordChanges, Section {
  private static final int FIRST = 8;

  private final Image image;
  private long[] changes = new long[3 * FIRST]; // offset, mask, bits
  private int end;

  WordUpdates(Image image) {
    this.image = image;
  }

  @Override
  public void change(long wordOffset, long mask, long bits) {
    if (end == changes.length) {
      changes = Arrays.copyOf(changes, 2 * end);
    }
    changes[end] = wordOffset;
    changes[end + 1] = mask;
    changes[end + 2] = bits;
    end += 3;
  }

  int count() {
    return end / 3;
  }

  @Override
  public void place(long sequence, Words out) {
    for (int i = 0; i < end; i += 3) {
      long at = changes[i];
      long value = image.getLong(at) & ~changes[i + 1] | changes[i + 2];
      image.setLong(at, value);
      out.set(at, value);
    }
  }
}
