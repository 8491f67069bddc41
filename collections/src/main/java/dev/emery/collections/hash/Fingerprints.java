package dev.emery.collections.hash;

/**
 * Eight fingerprint bytes as one word, compared all at once (SWAR). The result of a comparison has
 * the top bit of each byte set where it holds.
 */
final class Fingerprints {
  private static final long ONES = 0x0101010101010101L;
  private static final long LOWS = 0x7f7f7f7f7f7f7f7fL;

  private Fingerprints() {}

  /** A word of eight times the same byte. */
  static long pattern(int fingerprint) {
    return fingerprint * ONES;
  }

  /**
   * Where two words are the same. Exact: the shorter test also reports some bytes behind a match,
   * which could be free slots with the remains of a removed entry.
   */
  static long same(long word, long pattern) {
    return free(word ^ pattern);
  }

  /** Which bytes are zero. */
  static long free(long word) {
    return ~((word & LOWS) + LOWS | word | LOWS);
  }

  /** Which bytes are not zero. */
  static long taken(long word) {
    return ((word & LOWS) + LOWS | word) & ~LOWS;
  }

  /** The first byte of a result. */
  static int first(long result) {
    return Long.numberOfTrailingZeros(result) >>> 3;
  }

  /** The last byte of a result. */
  static int last(long result) {
    return 7 - (Long.numberOfLeadingZeros(result) >>> 3);
  }
}
