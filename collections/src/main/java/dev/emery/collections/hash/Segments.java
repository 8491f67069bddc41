package dev.emery.collections.hash;

import dev.emery.CorruptPoolException;
import dev.emery.collections.sequence.Located;
import dev.emery.collections.sequence.RefTable;
import dev.emery.schema.OwnedVisitor;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Memory;

/**
 * The segments of a hash map, by linear hashing: a map grows by dividing one segment at a time, in
 * order, and shrinks by joining the last one to the one that it came from. So no step does more
 * than a segment's work, however large the map is.
 *
 * <p>Changing methods need the exclusive lock of the map's object.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 * @see <a href="https://dl.acm.org/doi/10.5555/1286887.1286912">Litwin, "Linear hashing: a new tool
 *     for file and table addressing", VLDB 1980</a>
 */
final class Segments<K, V> {
  /*
   * A segment holds between LOAD and twice as many entries on average, depending on whether its
   * turn has come in this round. With wide slots it holds fewer, so that dividing one stays cheap.
   */
  private static final int LOAD = 64;
  private static final int LEAST_LOAD = 8;
  private static final int BYTES = 4096;

  /** Slots of the first segment of a map. */
  private static final int FIRST = 2;

  final Slots<K, V> slots;
  private final Packing packing;
  private final int load;

  Segments(Slots<K, V> slots) {
    this.slots = slots;
    this.packing = new Packing(slots);
    this.load = Math.clamp(BYTES / slots.width, LEAST_LOAD, LOAD);
  }

  static long size(Memory m, long object) {
    return m.getLongCount(MapFormat.sizeAt(object), 1);
  }

  /** The size, for an array that the entries fill. */
  static int sizeOfArray(Memory m, long object) {
    long size = size(m, object);
    if (size > Integer.MAX_VALUE - 8) {
      throw new IllegalStateException("too many entries for an array, size=" + size);
    }
    return (int) size;
  }

  /** Throws where the segments have another number of entries than the map says. */
  static void requireAll(int entries, int size) {
    if (entries != size) {
      throw new CorruptPoolException(
          "map has another number of entries than it says, size=%d, entries=%s%d"
              .formatted(size, entries > size ? "more than " : "", Math.min(entries, size)));
    }
  }

  static void size(Memory m, Journal<?> j, long object, long size) {
    m.setLong(j, object, MapFormat.sizeAt(object), size);
  }

  static int count(Memory m, long object) {
    return m.getCount(MapFormat.splitsAt(object), 1) + 1;
  }

  private static long table(Memory m, long object) {
    return m.getLong(MapFormat.tableAt(object));
  }

  /** The segment with this number; 0 where it is empty. */
  static long get(Memory m, long object, int index) {
    return RefTable.get(m, table(m, object), count(m, object), index);
  }

  /** The segment in which entries with this hash lie; 0 where it is empty. */
  static long of(Memory m, long object, long hash) {
    int count = count(m, object);
    return RefTable.get(m, table(m, object), count, MapFormat.segment(hash, count));
  }

  /** Reads where the segments are, to be kept for as long as the stamp holds. */
  static Located locate(Memory m, long object, long stamp) {
    return Located.of(m, object, stamp, 0, count(m, object), table(m, object));
  }

  /** The segment in which entries with this hash lie; 0 where it is empty. */
  static long of(Located located, long hash) {
    return located.reference(MapFormat.segment(hash, located.count()));
  }

  /** This, or from a number of uses on one in which {@link Located#hashed} finds segments. */
  static Located used(Located located) {
    return located.used(MapFormat.mask(located.count()), MapFormat::homes);
  }

  private static void set(Memory m, Journal<?> j, long object, int index, long segment) {
    long table = table(m, object);
    long root = RefTable.set(m, j, table, count(m, object), index, segment);
    if (root != table) {
      m.setLong(j, object, MapFormat.tableAt(object), root);
    }
  }

  // ---- changes

  /**
   * Adds an entry that is not there; {@code free} is where the search in its segment ended. To be
   * followed by {@link #grow}.
   *
   * @return the place of its slot, until the map grows
   */
  long add(Memory m, Journal<?> j, long object, long segment, int free, Entry<K, V> entry) {
    long target = room(m, j, object, segment, free, entry.hash);
    int slot = target == segment ? free : slots.free(m, target, entry.hash);
    slots.fill(m, j, target, slot, entry.hash, entry.key, entry.value);
    size(m, j, object, size(m, object) + 1);
    return slots.at(target, slot);
  }

  /**
   * Makes room for an entry that is not there, and returns the segment that has it: the same, in
   * which {@code free} is the slot, or another.
   */
  long room(Memory m, Journal<?> j, long object, long segment, int free, long hash) {
    long target = segment;
    int slot = free;
    while (target == 0 || slot >= slots.capacity(m, target)) {
      target = target == 0 ? packing.first(m, j, FIRST) : packing.grow(m, j, target);
      set(m, j, object, MapFormat.segment(hash, count(m, object)), target);
      slot = slots.free(m, target, hash);
    }
    return target;
  }

