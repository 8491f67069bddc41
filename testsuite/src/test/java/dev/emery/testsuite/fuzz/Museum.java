package dev.emery.testsuite.fuzz;

import dev.emery.cell.LazyCell;
import dev.emery.cell.PBool;
import dev.emery.cell.PCell;
import dev.emery.cell.PDouble;
import dev.emery.cell.PInt;
import dev.emery.cell.PLong;
import dev.emery.cell.PRefCell;
import dev.emery.cell.TCell;
import dev.emery.cell.VCell;
import dev.emery.collections.PBytes;
import dev.emery.collections.PDeque;
import dev.emery.collections.PDoubleVec;
import dev.emery.collections.PHashMap;
import dev.emery.collections.PHashSet;
import dev.emery.collections.PIntVec;
import dev.emery.collections.PLinkedHashMap;
import dev.emery.collections.PLinkedList;
import dev.emery.collections.PLongLongMap;
import dev.emery.collections.PLongMap;
import dev.emery.collections.PLongVec;
import dev.emery.collections.PPriorityQueue;
import dev.emery.collections.PString;
import dev.emery.collections.PTreeMap;
import dev.emery.collections.PTreeSet;
import dev.emery.collections.PVec;
import dev.emery.pointer.Parc;
import dev.emery.pointer.Pbox;
import dev.emery.pointer.Prc;
import dev.emery.pool.PoolOptions;
import dev.emery.sync.PMutex;
import java.util.Comparator;
import java.util.Optional;

/** A root that leads to every structure that a pool can hold. */
record Museum(
    PLong<Museum> number,
    PCell<String, Museum> note,
    PCell<Optional<Piece>, Museum> piece,
    Lists lists,
    Figures figures,
    Maps maps,
    Trees trees,
    Pointers pointers) {

  private static final String ORDER = "by length";
  private static final Comparator<String> BY_LENGTH =
      Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

  /** An enum, which has numbers in the pool's dictionary. */
  enum Colour {
    RED,
    GREEN,
    BLUE
  }

  /** A sealed interface, the variants of which have numbers in the dictionary. */
  sealed interface Form {
    /** A variant that fits into its slot. */
    record Round(long radius) implements Form {}

    /** A variant that needs a block. */
    record Square(long width, long height, String name) implements Form {}
  }

  /** A value that is too wide for a slot. */
  record Wide(String a, String b, String c, String d, long e, Optional<Form> f, String g) {
    static Wide of(String text) {
      String longer = text + ", which is too long for its slot";
      return new Wide(text, longer, text, longer, 7, Optional.of(new Form.Round(3)), longer);
    }
  }

  /** An entity with all kinds of cells. */
  record Piece(
      String label,
      PInt<Museum> count,
      PDouble<Museum> price,
      PBool<Museum> open,
      PRefCell<String, Museum> address,
      PMutex<String, Museum> seal,
      PCell<Colour, Museum> colour,
      PCell<Form, Museum> form,
      PCell<Wide, Museum> wide,
      VCell<String, Museum> seen,
      TCell<String, Museum> touched,
      LazyCell<String, Museum> title) {

    static Piece of(String label) {
      return new Piece(
          label,
          PInt.of(1),
          PDouble.of(2),
          PBool.of(true),
          PRefCell.of("the address on " + label),
          PMutex.of("the seal of " + label),
          PCell.of(Colour.BLUE),
          PCell.of(new Form.Square(3, 4, "a name that is too long for its slot")),
          PCell.of(Wide.of(label)),
          VCell.empty(),
          new TCell<>(),
          new LazyCell<>());
    }
  }

  /** Vectors, chains, bytes and text. */
  record Lists(
      PVec<Long, Museum> longs,
      PVec<String, Museum> texts,
      PVec<PVec<String, Museum>, Museum> nested,
      PVec<Piece, Museum> pieces,
      PDeque<PVec<String, Museum>, Museum> deque,
      PLinkedList<Long, Museum> linked,
      PPriorityQueue<String, Museum> queue,
      PBytes<Museum> bytes,
      PString<Museum> text) {}

  /** Collections of primitives. */
  record Figures(
      PLongVec<Museum> longs,
      PIntVec<Museum> ints,
      PDoubleVec<Museum> doubles,
      PLongLongMap<Museum> counts,
      PLongMap<String, Museum> names) {}

  /** Hash tables. */
  record Maps(
      PHashMap<String, Long, Museum> map,
      PHashMap<Long, PVec<String, Museum>, Museum> shelves,
      PHashMap<Form, Colour, Museum> forms,
      PHashSet<String, Museum> set,
      PLinkedHashMap<String, PVec<Long, Museum>, Museum> line) {}

  /** Search trees. */
  record Trees(
      PTreeMap<String, String, Museum> sorted,
      PTreeMap<Long, PTreeSet<Long, Museum>, Museum> sets,
      PTreeSet<Long, Museum> set,
      PTreeMap<String, Long, Museum> byLength) {}

  /** Pointers of all kinds. */
  record Pointers(
      PCell<Optional<Pbox<Link, Museum>>, Museum> owned,
      PCell<Optional<Prc<Link, Museum>>, Museum> shared,
      PCell<Prc.PWeak<Link, Museum>, Museum> weak,
      PVec<Prc<Link, Museum>, Museum> all,
      PHashMap<String, Parc<Long, Museum>, Museum> numbers,
      PCell<Parc.PWeak<Long, Museum>, Museum> weakly) {}

  /** A link of a chain, which may be a circle. */
  record Link(String name, PCell<Optional<Prc<Link, Museum>>, Museum> next) {
    static Link of(String name) {
      return new Link(name, PCell.of(Optional.empty()));
    }
  }

  /** Options that know the comparator. */
  static PoolOptions options() {
    return PoolOptions.defaults().comparator(ORDER, BY_LENGTH);
  }

  static Museum initial() {
    return new Museum(
        PLong.of(0),
        PCell.of(""),
        PCell.of(Optional.empty()),
        new Lists(
            new PVec<>(),
            new PVec<>(),
            new PVec<>(),
            new PVec<>(),
            new PDeque<>(),
            new PLinkedList<>(),
            new PPriorityQueue<>(),
            new PBytes<>(),
            new PString<>()),
        new Figures(
            new PLongVec<>(),
            new PIntVec<>(),
            new PDoubleVec<>(),
            new PLongLongMap<>(),
            new PLongMap<>()),
        new Maps(
            new PHashMap<>(),
            new PHashMap<>(),
            new PHashMap<>(),
            new PHashSet<>(),
            new PLinkedHashMap<>()),
        new Trees(
            new PTreeMap<>(),
            new PTreeMap<>(),
            new PTreeSet<>(),
            PTreeMap.orderedBy(ORDER, BY_LENGTH)),
        new Pointers(
            PCell.of(Optional.empty()),
            PCell.of(Optional.empty()),
            PCell.of(Prc.PWeak.empty()),
            new PVec<>(),
            new PHashMap<>(),
            PCell.of(Parc.PWeak.empty())));
  }
}
