package dev.emery.collections.hash;

import dev.emery.collections.sequence.Parts;
import dev.emery.schema.Codec;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;
import java.util.Arrays;

/**
 * The slots of one segment: how they are found by their fingerprints, filled, emptied and moved to
 * another block.
 *
 * <p>Changing methods need the exclusive lock of the map's object.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
final class Slots<K, V> {
  /*
   * Eight fingerprints are compared at once, as words (SWAR). The test for zero bytes is exact: the
   * shorter `x - ONES & ~x & TOPS` also reports a byte of 1 behind a match, which could be a free slot
   * with the remains of a removed entry.
   *
   * A segment is doubled while it is small and then grows by a quarter, which is one size class of the
   * heap; the measured optimum of load, growth and time per put is in docs/design.md.
   */
  private static final long ONES = 0x0101010101010101L;
  private static final long LOWS = 0x7f7f7f7f7f7f7f7fL;
  private static final long TOPS = 0x8080808080808080L;
  private static final int FIRST = 4;
  private static final int DOUBLED = 16;

  final Codec<K> keys;
  final Codec<V> values;
  final int width;
  private final int valueOffset;

  Slots(Codec<K> keys, Codec<V> values) {
    this.keys = keys;
    this.values = values;
    this.valueOffset = aligned(keys.width(), values.alignment());
    int alignment = Math.max(keys.alignment(), values.alignment());
    this.width = aligned(valueOffset + values.width(), alignment);
  }

  private static int aligned(int bytes, int alignment) {
    return bytes + alignment - 1 & -alignment;
  }

  // ---- places

  static int capacity(Memory m, long segment) {
    return m.getInt(MapFormat.capacityAt(segment));
  }

  /** The place of a slot, which is that of its key. */
  long at(Memory m, long segment, int slot) {
    int capacity = capacity(m, segment);
    return MapFormat.fingerprintsAt(segment)
        + MapFormat.fingerprintBytes(capacity)
        + (long) slot * width;
  }

  /** The place of the value in the slot at {@code at}. */
  long valueAt(long at) {
    return at + valueOffset;
  }

  K key(Memory m, long segment, int slot) {
    return keys.load(m, segment, at(m, segment, slot));
  }

  V value(Memory m, long segment, int slot) {
    return values.load(m, segment, valueAt(at(m, segment, slot)));
  }

  // ---- search

  /** The slot of a key, or {@code ~n} where the segment has it not; {@code n} are filled then. */
  int find(Memory m, long segment, K key, long hash) {
    int capacity = capacity(m, segment);
    long fingerprints = MapFormat.fingerprintsAt(segment);
    long slots = fingerprints + MapFormat.fingerprintBytes(capacity);
    long sought = MapFormat.fingerprint(hash) * ONES;
    for (int i = 0; i < capacity; i += Long.BYTES) {
      long word = m.getLong(fingerprints + i);
      for (long match = zeros(word ^ sought); match != 0; match &= match - 1) {
        int slot = i + (Long.numberOfTrailingZeros(match) >>> 3);
        if (keys.equalsStored(m, segment, slots + (long) slot * width, key)) {
          return slot;
        }
      }
      long free = zeros(word);
      if (free != 0) {
        return ~(i + (Long.numberOfTrailingZeros(free) >>> 3));
      }
    }
    return ~capacity;
  }

  /** The number of filled slots. */
  static int filled(Memory m, long segment) {
    int capacity = capacity(m, segment);
    long fingerprints = MapFormat.fingerprintsAt(segment);
    for (int i = 0; i < capacity; i += Long.BYTES) {
      long free = zeros(m.getLong(fingerprints + i));
      if (free != 0) {
        return Math.min(capacity, i + (Long.numberOfTrailingZeros(free) >>> 3));
      }
    }
    return capacity;
  }

  /** The top bit of each byte that is zero. */
  private static long zeros(long word) {
    return ~((word & LOWS) + LOWS | word | LOWS);
  }

  // ---- changes

  /** Allocates an empty segment. */
  long allocate(Memory m, Journal<?> j, int least) {
    long bytes =
        MapFormat.SEGMENT_HEADER + MapFormat.fingerprintBytes(least) + (long) least * width;
    long segment = m.allocate(j, Parts.TAG, bytes);
    m.setInt(j, segment, MapFormat.capacityAt(segment), fitting(m.capacity(segment)));
    return segment;
  }

  /** How many slots fit into so many bytes of payload. */
  private int fitting(long bytes) {
    long room = bytes - MapFormat.SEGMENT_HEADER;
    long slots = (room - 7) / (width + 1);
    while (MapFormat.fingerprintBytes(slots + 1) + (slots + 1) * width <= room) {
      slots++;
    }
    return (int) Math.min(slots, Integer.MAX_VALUE - 8);
  }

  /** Makes a segment of the first entries, or a larger one for {@code filled} and more. */
  long grow(Memory m, Journal<?> j, long segment, int filled) {
    if (segment == 0) {
      return allocate(m, j, FIRST);
    }
    return enlarge(m, j, segment, filled, filled < DOUBLED ? 2 * filled : filled + filled / 4);
  }

  /** Moves a segment into a block with room for {@code least} slots. */
  long enlarge(Memory m, Journal<?> j, long segment, int filled, int least) {
    long larger = allocate(m, j, least);
    append(m, j, segment, filled, larger, 0);
    m.free(j, segment);
    return larger;
  }

  /** Copies the first {@code count} entries of a segment behind the {@code filled} of another. */
  void append(Memory m, Journal<?> j, long from, int count, long to, int filled) {
    m.copy(j, MapFormat.fingerprintsAt(from), to, MapFormat.fingerprintsAt(to) + filled, count);
    m.copy(j, at(m, from, 0), to, at(m, to, filled), (long) count * width);
  }

  /** Fills the free slot {@code slot}. A store that fails leaves it free. */
  void fill(Memory m, Journal<?> j, long segment, int slot, long hash, K key, V value) {
    long at = at(m, segment, slot);
    keys.store(m, j, segment, at, key);
    try {
      values.store(m, j, segment, valueAt(at), value);
    } catch (RuntimeException | Error e) {
      keys.drop(m, j, segment, at);
      throw e;
    }
    mark(m, j, segment, slot, MapFormat.fingerprint(hash));
  }

  /** Replaces a value. */
  void replace(Memory m, Journal<?> j, long segment, int slot, V old, V value) {
    long at = valueAt(at(m, segment, slot));
    values.drop(m, j, segment, at);
    try {
      values.store(m, j, segment, at, value);
    } catch (RuntimeException | Error e) {
      values.store(m, j, segment, at, old);
      throw e;
    }
  }

  /** Gives up what a slot owns. */
  void drop(Memory m, Journal<?> j, long segment, int slot) {
    long at = at(m, segment, slot);
    keys.drop(m, j, segment, at);
    values.drop(m, j, segment, valueAt(at));
  }

  boolean owns() {
    return keys.owns() || values.owns();
  }

  /** Frees a slot that was dropped: the last of the {@code filled} ones takes its place. */
  void remove(Memory m, Journal<?> j, long segment, int slot, int filled) {
    int last = filled - 1;
    if (slot != last) {
      m.move(j, segment, at(m, segment, last), at(m, segment, slot), width);
      long fingerprints = MapFormat.fingerprintsAt(segment);
      m.setByte(j, segment, fingerprints + slot, m.getByte(fingerprints + last));
    }
    mark(m, j, segment, last, 0);
  }

  private static void mark(Memory m, Journal<?> j, long segment, int slot, int fingerprint) {
    m.setByte(j, segment, MapFormat.fingerprintsAt(segment) + slot, (byte) fingerprint);
  }

  // ---- division

  /**
   * Moves the entries whose hash has {@code bit} into a new segment.
   *
   * @return the new segment, or 0 where there are none
   */
  long divide(Memory m, Journal<?> j, long segment, long bit) {
    int filled = filled(m, segment);
    byte[] fingerprints = new byte[filled];
    byte[] slots = new byte[filled * width];
    m.copyOut(MapFormat.fingerprintsAt(segment), fingerprints, 0, filled);
    m.copyOut(at(m, segment, 0), slots, 0, slots.length);
    byte[] goingFingerprints = new byte[filled];
    byte[] going = new byte[filled * width];
    int gone = 0;
    long first = at(m, segment, 0);
    long seed = m.seed();
    for (int i = 0; i < filled; i++) {
      boolean goes = (keys.hashStored(m, segment, first + (long) i * width, seed) & bit) != 0;
      int to = goes ? gone++ : i - gone;
      (goes ? goingFingerprints : fingerprints)[to] = fingerprints[i];
      System.arraycopy(slots, i * width, goes ? going : slots, to * width, width);
    }
    if (gone == 0) {
      return 0;
    }
    int kept = filled - gone;
    Arrays.fill(fingerprints, kept, filled, (byte) 0);
    m.copyIn(j, segment, MapFormat.fingerprintsAt(segment), fingerprints, 0, filled);
    m.copyIn(j, segment, first, slots, 0, kept * width);
    long other = allocate(m, j, Math.max(FIRST, gone + gone / 4));
    m.copyIn(j, other, MapFormat.fingerprintsAt(other), goingFingerprints, 0, gone);
    m.copyIn(j, other, at(m, other, 0), going, 0, gone * width);
    return other;
  }
}
