package dev.emery.collections.hash;

import dev.emery.CorruptPoolException;
import dev.emery.collections.sequence.Parts;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;

/**
 * Makes segments from the bytes of others: larger ones, halves, and two in one. Entries move as
 * bytes, so nothing is stored or dropped again.
 *
 * <p>Needs the exclusive lock of the map's object.
 */
final class Packing {
  private static final byte[] NONE = {};

  /** How many forms a segment grows by. */
  private static final int GROWTH = 1;

  private final Slots<?, ?> slots;

  Packing(Slots<?, ?> slots) {
    this.slots = slots;
  }

  /** Entries on the Java heap, on their way from one segment to another. */
  private final class Load {
    private final long[] hashes;
    private final byte[] entries;
    private int count;

    Load(int most) {
      hashes = new long[most];
      entries = new byte[Math.multiplyExact(most, slots.width)];
    }

    void add(long hash, byte[] segment, int slot) {
      int from = start(slot >>> 3) + Long.BYTES + (slot & 7) * slots.width;
      System.arraycopy(segment, from, entries, count * slots.width, slots.width);
      hashes[count++] = hash;
    }

    void addAll(Memory m, long segment) {
      byte[] bytes = bytes(m, segment);
      for (int slot = slots.last(m, segment); slot >= 0; slot = slots.before(m, segment, slot)) {
        add(hash(m, segment, slot), bytes, slot);
      }
    }

    /** The bytes of a segment with these entries, or none where they do not fit. */
    byte[] packed(int form, int groups) {
      byte[] segment = new byte[Math.multiplyExact(groups, slots.stride)];
      for (int i = 0; i < count; i++) {
        int slot = Slots.home(hashes[i], form, groups) << 3;
        while (slot < groups << 3 && !isFree(segment, slot)) {
          slot++;
        }
        if (slot == groups << 3) {
          return NONE;
        }
        put(segment, slot, i);
      }
      return segment;
    }

    private boolean isFree(byte[] segment, int slot) {
      return segment[start(slot >>> 3) + (slot & 7)] == 0;
    }

    private void put(byte[] segment, int slot, int entry) {
      int start = start(slot >>> 3);
      segment[start + (slot & 7)] = (byte) MapFormat.fingerprint(hashes[entry]);
      int to = start + Long.BYTES + (slot & 7) * slots.width;
      System.arraycopy(entries, entry * slots.width, segment, to, slots.width);
    }
  }

  private int start(int group) {
    return group * slots.stride;
  }

  private long hash(Memory m, long segment, int slot) {
    return slots.hashStored(m, MapFormat.block(segment), slots.at(segment, slot));
  }

  private byte[] bytes(Memory m, long segment) {
    int length = slots.stride * slots.groups(m, segment);
    if (MapFormat.form(segment) == 0) {
      length = Long.BYTES + slots.capacity(m, segment) * slots.width;
    }
    byte[] bytes = new byte[length];
    m.copyOut(Memory.payload(MapFormat.block(segment)), bytes, 0, length);
    return bytes;
  }

  /** The bytes of a segment, and its form. */
  private record Packed(byte[] bytes, int form) {}

  /** A new segment with these entries, of at least this form. */
  private long make(Memory m, Journal<?> j, Load load, int least) {
    return write(m, j, pack(load, least));
  }

  private static Packed pack(Load load, int least) {
    for (int form = MapFormat.formFor(load.count, least); form < MapFormat.WIDE; form++) {
      byte[] packed = load.packed(form, MapFormat.groups(form));
      if (packed.length > 0) {
        return new Packed(packed, form);
      }
    }
    int groups = (load.count + load.count / 2) / MapFormat.GROUP + 1;
    return new Packed(load.packed(MapFormat.WIDE, groups), MapFormat.WIDE);
  }

  private static long write(Memory m, Journal<?> j, Packed packed) {
    byte[] bytes = packed.bytes;
    long block = m.allocate(j, Parts.TAG, bytes.length);
    m.copyIn(j, block, Memory.payload(block), bytes, 0, bytes.length);
    return block | packed.form;
  }

  /** A segment with room for the first few entries. */
  long first(Memory m, Journal<?> j, int entries) {
    return m.allocate(j, Parts.TAG, Long.BYTES + (long) entries * slots.width);
  }

  /** A segment with more room, in place of one that has no slot for an entry. */
  long grow(Memory m, Journal<?> j, long segment) {
    int capacity = slots.capacity(m, segment);
    if (capacity < 1) {
      throw new CorruptPoolException("segment without a slot, segment=0x%x".formatted(segment));
    }
    if (capacity < MapFormat.GROUP) {
      return growFirst(m, j, segment, capacity);
    }
    Load load = new Load(capacity);
    load.addAll(m, segment);
    int least = Math.min(MapFormat.WIDE, MapFormat.form(segment) + GROWTH);
    long larger = make(m, j, load, least);
    m.free(j, MapFormat.block(segment));
    return larger;
  }

  private long growFirst(Memory m, Journal<?> j, long segment, int capacity) {
    boolean whole = 2 * capacity >= MapFormat.GROUP;
    long larger = whole ? m.allocate(j, Parts.TAG, slots.stride) : first(m, j, 2 * capacity);
    long bytes = Long.BYTES + (long) capacity * slots.width;
    m.copy(j, Memory.payload(segment), larger, Memory.payload(larger), bytes);
    m.free(j, segment);
    return whole ? larger | 1 : larger;
  }

  /**
   * Divides a segment by a bit of the number of the hash. Each half gets room for a third more
   * entries, so that it grows about twice before its next division.
   *
   * @return the segments of the entries without and with the bit, 0 for none
   */
  long[] divide(Memory m, Journal<?> j, long segment, int bit) {
    int capacity = slots.capacity(m, segment);
    Load staying = new Load(capacity);
    Load going = new Load(capacity);
    byte[] bytes = bytes(m, segment);
    for (int slot = slots.last(m, segment); slot >= 0; slot = slots.before(m, segment, slot)) {
      long hash = hash(m, segment, slot);
      ((MapFormat.number(hash) & bit) != 0 ? going : staying).add(hash, bytes, slot);
    }
    if (going.count == 0) {
      return new long[] {segment, 0};
    }
    if (staying.count == 0) {
      return new long[] {0, segment};
    }
    m.free(j, MapFormat.block(segment));
    return new long[] {makeHalf(m, j, staying), makeHalf(m, j, going)};
  }

  private long makeHalf(Memory m, Journal<?> j, Load half) {
    return make(m, j, half, MapFormat.formFor(half.count + half.count / 3, 1));
  }

  /** One segment in place of two; 0, and nothing done, where the pool has no room for it. */
  long join(Memory m, Journal<?> j, long one, long other) {
    Load load = new Load(slots.capacity(m, one) + slots.capacity(m, other));
    load.addAll(m, one);
    load.addAll(m, other);
    Packed packed = pack(load, 1);
    if (!m.hasRoom(j, packed.bytes.length)) {
      return 0;
    }
    long joined = write(m, j, packed);
    m.free(j, MapFormat.block(one));
    m.free(j, MapFormat.block(other));
    return joined;
  }
}