  /** Counts an entry that was put where {@link #room} was, and grows. */
  void added(Memory m, Journal<?> j, long object) {
    size(m, j, object, size(m, object) + 1);
    grow(m, j, object);
  }

  /** Divides a segment where the map has more entries than its segments are for. */
  void grow(Memory m, Journal<?> j, long object) {
    int count = count(m, object);
    if (size(m, object) > (long) count * load && count < Integer.MAX_VALUE >> 1) {
      divide(m, j, object, count);
    }
  }

  private void divide(Memory m, Journal<?> j, long object, int count) {
    int index = MapFormat.divided(count);
    long segment = get(m, object, index);
    long other = 0;
    if (segment != 0) {
      long[] halves = packing.divide(m, j, segment, Integer.highestOneBit(count));
      other = halves[1];
      if (halves[0] != segment) {
        set(m, j, object, index, halves[0]);
      }
    }
    long table = RefTable.append(m, j, table(m, object), count, other);
    m.setLong(j, object, MapFormat.tableAt(object), table);
    m.setInt(j, object, MapFormat.splitsAt(object), count);
  }

  /** Takes an entry out, which was dropped, and gives back what is empty then. */
  void remove(Memory m, Journal<?> j, long object, int index, long segment, int slot) {
    slots.remove(m, j, segment, slot);
    if (slots.last(m, segment) < 0) {
      m.free(j, MapFormat.block(segment));
      set(m, j, object, index, 0);
    }
    size(m, j, object, size(m, object) - 1);
  }

  /** Joins a few segments where the map has shrunk to half of what they are for. */
  void shrink(Memory m, Journal<?> j, long object) {
    for (int steps = 0; steps < 2; steps++) {
      int count = count(m, object);
      if (count == 1 || size(m, object) >= (long) count * load / 2) {
        return;
      }
      if (!joinLast(m, j, object, count)) {
        return;
      }
    }
  }

  /** Joins the last segment to another, unless the pool is too full for the joined one. */
  private boolean joinLast(Memory m, Journal<?> j, long object, int count) {
    int last = count - 1;
    int index = last - Integer.highestOneBit(last);
    long gone = get(m, object, last);
    if (gone != 0) {
      long segment = get(m, object, index);
      long joined = segment == 0 ? gone : packing.join(m, j, segment, gone);
      if (joined == 0) {
        return false;
      }
      set(m, j, object, index, joined);
    }
    long table = RefTable.removeLast(m, j, table(m, object), count);
    m.setLong(j, object, MapFormat.tableAt(object), table);
    m.setInt(j, object, MapFormat.splitsAt(object), count - 2);
    return true;
  }

  /**
   * Drops and frees the last segments, at least one and about {@code most}; true when none is left.
   */
  boolean removeLast(Memory m, Journal<?> j, long object, long most) {
    int count = count(m, object);
    long table = table(m, object);
    long size = size(m, object);
    for (long left = most; count > 0 && left > 0; count--) {
      long segment = RefTable.get(m, table, count, count - 1);
      left--;
      if (segment != 0) {
        int taken = slots.taken(m, segment);
        if (slots.owns()) {
          dropAll(m, j, segment);
          left -= taken;
        }
        size -= taken;
        m.free(j, MapFormat.block(segment));
      }
      table = RefTable.removeLast(m, j, table, count);
    }
    m.setLong(j, object, MapFormat.tableAt(object), table);
    m.setInt(j, object, MapFormat.splitsAt(object), Math.max(0, count - 1));
    size(m, j, object, size);
    return count == 0;
  }

  private void dropAll(Memory m, Journal<?> j, long segment) {
    for (int slot = slots.last(m, segment); slot >= 0; slot = slots.before(m, segment, slot)) {
      slots.drop(m, j, segment, slot);
    }
  }

  /** Shows the parts of a map and what its entries own. */
  void visit(Memory m, long object, OwnedVisitor visitor) {
    int count = count(m, object);
    RefTable.visit(m, table(m, object), count, visitor);
    for (int i = 0; i < count; i++) {
      long segment = get(m, object, i);
      if (segment != 0) {
        visitSegment(m, segment, visitor);
      }
    }
  }

  private void visitSegment(Memory m, long segment, OwnedVisitor visitor) {
    long block = MapFormat.block(segment);
    long used = Math.min(m.capacity(block), (long) slots.groups(m, segment) * slots.stride);
    if (visitor.part(block, used) && slots.owns()) {
      for (int slot = slots.last(m, segment); slot >= 0; slot = slots.before(m, segment, slot)) {
        long at = slots.at(segment, slot);
        slots.keys.visit(m, block, at, visitor);
        slots.values.visit(m, block, slots.valueAt(at), visitor);
      }
    }
  }

  /** What is to be added. */
  record Entry<K, V>(long hash, K key, V value) {}
}
