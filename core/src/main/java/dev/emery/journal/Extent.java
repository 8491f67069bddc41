package dev.emery.journal;

import dev.emery.CorruptPoolException;
import java.io.IOException;

/**
 * A check on the way to another target: all offsets are ones that a pool of this kind can have. It
 * finds out how long the file has to be.
 */
final class Extent implements ReplayTarget {
  private static final ReplayTarget NOTHING =
      new ReplayTarget() {
        @Override
        public void data(long at, byte[] source, int from, int length) {}

        @Override
        public void zeros(long at, long length) {}
      };

  private final long maximum;
  private final ReplayTarget target;
  private long end;

  /** Creates a check before a target. */
  Extent(Superblock superblock, ReplayTarget target) {
    this.end = superblock.fileSize();
    this.maximum = superblock.identity().maximumBytes();
    this.target = target;
  }

  /** Creates a check that hands nothing on. */
  Extent(Superblock superblock) {
    this(superblock, NOTHING);
  }

  /** Returns the length that the file needs, in whole pages; never less than the superblock's. */
  long end() {
    return Math.ceilDiv(end, SuperblockFormat.PAGE) * SuperblockFormat.PAGE;
  }

  @Override
  public void data(long at, byte[] source, int from, int length) throws IOException {
    check(at, length);
    target.data(at, source, from, length);
  }

  @Override
  public void zeros(long at, long length) throws IOException {
    check(at, length);
    target.zeros(at, length);
  }

  private void check(long at, long length) {
    if ((at & 7) != 0 || at < SuperblockFormat.END || at > maximum - length) {
      throw new CorruptPoolException(
          "cannot read journal: it writes where a pool has no data, offset=0x%x, length=%d"
              .formatted(at, length));
    }
    end = Math.max(end, at + length);
  }
}
