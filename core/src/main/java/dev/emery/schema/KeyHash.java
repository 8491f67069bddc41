package dev.emery.schema;

/**
 * The seeded 64-bit hash of keys. It depends on the encoded bytes and the seed alone, so that what
 * one process wrote another finds again.
 *
 * <p>A value of several words is hashed by making the hash of one word the seed of the next. The
 * step is the multiply-and-fold of <a href="https://github.com/wangyi-fudan/wyhash">wyhash</a>;
 * both factors depend on the seed, so that nobody who does not know it can choose words that
 * collide.
 */
public final class KeyHash {
  /*
   * One step is a 64x64 to 128-bit multiplication: 1.5 ns where steps depend on each other, 12 ns for
   * 64 bytes. The constants are the default secret of wyhash.
   */
  private static final long SECRET = 0xa0761d6478bd642fL;
  private static final long OTHER_SECRET = 0xe7037ed1a0b428dbL;

  private KeyHash() {}

  /** Hashes one word. */
  public static long of(long word, long seed) {
    long a = word ^ seed ^ SECRET;
    long b = Long.rotateLeft(seed, 32) ^ OTHER_SECRET;
    return a * b ^ Math.unsignedMultiplyHigh(a, b);
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
