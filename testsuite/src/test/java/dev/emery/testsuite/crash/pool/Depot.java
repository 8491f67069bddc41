package dev.emery.testsuite.crash.pool;

import dev.emery.cell.PBool;
import dev.emery.cell.PCell;
import dev.emery.cell.PDouble;
import dev.emery.cell.PInt;
import dev.emery.cell.PLong;
import dev.emery.cell.PRefCell;
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
import dev.emery.collections.PTreeMap;
import dev.emery.collections.PTreeSet;
import dev.emery.collections.PVec;
import dev.emery.pointer.Pbox;
import dev.emery.pointer.Pointer;
import dev.emery.pointer.Prc;
import dev.emery.pool.PoolOptions;
import dev.emery.sync.PMutex;
import dev.emery.testsuite.crash.CrashScript;
import dev.emery.transaction.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The root of the pools that are crashed: cells, an entity, vectors, maps, sets, and pointers. */
public record Depot(
    PLong<Depot> number,
    PCell<String, Depot> note,
    PCell<Optional<Box>, Depot> box,
    PVec<Long, Depot> list,
    PHashMap<String, Long, Depot> map,
    PHashMap<Long, PVec<String, Depot>, Depot> shelves,
    PTreeMap<String, String, Depot> sorted,
    PTreeMap<Long, PTreeSet<Long, Depot>, Depot> sets,
    PCell<Optional<Pbox<Link, Depot>>, Depot> owned,
    PCell<Optional<Prc<Link, Depot>>, Depot> shared,
    PCell<Optional<Prc<Link, Depot>>, Depot> again,
    PCell<Prc.PWeak<Link, Depot>, Depot> weak,
    PHashSet<String, Depot> set,
    PLinkedHashMap<String, PVec<Long, Depot>, Depot> line,
    Figures figures,
    Chains chains) {

  /** Collections of primitives. */
  public record Figures(
      PLongVec<Depot> longs,
      PIntVec<Depot> ints,
      PDoubleVec<Depot> doubles,
      PLongLongMap<Depot> counts,
      PLongMap<String, Depot> names) {

    static Figures empty() {
      return new Figures(
          new PLongVec<>(),
          new PIntVec<>(),
          new PDoubleVec<>(),
          new PLongLongMap<>(),
          new PLongMap<>());
    }

    String content() {
      return longs
          + " "
          + ints
          + " "
          + doubles
          + " "
          + new TreeMap<>(counts)
          + new TreeMap<>(names);
    }
  }

  /** A deque of collections, a linked list, a priority queue, and bytes. */
  public record Chains(
      PDeque<PVec<String, Depot>, Depot> deque,
      PLinkedList<Long, Depot> list,
      PPriorityQueue<String, Depot> queue,
      PBytes<Depot> bytes) {

    static Chains empty() {
      return new Chains(
          new PDeque<>(), new PLinkedList<>(), new PPriorityQueue<>(), new PBytes<>());
    }

    String content() {
      return "%s %s %s %d %d".formatted(deque, list, queue, bytes.length(), bytes.hashCode());
    }
  }

  /** A link of a chain, which may be a circle. */
  public record Link(String name, PCell<Optional<Prc<Link, Depot>>, Depot> next) {
    static Link of(String name) {
      return new Link(name, PCell.of(Optional.empty()));
    }
  }

  /** An entity. */
  public record Box(
      String label,
      PLong<Depot> weight,
      PBool<Depot> open,
      PInt<Depot> count,
      PDouble<Depot> price,
      PRefCell<String, Depot> address,
      PMutex<String, Depot> seal) {

    static Box of(String label, long weight) {
      return new Box(
          label,
          PLong.of(weight),
          PBool.of(false),
          PInt.of(0),
          PDouble.of(0),
          PRefCell.of("the address on " + label),
          PMutex.of("the seal of " + label));
    }

    String content() {
      return "%s %s %s %s %s %s %s".formatted(label, weight, open, count, price, address, seal);
    }
  }

  /** What is in a depot, as plain values. */
  public record Content(
      long number,
      String note,
      String box,
      List<Long> list,
      Map<String, Long> map,
      Map<Long, List<String>> shelves,
      List<String> links,
      Set<String> set,
      List<String> line,
      String figures,
      String chains,
      Map<String, String> sorted,
      Map<Long, List<Long>> sets) {}

  /** A script on depots, to which steps are added. */
  static CrashScript<Depot> script(String name) {
    return CrashScript.of(name, Depot.class)
        .initially(Depot::initial)
        .describedBy(Depot::content)
        .options(options())
        .afterwards((depot, j) -> {
          depot.number().add(j, 1);
          depot.list().add(j, 1L);
          depot.map().put(j, "goes on", 1L);
        });
  }

  static PoolOptions options() {
    return PoolOptions.defaults().initialSize(0).maximumSize(4 << 20).checkpointThreshold(64 << 10);
  }

  static Depot initial() {
    return new Depot(
        PLong.of(0),
        PCell.of(""),
        PCell.of(Optional.empty()),
        new PVec<>(),
        new PHashMap<>(),
        new PHashMap<>(),
        new PTreeMap<>(),
        new PTreeMap<>(),
        PCell.of(Optional.empty()),
        PCell.of(Optional.empty()),
        PCell.of(Optional.empty()),
        PCell.of(Prc.PWeak.empty()),
        new PHashSet<>(),
        new PLinkedHashMap<>(),
        Figures.empty(),
        Chains.empty());
  }

  Content content(Scope<Depot> scope) {
    String weakly = weak.get().upgrade(scope).map(link -> link.get().name()).orElse("");
    Map<Long, List<String>> onShelves = new TreeMap<>();
    shelves.forEach((key, vec) -> onShelves.put(key, List.copyOf(vec)));
    Map<Long, List<Long>> inSets = new TreeMap<>();
    sets.forEach((key, set) -> inSets.put(key, List.copyOf(set)));
    return new Content(
        number.get(),
        note.get(),
        box.get().map(Box::content).orElse(""),
        List.copyOf(list),
        new TreeMap<>(map),
        onShelves,
        List.of(links(owned), links(shared), links(again), weakly),
        new TreeSet<>(set),
        line.entrySet().stream().map(Object::toString).toList(),
        figures.content(),
        chains.content(),
        new TreeMap<>(sorted),
        inSets);
  }

  /** The names of a chain and how many own each, up to its end or three links. */
  private static String links(
      PCell<? extends Optional<? extends Pointer<Link, Depot>>, Depot> place) {
    StringBuilder names = new StringBuilder();
    Optional<? extends Pointer<Link, Depot>> at = place.get();
    for (int i = 0; i < 3 && at.isPresent(); i++) {
      Link link = at.get().get();
      names.append(link.name()).append(' ');
      at = link.next().get();
    }
    return names.toString();
  }
}
