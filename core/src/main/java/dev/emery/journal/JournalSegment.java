package dev.emery.journal;

import dev.emery.medium.Region;
import org.jspecify.annotations.Nullable;

/** One segment of the journal file with the window through which it is written. */
final class JournalSegment {
  /** The place in the file, which stays. */
  final long index;

  final Region region;

  /** The place in the journal, which is another one after each recycling. */
  long number;

  @Nullable JournalSegment next;

  JournalSegment(long index, Region region) {
    this.index = index;
    this.region = region;
  }
}
