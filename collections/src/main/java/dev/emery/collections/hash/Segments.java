package dev.emery.collections.hash;

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
   * A segment holds between LOAD and twice as many entries on average, depending on whether its turn has
   * come in this round. With wide slots it holds fewer, so that dividing one stays cheap.
   */
  private static final int LOAD = 32;
  private static final int LEAST_LOAD = 8;
  private static final int BYTES = 2048;

  final Slots<K, V> slots;
  private final int load;

  Segments(Slots<K, V> slots) {
    this.slots = slots;
    this.load = Math.clamp(BYTES / slots.width, LEAST_LOAD, LOAD);
  }

  static long size(Memory m, long object) {
    return m.getLong(MapFormat.sizeAt(object));
  }

  static void size(Memory m, Journal<?> j, long object, long size) {
    m.setLong(j, object, MapFormat.sizeAt(object), size);
  }

  static int count(Memory m, long object) {
    return m.getInt(MapFormat.splitsAt(object)) + 1;
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

  private static void set(Memory m, Journal<?> j, long object, int index, long segment) {
    long table = table(m, object);
    long root = RefTable.set(m, j, table, count(m, object), index, segment);
    if (root != table) {
      m.setLong(j, object, MapFormat.tableAt(object), root);
    }
  }

  // ---- changes

  /** Adds an entry that is not there. {@code filled} are the entries of its segment. */
  void add(Memory m, Journal<?> j, long object, long segment, int filled, Entry<K, V> entry) {
    long target = segment;
    if (segment == 0 || filled == Slots.capacity(m, segment)) {
      target = slots.grow(m, j, segment, filled);
      set(m, j, object, MapFormat.segment(entry.hash, count(m, object)), target);
    }
    slots.fill(m, j, target, filled, entry.hash, entry.key, entry.value);
    long size = size(m, object) + 1;
    size(m, j, object, size);
    int count = count(m, object);
    if (size > (long) count * load && count < Integer.MAX_VALUE >> 1) {
      divide(m, j, object, count);
    }
  }

  private void divide(Memory m, Journal<?> j, long object, int count) {
    int index = MapFormat.divided(count);
    long segment = get(m, object, index);
    long other = segment == 0 ? 0 : slots.divide(m, j, segment, Integer.highestOneBit(count));
    long table = RefTable.append(m, j, table(m, object), count, other);
    m.setLong(j, object, MapFormat.tableAt(object), table);
    m.setInt(j, object, MapFormat.splitsAt(object), count);
  }

  /** Takes an entry out, which was dropped, and gives back what is empty then. */
  void remove(Memory m, Journal<?> j, long object, int index, long segment, int slot) {
    int filled = Slots.filled(m, segment);
    if (filled == 1) {
      m.free(j, segment);
      set(m, j, object, index, 0);
    } else {
      slots.remove(m, j, segment, slot, filled);
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
      joinLast(m, j, object, count);
    }
  }

  private void joinLast(Memory m, Journal<?> j, long object, int count) {
    int last = count - 1;
    int index = last - Integer.highestOneBit(last);
    long gone = get(m, object, last);
    if (gone != 0) {
      set(m, j, object, index, join(m, j, get(m, object, index), gone));
    }
    long table = RefTable.removeLast(m, j, table(m, object), count);
    m.setLong(j, object, MapFormat.tableAt(object), table);
    m.setInt(j, object, MapFormat.splitsAt(object), count - 2);
  }

  private long join(Memory m, Journal<?> j, long segment, long gone) {
    if (segment == 0) {
      return gone;
    }
    int filled = Slots.filled(m, segment);
    int added = Slots.filled(m, gone);
    long joined = segment;
    if (filled + added > Slots.capacity(m, segment)) {
      joined = slots.enlarge(m, j, segment, filled, filled + added);
    }
    slots.append(m, j, gone, added, joined, filled);
    m.free(j, gone);
    return joined;
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
        int filled = Slots.filled(m, segment);
        for (int slot = 0; slots.owns() && slot < filled; slot++) {
          slots.drop(m, j, segment, slot);
        }
        left -= slots.owns() ? filled : 0;
        size -= filled;
        m.free(j, segment);
      }
      table = RefTable.removeLast(m, j, table, count);
    }
    m.setLong(j, object, MapFormat.tableAt(object), table);
    m.setInt(j, object, MapFormat.splitsAt(object), Math.max(0, count - 1));
    size(m, j, object, size);
    return count == 0;
  }

  /** Shows the parts of a map and what its entries own. */
  void visit(Memory m, long object, OwnedVisitor visitor) {
    int count = count(m, object);
    RefTable.visit(m, table(m, object), count, visitor);
    for (int i = 0; i < count; i++) {
      long segment = get(m, object, i);
      if (segment != 0 && visitor.part(segment, used(m, segment)) && slots.owns()) {
        int filled = Slots.filled(m, segment);
        for (int slot = 0; slot < filled; slot++) {
          long at = slots.at(m, segment, slot);
          slots.keys.visit(m, segment, at, visitor);
          slots.values.visit(m, segment, slots.valueAt(at), visitor);
        }
      }
    }
  }

  private long used(Memory m, long segment) {
    return slots.at(m, segment, Slots.filled(m, segment)) - Memory.payload(segment);
  }

  /** What is to be added. */
  record Entry<K, V>(long hash, K key, V value) {}
}
