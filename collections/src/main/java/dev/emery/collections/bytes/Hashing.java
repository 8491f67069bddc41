package dev.emery.collections.bytes;

/** The hash code of {@link java.util.Arrays#hashCode(byte[])}, piece by piece. */
final class Hashing {
  /** The hash code of no bytes. */
  static final int START = 1;

  private Hashing() {}

  /** The hash code of some bytes and {@code count} more. */
  static int add(int hash, byte[] bytes, int count) {
    int h = hash;
    for (int i = 0; i < count; i++) {
      h = 31 * h + bytes[i];
    }
    return h;
  }
}
