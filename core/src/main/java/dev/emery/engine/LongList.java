package dev.emery.engine;

import java.util.Arrays;

/** A growable list of longs without boxes. */
final class LongList {
  private static final int KEEP_CAPACITY = 1 << 14;

  private long[] items = new long[16];
  private int size;

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  long get(int index) {
    return items[index];
  }

  void set(int index, long value) {
    items[index] = value;
  }

  void add(long value) {
    if (size == items.length) {
      items = Arrays.copyOf(items, size * 2);
    }
    items[size++] = value;
  }

  long removeLast() {
    return items[--size];
  }

  void truncate(int newSize) {
    size = newSize;
  }

  /** Empties the list, and gives a large array back. */
  void reset() {
    size = 0;
    if (items.length > KEEP_CAPACITY) {
      items = new long[16];
    }
  }
}
