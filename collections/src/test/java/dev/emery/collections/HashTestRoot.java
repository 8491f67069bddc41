package dev.emery.collections;

import dev.emery.cell.PLong;
import dev.emery.pool.Pool;

/** The root of the tests of hash sets and linked maps. */
record HashTestRoot(
    PHashSet<Long, HashTestRoot> longs,
    PHashSet<String, HashTestRoot> words,
    PHashSet<Byte, HashTestRoot> bytes,
    PHashSet<Point, HashTestRoot> points,
    PHashMap<Long, PHashSet<String, HashTestRoot>, HashTestRoot> sets,
    PLinkedHashMap<Long, Long, HashTestRoot> numbers,
    PLinkedHashMap<String, String, HashTestRoot> texts,
    PLinkedHashMap<Point, Long, HashTestRoot> places,
    PLinkedHashMap<Long, Account, HashTestRoot> accounts,
    PLinkedHashMap<Long, Account, HashTestRoot> others,
    PLinkedHashMap<String, PLinkedHashMap<Long, Long, HashTestRoot>, HashTestRoot> maps) {

  /** A key of two components. */
  record Point(int x, String name) {}

  /** An entity. */
  record Account(String owner, PLong<HashTestRoot> cents) {
    static Account of(String owner, long cents) {
      return new Account(owner, PLong.of(cents));
    }
  }

  static Pool<HashTestRoot> inMemory() {
    return Pool.inMemory(HashTestRoot.class);
  }
}
