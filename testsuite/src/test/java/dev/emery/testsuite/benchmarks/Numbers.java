package dev.emery.testsuite.benchmarks;

import dev.emery.cell.PLong;
import dev.emery.collections.PHashMap;
import dev.emery.collections.PVec;
import dev.emery.pool.Pool;
import java.util.SplittableRandom;

/**
 * The root of the pools that are measured, and the keys that everything is measured with.
 *
 * @param map numbers to numbers
 * @param vec numbers
 * @param signedVec numbers of both signs
 * @param cell a number
 */
record Numbers(
    PHashMap<Long, Long, Numbers> map,
    PVec<Long, Numbers> vec,
    PVec<Long, Numbers> signedVec,
    PLong<Numbers> cell) {
  static final int MILLION = 1_000_000;

  /** The i-th key: keys are spread over all longs, and each i has its own. */
  static long key(long i) {
    return i * 0x9E3779B97F4A7C15L;
  }

  /** Keys in random order, in an array whose length is a power of two. */
  static long[] keys(int entries, int length) {
    var random = new SplittableRandom(1);
    long[] keys = new long[length];
    for (int i = 0; i < length; i++) {
      keys[i] = key(random.nextInt(entries));
    }
    return keys;
  }

  /** Loads a million entries in one transaction. */
  static void load(Pool<Numbers> pool, int entries) {
    var map = pool.root().map();
    pool.transaction(j -> {
      for (int i = 0; i < entries; i++) {
        map.put(j, key(i), (long) i);
      }
    });
  }

  /** The bytes of journal that one put of an entry takes, to give a raw loop the same work. */
  static int recordBytes(Pool<Numbers> pool) {
    pool.checkpoint();
    long before = pool.statistics().journalBytes();
    for (int i = 0; i < 10; i++) {
      long key = key(i);
      pool.transaction(j -> pool.root().map().put(j, key, 7L));
    }
    return (int) ((pool.statistics().journalBytes() - before) / 10);
  }
}
