package dev.emery.collections.hash;

import dev.emery.collections.sequence.Storing;
import dev.emery.schema.Codec;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;

/**
 * The slots of one segment: how they are found by their fingerprints, filled and emptied. A slot is
 * known by its number, eight of which make a group.
 *
 * <p>Changing methods need the exclusive lock of the map's object.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
sealed class Slots<K, V> permits LongSlots {
  /** What {@link #find} says where a key is not there and has no free slot. */
  static final int FULL = Integer.MIN_VALUE;

  final Codec<K> keys;
  final Codec<V> values;

  /** Bytes of a slot. */
  final int width;

  /** Bytes of a group. */
  final int stride;

  private final int valueOffset;

  Slots(Codec<K> keys, Codec<V> values) {
    this.keys = keys;
    this.values = values;
    this.valueOffset = aligned(keys.width(), values.alignment());
    int alignment = Math.max(keys.alignment(), values.alignment());
    this.width = aligned(valueOffset + values.width(), alignment);
    this.stride = Long.BYTES + MapFormat.GROUP * aligned(width, 1);
  }

  static int aligned(int bytes, int alignment) {
    return bytes + alignment - 1 & -alignment;
  }

  // ---- places

  final long groupAt(long segment, int group) {
    return Memory.payload(MapFormat.block(segment)) + (long) group * stride;
  }

  /** The place of a slot, which is that of its key. */
  long at(long segment, int slot) {
    return groupAt(segment, slot >>> 3) + Long.BYTES + (long) (slot & 7) * width;
  }

  /** The place of the value in the slot at {@code at}. */
  long valueAt(long at) {
    return at + valueOffset;
  }

  private long fingerprintAt(long segment, int slot) {
    return groupAt(segment, slot >>> 3) + (slot & 7);
  }

  int fingerprint(Memory m, long segment, int slot) {
    return m.getByte(fingerprintAt(segment, slot)) & 0xFF;
  }

  K key(Memory m, long segment, int slot) {
    return keys.load(m, MapFormat.block(segment), at(segment, slot));
  }

  V value(Memory m, long segment, int slot) {
    return values.load(m, MapFormat.block(segment), valueAt(at(segment, slot)));
  }

  /** The group in which a hash is at home. */
  static int home(long hash, long segment, int groups) {
    return MapFormat.form(segment) == MapFormat.WIDE ? 0 : MapFormat.home(hash, groups);
  }

  /** How many groups a segment has. */
  int groups(Memory m, long segment) {
    int groups = MapFormat.groups(MapFormat.form(segment));
    return groups > 0 ? groups : (int) (m.capacity(MapFormat.block(segment)) / stride);
  }

  /** How many slots a segment has. */
  int capacity(Memory m, long segment) {
    int whole = MapFormat.GROUP * groups(m, segment);
    if (MapFormat.form(segment) > 0) {
      return whole;
    }
    return (int) Math.min(whole, (m.capacity(segment) - Long.BYTES) / width);
  }

  // ---- search

  /** The hash of a key, by which it is found. */
  long hash(Memory m, K key) {
    return keys.hash(key, m.seed());
  }

  /** The hash of a stored key, which is that of the key. */
  long hashStored(Memory m, long block, long at) {
    return keys.hashStored(m, block, at, m.seed());
  }

  /**
   * The place where an entry with this hash mostly is: the first slot of its home that has its
   * fingerprint. 0 where there is none, or no telling without {@link #find}.
   */
  long candidate(Memory m, long homes, long hash) {
    if (homes == 0) {
      return 0;
    }
    long at = MapFormat.home(hash, homes, stride);
    long pattern = Fingerprints.pattern(MapFormat.fingerprint(hash));
    long same = Fingerprints.same(m.getLong(at), pattern);
    return same == 0 ? 0 : at + Long.BYTES + (long) Fingerprints.first(same) * width;
  }

  /** The slot of a key; {@code ~slot} where it is not there and that slot is free; or FULL. */
  int find(Memory m, long segment, K key, long hash) {
    int fingerprint = MapFormat.fingerprint(hash);
    long pattern = Fingerprints.pattern(fingerprint);
    int groups = groups(m, segment);
    long block = MapFormat.block(segment);
    for (int group = home(hash, segment, groups); group < groups; group++) {
      long at = groupAt(segment, group);
      long word = m.getLong(at);
      for (long same = Fingerprints.same(word, pattern); same != 0; same &= same - 1) {
        int i = Fingerprints.first(same);
        if (keys.equalsStored(m, block, at + Long.BYTES + (long) i * width, key)) {
          return group << 3 | i;
        }
      }
      long free = Fingerprints.free(word);
      if (free != 0) {
        return ~(group << 3 | Fingerprints.first(free));
      }
    }
    return FULL;
  }

  /** The free slot for a hash whose key is not there, or a number beyond all slots. */
  int free(Memory m, long segment, long hash) {
    int groups = groups(m, segment);
    for (int group = home(hash, segment, groups); group < groups; group++) {
      long free = Fingerprints.free(m.getLong(groupAt(segment, group)));
      if (free != 0) {
        return group << 3 | Fingerprints.first(free);
      }
    }
    return ~FULL;
  }

  /** The last taken slot before {@code slot}, or -1. */
  int before(Memory m, long segment, int slot) {
    int group = slot >>> 3;
    long below = (1L << ((slot & 7) << 3)) - 1;
    while (group >= 0) {
      if (below != 0) {
        long taken = Fingerprints.taken(m.getLong(groupAt(segment, group))) & below;
        if (taken != 0) {
          return group << 3 | Fingerprints.last(taken);
        }
      }
      group--;
      below = -1;
    }
    return -1;
  }

  /** The last taken slot; -1 in an empty segment. */
  int last(Memory m, long segment) {
    return before(m, segment, groups(m, segment) << 3);
  }

  /** The number of taken slots. */
  int taken(Memory m, long segment) {
    int taken = 0;
    for (int group = 0; group < groups(m, segment); group++) {
      taken += Long.bitCount(Fingerprints.taken(m.getLong(groupAt(segment, group))));
    }
    return taken;
  }

  // ---- changes

  /** Fills a free slot. A store that fails leaves it free. */
  void fill(Memory m, Journal<?> j, long segment, int slot, long hash, K key, V value) {
    long block = MapFormat.block(segment);
    long at = at(segment, slot);
    Storing.add(keys, m, j, block, at, key);
    try {
      Storing.add(values, m, j, block, valueAt(at), value);
    } catch (RuntimeException | Error e) {
      keys.drop(m, j, block, at);
      throw e;
    }
    mark(m, j, segment, slot, MapFormat.fingerprint(hash));
  }

  final void mark(Memory m, Journal<?> j, long segment, int slot, int fingerprint) {
    long at = fingerprintAt(segment, slot);
    m.setByte(j, MapFormat.block(segment), at, (byte) fingerprint);
  }

  /** Replaces a value. A store that fails leaves it as it was. */
  void replace(Memory m, Journal<?> j, long segment, int slot, V old, V value) {
    long at = valueAt(at(segment, slot));
    Storing.replace(values, m, j, MapFormat.block(segment), at, old, value);
  }

  boolean owns() {
    return keys.owns() || values.owns();
  }

  /** Gives up what a slot owns. */
  void drop(Memory m, Journal<?> j, long segment, int slot) {
    long block = MapFormat.block(segment);
    long at = at(segment, slot);
    values.drop(m, j, block, valueAt(at));
    keys.drop(m, j, block, at);
  }

  /**
   * Frees a slot that was dropped. Where its group was full, an entry that is at home there or
   * before takes its place, and so on, so that every search still ends at the first group that is
   * not full. Only entries in higher slots move.
   */
  void remove(Memory m, Journal<?> j, long segment, int slot) {
    int groups = groups(m, segment);
    int hole = slot;
    boolean full = isFull(m, segment, hole >>> 3);
    for (int group = (hole >>> 3) + 1; full && group < groups; group++) {
      full = isFull(m, segment, group);
      int mover = displaced(m, segment, group, hole >>> 3, groups);
      if (mover >= 0) {
        m.move(j, MapFormat.block(segment), at(segment, mover), at(segment, hole), width);
        mark(m, j, segment, hole, fingerprint(m, segment, mover));
        hole = mover;
      }
    }
    mark(m, j, segment, hole, 0);
  }

  private boolean isFull(Memory m, long segment, int group) {
    return Fingerprints.free(m.getLong(groupAt(segment, group))) == 0;
  }

  /** A slot of {@code group} whose entry is at home in {@code most} or before, or -1. */
  private int displaced(Memory m, long segment, int group, int most, int groups) {
    long block = MapFormat.block(segment);
    for (int slot = group << 3; slot < group + 1 << 3; slot++) {
      if (fingerprint(m, segment, slot) != 0
          && home(hashStored(m, block, at(segment, slot)), segment, groups) <= most) {
        return slot;
      }
    }
    return -1;
  }
}
