package dev.emery.engine;

import java.util.Arrays;

/**
 * The references to each object whose owners a transaction has changed: first what it adds, then
 * what it results in.
 */
final class OwnerCounts {
  private static final int KEEP_CAPACITY = 1 << 12;
  private static final int GONE = Integer.MIN_VALUE;

  private final LongIndex objects = new LongIndex();
  private int[] sole = new int[16];
  private int[] shared = new int[16];

  int size() {
    return objects.size();
  }

  boolean isEmpty() {
    return objects.isEmpty();
  }

  long object(int index) {
    return objects.get(index);
  }

  /** The index of an object, or -1 where it is not counted here. */
  int find(long object) {
    return objects.find(object);
  }

  /** The index of an object, which has no references yet where it is new. */
  int index(long object) {
    int index = objects.find(object);
    if (index < 0) {
      index = objects.add(object);
      if (index == sole.length) {
        sole = Arrays.copyOf(sole, index * 2);
        shared = Arrays.copyOf(shared, index * 2);
      }
      sole[index] = 0;
      shared[index] = 0;
    }
    return index;
  }

  void add(int index, boolean byPointers, int number) {
    if (byPointers) {
      shared[index] += number;
    } else {
      sole[index] += number;
    }
  }

  /** Says that the object is freed in the same commit, and has nothing to count any more. */
  void remove(int index) {
    sole[index] = GONE;
    shared[index] = 0;
  }

  boolean isGone(int index) {
    return sole[index] == GONE;
  }

  int count(int index) {
    return sole[index] + shared[index];
  }

  boolean isShared(int index) {
    return shared[index] > 0;
  }

  /** Whether more references were taken away than there were. */
  boolean isNegative(int index) {
    return sole[index] < 0 || shared[index] < 0;
  }

  /** Whether it has two owners, or a sole one beside pointers that share it. */
  boolean clashes(int index) {
    return sole[index] > 1 || sole[index] == 1 && shared[index] > 0;
  }

  void reset() {
    objects.reset();
    if (sole.length > KEEP_CAPACITY) {
      sole = new int[16];
      shared = new int[16];
    }
  }
}
