package dev.emery.collections.hash;

import dev.emery.transaction.Memory;

/**
 * How a hash map lies in a pool: a block for the object, a table, and segments of slots.
 *
 * <pre>
 *   object    0  long  size
 *             8  int   splits     segments - 1
 *            12  int   0
 *            16  long  table      root of the RefTable of segments; 0 in it: an empty segment
 *   segment   0  int   capacity   slots
 *             4  int   0
 *             8  one fingerprint byte for each slot, 0 for free; up to the next multiple of 8
 *             .  slots: key, then value, each at its alignment
 * </pre>
 *
 * <p>An entry with hash {@code h} lies in the segment that the low bits of {@code h} say (linear
 * hashing), and its fingerprint is the top byte of {@code h}, with 1 for 0. Slots are filled from
 * the first on, without gaps, so a fingerprint of 0 ends the search.
 *
 * <p>Valid if and only if (1) {@code size} is the number of fingerprints that are not 0, (2) each
 * entry lies in the segment of its hash with the fingerprint of its hash, (3) no key is there
 * twice, and (4) no segment has a fingerprint behind a free slot.
 */
final class MapFormat {
  /** Payload bytes of the object. */
  static final int BYTES = 24;

  /** Bytes of a segment before its fingerprints. */
  static final int SEGMENT_HEADER = 8;

  private MapFormat() {}

  static long sizeAt(long object) {
    return Memory.payload(object);
  }

  static long splitsAt(long object) {
    return Memory.payload(object) + 8;
  }

  static long tableAt(long object) {
    return Memory.payload(object) + 16;
  }

  static long capacityAt(long segment) {
    return Memory.payload(segment);
  }

  static long fingerprintsAt(long segment) {
    return Memory.payload(segment) + SEGMENT_HEADER;
  }

  /** Bytes that the fingerprints of so many slots take. */
  static long fingerprintBytes(long capacity) {
    return capacity + 7 & ~7L;
  }

  /** The fingerprint of a hash, never 0. */
  static int fingerprint(long hash) {
    return Math.max(1, (int) (hash >>> 56));
  }

  /** The segment of a hash. */
  static int segment(long hash, int segments) {
    int level = Integer.highestOneBit(segments);
    int index = (int) hash & 2 * level - 1;
    return index < segments ? index : index - level;
  }

  /** The segment that is divided when {@code segments} become one more. */
  static int divided(int segments) {
    return segments - Integer.highestOneBit(segments);
  }
}
