package dev.emery.collections.bytes;

/** Finds bytes in an array. */
final class Search {
  private Search() {}

  /** Where {@code pattern} first stands as a whole between {@code from} and {@code to}, or -1. */
  static int first(byte[] bytes, int from, int to, byte[] pattern) {
    int last = to - pattern.length;
    for (int i = from; i <= last; i++) {
      int k = 0;
      while (k < pattern.length && bytes[i + k] == pattern[k]) {
        k++;
      }
      if (k == pattern.length) {
        return i;
      }
    }
    return -1;
  }
}
