package dev.emery.engine;

import java.util.Arrays;

/** Distinct longs in the order in which they came, each found by its value, without boxes. */
final class LongIndex {
  private static final int LINEAR = 8; // up to this size a scan beats the table
  private static final int KEEP_CAPACITY = 1 << 12;
  private static final int[] NO_TABLE = {};

  private long[] keys = new long[2 * LINEAR];
  private int[] table = NO_TABLE; // position + 1, 0 for empty; in use beyond LINEAR
  private int size;

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  long get(int position) {
    return keys[position];
  }

  /** The position of a long, or -1 where it has not come yet. */
  int find(long key) {
    if (size > LINEAR) {
      int found = table[slot(key)];
      return found - 1;
    }
    for (int i = 0; i < size; i++) {
      if (keys[i] == key) {
        return i;
      }
    }
    return -1;
  }

  /** Adds a long that is not here yet, and returns its position. */
  int add(long key) {
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, size * 2);
    }
    keys[size++] = key;
    if (size > LINEAR) {
      if (size == LINEAR + 1 || table.length < size * 2) {
        enterAll();
      } else {
        table[slot(key)] = size;
      }
    }
    return size - 1;
  }

  private void enterAll() {
    if (table.length < size * 2) {
      table = new int[Integer.highestOneBit(size) * 8];
    }
    for (int i = 0; i < size; i++) {
      table[slot(keys[i])] = i + 1;
    }
  }

  /** The slot of a long, or the empty one where it belongs. */
  private int slot(long key) {
    int mask = table.length - 1;
    int slot = (int) (key * 0x9E3779B97F4A7C15L >>> 32) & mask;
    for (int found; (found = table[slot]) != 0 && keys[found - 1] != key; ) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  /** Forgets all, and gives large arrays back. */
  void reset() {
    if (keys.length > KEEP_CAPACITY) {
      keys = new long[2 * LINEAR];
      table = NO_TABLE;
    } else if (size > LINEAR) {
      Arrays.fill(table, 0);
    }
    size = 0;
  }
}
