package dev.emery.journal;

import dev.emery.CorruptPoolException;

/**
 * A replay that changes nothing: it checks that all offsets are ones a pool of this kind can have,
 * and finds out how long the file has to be.
 */
final class Extent implements ReplayTarget {
  private final long maximum;
  private long end;

  Extent(long length, long maximum) {
    this.end = length;
    this.maximum = maximum;
  }

  /** Returns the length that the file needs, in whole pages. */
  long end() {
    return Math.ceilDiv(end, SuperblockFormat.PAGE) * SuperblockFormat.PAGE;
  }

  @Override
  public void data(long at, byte[] source, int from, int length) {
    zeros(at, length);
  }

  @Override
  public void zeros(long at, long length) {
    if ((at & 7) != 0 || at < SuperblockFormat.END || at > maximum - length) {
      throw new CorruptPoolException(
          "cannot read journal: it writes where a pool has no data, offset=0x%x, length=%d"
              .formatted(at, length));
    }
    end = Math.max(end, at + length);
  }
}
