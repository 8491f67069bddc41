package dev.emery.collections;

import dev.emery.cell.PLong;
import dev.emery.pool.Pool;

/** The root of the tests of vectors and texts: a vector of each type of element. */
record VecShelf(
    PVec<Long, VecShelf> longs,
    PVec<String, VecShelf> texts,
    PVec<Point, VecShelf> points,
    PVec<Color, VecShelf> colors,
    PVec<Item, VecShelf> items,
    PVec<Item, VecShelf> others,
    PVec<PVec<Long, VecShelf>, VecShelf> nested,
    PHashMap<String, Item, VecShelf> byName,
    PString<VecShelf> text,
    PLinkedList<Long, VecShelf> linkedLongs,
    PLinkedList<String, VecShelf> linkedTexts,
    PLinkedList<Point, VecShelf> linkedPoints,
    PLinkedList<Item, VecShelf> linkedItems) {

  /** A value. */
  record Point(int x, String label, double weight) {}

  /** A value with few instances. */
  enum Color {
    RED,
    GREEN,
    BLUE
  }

  /** An entity. */
  record Item(String name, PLong<VecShelf> cents) {
    static Item of(String name, long cents) {
      return new Item(name, PLong.of(cents));
    }
  }

  static Pool<VecShelf> inMemory() {
    return Pool.inMemory(VecShelf.class);
  }
}
