package dev.emery.collections.hash;

import dev.emery.transaction.Memory;

/**
 * How a hash map lies in a pool: a block for the object, a table, and segments of slots.
 *
 * <pre>
 *   object    0  long  size
 *             8  int   splits     segments - 1
 *            12  int   0
 *            16  long  table      root of the RefTable of segments
 *   table        a segment's block, with its form in the low 4 bits; 0: an empty segment
 *   segment      groups one behind the other
 *   group     0  eight fingerprint bytes, 0 for a free slot
 *             8  eight slots: key, then value, each at its alignment
 * </pre>
 *
 * <p>The form says how many groups a segment has. In form 0 it is one, which lacks the slots that
 * do not fit into the block: small maps are small. In form 15 it is as many as fit into the block.
 *
 * <p>Of the 64 bits of a key's hash 24 to 55 say its segment (linear hashing), 8 to 23 in which
 * group of the segment it is at home, and 56 to 63 are its fingerprint, with 1 for 0. Where the
 * home is full it lies in the next group that is not. The last of several groups is nobody's home.
 * In form 15 the first is everybody's: it is for keys whose hashes agree by the dozen, which then
 * cost time but nothing else.
 *
 * <p>Valid if and only if (1) {@code size} is the number of fingerprints that are not 0, (2) each
 * entry lies in the segment of its hash with the fingerprint of its hash, at home or behind full
 * groups from there on, (3) no key is there twice, and (4) no slot that form 0 lacks has a
 * fingerprint.
 */
final class MapFormat {
  /** Payload bytes of the object. */
  static final int BYTES = 24;

  /** Slots of a group. */
  static final int GROUP = 8;

  /** The form for hashes that agree too often. */
  static final int WIDE = 15;

  private static final long FORM = 0xF;
  private static final byte[] GROUPS = {1, 1, 2, 3, 4, 6, 8, 10, 12, 14, 16, 19, 22, 26, 32, 0};

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

  /** The block of a segment. */
  static long block(long segment) {
    return segment & ~FORM;
  }

  /** The form of a segment. */
  static int form(long segment) {
    return (int) (segment & FORM);
  }

  /** The groups of a segment of this form, 0 for those of {@link #WIDE}. */
  static int groups(int form) {
    return GROUPS[form];
  }

  /**
   * A segment in the form in which a key's home is found fastest; 0 for one that is empty or wide.
   *
   * <pre>
   * bits 63..8 block | bits 7..0 how many groups are homes
   * </pre>
   */
  static long homes(long segment) {
    int groups = groups(form(segment));
    return segment == 0 || groups == 0 ? 0 : block(segment) << 8 | groups - 1;
  }

  /** The place of the group in which a hash is at home, with groups of so many bytes. */
  static long home(long hash, long homes, int stride) {
    return Memory.payload(homes >>> 8) + (long) home(hash, (int) (homes & 0xFF) + 1) * stride;
  }

  /** The smallest form from {@code least} on in which three slots of four are enough. */
  static int formFor(int entries, int least) {
    int form = least;
    while (form < WIDE && 3 * GROUP * GROUPS[form] < 4 * entries) {
      form++;
    }
    return form;
  }

  /** The group in which a hash is at home, in a segment with so many groups that is not wide. */
  static int home(long hash, int groups) {
    return ((int) (hash >>> 8) & 0xFFFF) * (groups - 1) >>> 16;
  }

  /** The fingerprint of a hash, never 0. */
  static int fingerprint(long hash) {
    return Math.max(1, (int) (hash >>> 56));
  }

  /** The segment of a hash. */
  static int segment(long hash, int segments) {
    return segmentOf(number(hash), segments);
  }

  /** The segment of a hash with this {@link #number}. */
  static int segmentOf(int number, int segments) {
    int mask = mask(segments);
    int index = number & mask;
    return index < segments ? index : index & mask >>> 1;
  }

  /** How many bits of the number, from the lowest on, all hashes of a segment have in common. */
  static int depth(int index, int segments) {
    int highest = Integer.highestOneBit(segments);
    int divided = index >= highest || index < segments - highest ? 1 : 0;
    return Integer.numberOfTrailingZeros(highest) + divided;
  }

  /** The bits of a number that say a segment; where they lead too far, the highest one less. */
  static int mask(int segments) {
    return 2 * Integer.highestOneBit(segments) - 1;
  }

  /** The bits of a hash that say its segment. */
  static int number(long hash) {
    return (int) (hash >>> 24);
  }

  /** The segment that is divided when {@code segments} become one more. */
  static int divided(int segments) {
    return segments - Integer.highestOneBit(segments);
  }
}
