package dev.emery.collections;

import dev.emery.cell.PLong;
import dev.emery.pool.Pool;

/** The root of the tests of maps: maps of each kind of key and value. */
record MapTestRoot(
    PHashMap<Long, Long, MapTestRoot> numbers,
    PHashMap<String, Long, MapTestRoot> words,
    PHashMap<String, String, MapTestRoot> texts,
    PHashMap<Point, Long, MapTestRoot> points,
    PHashMap<Long, Account, MapTestRoot> accounts,
    PHashMap<Long, Account, MapTestRoot> others,
    PHashMap<Long, PVec<Long, MapTestRoot>, MapTestRoot> lists,
    PHashMap<Long, PHashMap<Long, Long, MapTestRoot>, MapTestRoot> maps) {

  /** A key of two components. */
  record Point(int x, String name) {}

  /** An entity. */
  record Account(String owner, PLong<MapTestRoot> cents) {
    static Account of(String owner, long cents) {
      return new Account(owner, PLong.of(cents));
    }
  }

  static Pool<MapTestRoot> inMemory() {
    return Pool.inMemory(MapTestRoot.class);
  }
}
