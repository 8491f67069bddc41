package dev.emery.schema;

/**
 * The seeded 64-bit hash of keys. It depends on the encoded bytes and the seed alone, so that what
 * one process wrote another finds again.
 *
 * <p>A value of several words is hashed by making the hash of one word the seed of the next. The
 * step is the multiply-and-fold of <a href="https://github.com/wangyi-fudan/wyhash">wyhash</a>;
 * both factors depend on the seed, so that nobody who does not know it can choose words that
 * collide. The fold alone keeps neighbours close in some bits, so it is multiplied once more: any
 * bits of the hash may be used, the high ones best.
 */
public final class KeyHash {
  /*
   * The secrets are the default ones of wyhash, GOLDEN is 2^64 divided by the golden ratio.
   */
  private static final long SECRET = 0xa0761d6478bd642fL;
  private static final long OTHER_SECRET = 0xe7037ed1a0b428dbL;
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private KeyHash() {}

  /** Hashes one word. */
  public static long of(long word, long seed) {
    long a = word ^ seed ^ SECRET;
    long b = Long.rotateLeft(seed, 32) ^ OTHER_SECRET;
    long folded = a * b ^ Math.unsignedMultiplyHigh(a, b);
    return (folded ^ folded >>> 32) * GOLDEN;
  }

  /** Hashes bytes: their little-endian words, the last filled with zeros, and their number. */
  public static long of(byte[] bytes, int from, int length, long seed) {
    long hash = seed;
    for (int done = 0; done < length; done += Long.BYTES) {
      long word = 0;
      int bound = Math.min(Long.BYTES, length - done);
      for (int i = 0; i < bound; i++) {
        word |= (bytes[from + done + i] & 0xFFL) << (i << 3);
      }
      hash = of(word, hash);
    }
    return of(length, hash);
  }
}
