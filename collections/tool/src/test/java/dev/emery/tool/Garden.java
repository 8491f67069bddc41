package dev.emery.tool;

import dev.emery.cell.PBool;
import dev.emery.cell.PCell;
import dev.emery.cell.PDouble;
import dev.emery.cell.PInt;
import dev.emery.cell.PLong;
import dev.emery.cell.PRefCell;
import dev.emery.cell.VCell;
import dev.emery.collections.PBytes;
import dev.emery.collections.PDeque;
import dev.emery.collections.PHashMap;
import dev.emery.collections.PHashSet;
import dev.emery.collections.PIntVec;
import dev.emery.collections.PLinkedHashMap;
import dev.emery.collections.PLinkedList;
import dev.emery.collections.PLongLongMap;
import dev.emery.collections.PLongMap;
import dev.emery.collections.PPriorityQueue;
import dev.emery.collections.PString;
import dev.emery.collections.PTreeMap;
import dev.emery.collections.PTreeSet;
import dev.emery.collections.PVec;
import dev.emery.pointer.Parc;
import dev.emery.pointer.Pbox;
import dev.emery.pointer.Prc;
import dev.emery.sync.PMutex;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The root of the tests: something of every kind of type. */
record Garden(
    PLong<Garden> number,
    PInt<Garden> small,
    PDouble<Garden> real,
    PBool<Garden> flag,
    Numbers numbers,
    PCell<Optional<Color>, Garden> color,
    PRefCell<String, Garden> text,
    PMutex<Long, Garden> mutex,
    VCell<StringBuilder, Garden> scratch,
    PVec<Shape, Garden> shapes,
    PVec<PCell<Long, Garden>, Garden> cells,
    PHashMap<String, Plant, Garden> plants,
    PHashMap<Point, Color, Garden> points,
    PHashSet<Long, Garden> set,
    PLinkedHashMap<String, PVec<String, Garden>, Garden> linked,
    PTreeMap<Height, String, Garden> tree,
    PTreeMap<String, Long, Garden> named,
    PTreeSet<Integer, Garden> sorted,
    PDeque<Pair<String, Long>, Garden> deque,
    PLinkedList<Pair<Long, Color>, Garden> list,
    PPriorityQueue<Height, Garden> queue,
    PLongMap<String, Garden> longs,
    PLongLongMap<Garden> counts,
    PIntVec<Garden> ints,
    PBytes<Garden> bytes,
    PString<Garden> string,
    PCell<Optional<Prc<Link, Garden>>, Garden> ring,
    PCell<Prc.PWeak<Link, Garden>, Garden> weak,
    PVec<Parc<String, Garden>, Garden> shared,
    PCell<Optional<Pbox<Tree, Garden>>, Garden> boxed) {

  enum Color {
    RED,
    GREEN
  }

  record Numbers(
      byte b, short s, char c, int i, long l, float f, double d, boolean z, Long boxed) {}

  record Point(int x, int y) {}

  record Pair<A, B>(A first, B second) {}

  record Height(int meters) implements Comparable<Height> {
    @Override
    public int compareTo(Height other) {
      return Integer.compare(other.meters, meters); // the other way round
    }
  }

  sealed interface Shape {}

  record Circle(double radius) implements Shape {}

  record Group(List2 parts) implements Shape {}

  /** A value that contains its own type. */
  record List2(Optional<Shape> first, Optional<List2> rest) {}

  record Tree(String name, Optional<Tree> left) {}

  /** An entity. */
  record Plant(String name, PLong<Garden> leaves, PVec<Color, Garden> blossoms) {}

  record Link(String name, PCell<Optional<Prc<Link, Garden>>, Garden> next) {}

  static Garden planted() {
    return new Garden(
        PLong.of(1L << 40),
        PInt.of(7),
        PDouble.of(0.5),
        PBool.of(true),
        new Numbers((byte) -1, (short) 2, 'x', 3, 4, 1.5f, Double.NaN, true, 9L),
        PCell.of(Optional.of(Color.GREEN)),
        PRefCell.of("a text that is too long for its slot, by far"),
        PMutex.of(5L),
        VCell.empty(),
        PVec.of(new Circle(2), new Group(new List2(Optional.of(new Circle(1)), Optional.empty()))),
        PVec.of(PCell.of(1L), PCell.of(2L)),
        new PHashMap<>(),
        new PHashMap<>(),
        PHashSet.of(List.of(3L)),
        new PLinkedHashMap<>(),
        new PTreeMap<>(),
        PTreeMap.orderedBy("byLength", BY_LENGTH),
        PTreeSet.of(List.of(2, 1)),
        new PDeque<>(),
        new PLinkedList<>(),
        new PPriorityQueue<>(),
        new PLongMap<>(),
        new PLongLongMap<>(),
        PIntVec.of(1, 2, 3),
        PBytes.of((byte) 1, (byte) 2),
        PString.of("ünï"),
        PCell.of(Optional.empty()),
        PCell.of(Prc.PWeak.empty()),
        new PVec<>(),
        PCell.of(
            Optional.of(Pbox.of(new Tree("root", Optional.of(new Tree("l", Optional.empty())))))));
  }

  static final Comparator<String> BY_LENGTH = Comparator.comparingInt(String::length);
}
