package dev.emery.journal;

import java.io.IOException;

/** Where the contents of records go: a pool file, an image, or a check. Offsets are the pool's. */
interface ReplayTarget {

  /** Takes bytes of the pool; the array belongs to the caller again on return. */
  void data(long at, byte[] source, int from, int length) throws IOException;

  /** Takes a range of zeros. */
  void zeros(long at, long length) throws IOException;

  /** Takes a note: words that a record carries beside the contents of the pool. */
  default void note(int type, byte[] source, int from, int length) throws IOException {}
}
