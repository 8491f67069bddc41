package dev.emery.journal;

import dev.emery.medium.Region;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One segment of the journal file, with the window through which it is written while it is. */
final class JournalSegment {
  /** The place in the file, which stays. */
  final long index;

  /** The place in the journal, which is another one after each recycling. */
  long number;

  @Nullable JournalSegment next;
  private @Nullable Region window;

  JournalSegment(long index) {
    this.index = index;
  }

  /** Whether it has a window. */
  boolean isOpen() {
    return window != null;
  }

  /** Writes through a window from now on. */
  void open(Region region) {
    window = region;
  }

  /** Writes bytes at a position in the segment. */
  void put(int at, byte[] source, int from, int length) throws IOException {
    Objects.requireNonNull(window, "journal segment is full").put(at, source, from, length);
  }

  /** Closes the window, if there is one; what was put stays written. */
  void close() {
    Region region = window;
    window = null;
    if (region != null) {
      region.close();
    }
  }
}
