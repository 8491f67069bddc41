package dev.emery.journal;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/**
 * What may be chosen about a journal.
 *
 * @param segmentShift logarithm of the length of a segment, 14 to 26; a journal begins with one
 *     segment, and a quarter of one is the longest part of a record
 * @param batchBytes how many bytes of changes a checkpoint and a recovery hold in memory at a time
 * @param random where epochs come from: no two openings of one pool may get the same
 */
public record JournalOptions(int segmentShift, long batchBytes, RandomGenerator random) {

  /** Checks the values. */
  public JournalOptions {
    if (segmentShift < JournalFormat.MIN_SHIFT || segmentShift > JournalFormat.MAX_SHIFT) {
      throw new IllegalArgumentException(
          "journal segment out of range, shift=%d, range=%d..%d"
              .formatted(segmentShift, JournalFormat.MIN_SHIFT, JournalFormat.MAX_SHIFT));
    }
    if (batchBytes < 1) {
      throw new IllegalArgumentException("no room for a batch, bytes=" + batchBytes);
    }
  }

  /** Returns the choice for production: segments of 1 MiB, batches of 64 MiB. */
  public static JournalOptions standard() {
    return new JournalOptions(20, 64L << 20, new SecureRandom());
  }
}
