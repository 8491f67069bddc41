package dev.emery.testsuite.crash.pool;

import dev.emery.collections.JournaledDeque;
import dev.emery.collections.JournaledList;
import dev.emery.collections.JournaledMap;
import dev.emery.collections.JournaledSet;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Every collection, with the operations of its kind. */
final class Structures {
  private static final int MANY = 30;

  private Structures() {}

  record Vec(PVec<String, Vec> it) {}

  record VecOfVecs(PVec<PVec<String, VecOfVecs>, VecOfVecs> it) {}

  record LongVec(PLongVec<LongVec> it) {}

  record IntVec(PIntVec<IntVec> it) {}

  record DoubleVec(PDoubleVec<DoubleVec> it) {}

  record LinkedList(PLinkedList<String, LinkedList> it) {}

  record Deque(PDeque<String, Deque> it) {}

  record PriorityQueue(PPriorityQueue<String, PriorityQueue> it) {}

  record HashMap(PHashMap<String, String, HashMap> it) {}

  record MapOfVecs(PHashMap<String, PVec<String, MapOfVecs>, MapOfVecs> it) {}

  record LinkedMap(PLinkedHashMap<String, String, LinkedMap> it) {}

  record TreeMap(PTreeMap<String, String, TreeMap> it) {}

  record LongMap(PLongMap<String, LongMap> it) {}

  record LongLongMap(PLongLongMap<LongLongMap> it) {}

  record HashSet(PHashSet<String, HashSet> it) {}

  record TreeSet(PTreeSet<String, TreeSet> it) {}

  record Text(PString<Text> it) {}

  record Bytes(PBytes<Bytes> it) {}

  static List<Structure<?>> collections() {
    return List.of(
        list(Vec.class, () -> new Vec(new PVec<>()), Vec::it, Structures::text),
        list(
            VecOfVecs.class,
            () -> new VecOfVecs(new PVec<>()),
            VecOfVecs::it,
            i -> PVec.of(text(i), text(i + 1))),
        list(LongVec.class, () -> new LongVec(new PLongVec<>()), LongVec::it, i -> (long) i),
        list(IntVec.class, () -> new IntVec(new PIntVec<>()), IntVec::it, i -> i),
        list(DoubleVec.class, () -> new DoubleVec(new PDoubleVec<>()), DoubleVec::it, i -> i / 4.),
        list(
            LinkedList.class,
            () -> new LinkedList(new PLinkedList<>()),
            LinkedList::it,
            Structures::text),
        deque(),
        priorityQueue(),
        map(HashMap.class, () -> new HashMap(new PHashMap<>()), HashMap::it, Structures::text),
        mapOfVecs(),
        map(
            LinkedMap.class,
            () -> new LinkedMap(new PLinkedHashMap<>()),
            LinkedMap::it,
            Structures::text),
        map(TreeMap.class, () -> new TreeMap(new PTreeMap<>()), TreeMap::it, Structures::text),
        maps(
            LongMap.class,
            () -> new LongMap(new PLongMap<>()),
            LongMap::it,
            i -> (long) i,
            Structures::text),
        maps(
            LongLongMap.class,
            () -> new LongLongMap(new PLongLongMap<>()),
            LongLongMap::it,
            i -> (long) i,
            i -> 7L * i),
        set(HashSet.class, () -> new HashSet(new PHashSet<>()), HashSet::it),
        set(TreeSet.class, () -> new TreeSet(new PTreeSet<>()), TreeSet::it),
        text(),
        bytes());
  }

  /** A text for a number, too long for a slot if the number is odd. */
  static String text(int number) {
    return number % 2 == 0 ? "n" + number : "the number that is written as " + number;
  }

  private static <T> List<T> many(IntFunction<T> element) {
    return IntStream.range(0, MANY).mapToObj(element).toList();
  }

  private static <P extends Record, E> Structure<P> list(
      Class<P> root,
      Supplier<P> initial,
      Function<P, ? extends JournaledList<E, P>> it,
      IntFunction<E> element) {
    return new Structure<>(
        root,
        initial,
        (p, _) -> it.apply(p).stream().map(Object::toString).toList(),
        List.of(
            new Operation<>("add", (p, j, n) -> it.apply(p).add(j, element.apply(n))),
            new Operation<>("insert", (p, j, n) -> it.apply(p).add(j, 0, element.apply(n))),
            new Operation<>(
                "set",
                (p, j, n) -> {
                  if (!it.apply(p).isEmpty()) {
                    it.apply(p).set(j, it.apply(p).size() / 2, element.apply(n));
                  }
                }),
            new Operation<>(
                "remove",
                (p, j, _) -> {
                  if (!it.apply(p).isEmpty()) {
                    it.apply(p).removeAt(j, it.apply(p).size() / 3);
                  }
                }),
            new Operation<>("clear", (p, j, _) -> it.apply(p).clear(j)),
            new Operation<>("grow", (p, j, _) -> it.apply(p).addAll(j, many(element)))));
  }

  private static Structure<Deque> deque() {
    List<Operation<Deque>> operations = new ArrayList<>();
    Function<Deque, JournaledDeque<String, Deque>> it = Deque::it;
    operations.add(new Operation<>("first", (p, j, n) -> it.apply(p).addFirst(j, text(n))));
    operations.add(new Operation<>("last", (p, j, n) -> it.apply(p).addLast(j, text(n))));
    operations.add(new Operation<>("poll", (p, j, _) -> it.apply(p).pollFirst(j)));
    operations.add(new Operation<>("poll last", (p, j, _) -> it.apply(p).pollLast(j)));
    operations.add(new Operation<>("clear", (p, j, _) -> it.apply(p).clear(j)));
    operations.add(
        new Operation<>("grow", (p, j, _) -> it.apply(p).addAll(j, many(Structures::text))));
    return new Structure<>(
        Deque.class, () -> new Deque(new PDeque<>()), (p, _) -> List.copyOf(p.it()), operations);
  }

  private static Structure<PriorityQueue> priorityQueue() {
    return new Structure<>(
        PriorityQueue.class,
        () -> new PriorityQueue(new PPriorityQueue<>()),
        (p, _) -> p.it().toString(),
        List.of(
            new Operation<>("offer", (p, j, n) -> p.it().offer(j, text(n))),
            new Operation<>("poll", (p, j, _) -> p.it().poll(j)),
            new Operation<>("remove", (p, j, n) -> p.it().remove(j, text(n))),
            new Operation<>("clear", (p, j, _) -> p.it().clear(j)),
            new Operation<>("grow", (p, j, _) -> p.it().addAll(j, many(Structures::text)))));
  }

  private static <P extends Record, V> Structure<P> map(
      Class<P> root,
      Supplier<P> initial,
      Function<P, ? extends JournaledMap<String, V, P>> it,
      IntFunction<V> value) {
    return maps(root, initial, it, Structures::text, value);
  }

  private static <P extends Record, K, V> Structure<P> maps(
      Class<P> root,
      Supplier<P> initial,
      Function<P, ? extends JournaledMap<K, V, P>> it,
      IntFunction<K> key,
      IntFunction<V> value) {
    return new Structure<>(
        root,
        initial,
        (p, _) -> content(it.apply(p)),
        List.of(
            new Operation<>("put", (p, j, n) -> it.apply(p).put(j, key.apply(n), value.apply(n))),
            new Operation<>(
                "overwrite", (p, j, n) -> it.apply(p).put(j, key.apply(0), value.apply(n + 50))),
            new Operation<>("remove", (p, j, n) -> it.apply(p).remove(j, key.apply(n / 2))),
            new Operation<>(
                "replace", (p, j, n) -> it.apply(p).replaceAll(j, (_, _) -> value.apply(n))),
            new Operation<>("clear", (p, j, _) -> it.apply(p).clear(j)),
            new Operation<>(
                "grow",
                (p, j, _) -> {
                  for (int i = 0; i < MANY; i++) {
                    it.apply(p).put(j, key.apply(i), value.apply(i));
                  }
                })));
  }

  /** The entries of a map, in its order if it has one. */
  private static Object content(Map<?, ?> map) {
    if (map instanceof PLinkedHashMap<?, ?, ?>) {
      return map.toString();
    }
    java.util.TreeMap<String, String> sorted = new java.util.TreeMap<>();
    map.forEach((key, value) -> sorted.put(key.toString(), value.toString()));
    return sorted;
  }

  private static Structure<MapOfVecs> mapOfVecs() {
    Structure<MapOfVecs> whole =
        map(
            MapOfVecs.class,
            () -> new MapOfVecs(new PHashMap<>()),
            MapOfVecs::it,
            i -> PVec.of(text(i), text(i + 1)));
    List<Operation<MapOfVecs>> operations = new ArrayList<>(whole.operations());
    operations.removeIf(operation -> operation.name().equals("replace"));
    operations.add(
        new Operation<>(
            "move",
            (p, j, n) -> {
              PVec<String, MapOfVecs> moved = p.it().remove(j, text(0));
              if (moved != null) {
                p.it().put(j, text(n + 1), moved);
              }
            }));
    return new Structure<>(whole.root(), whole.initial(), whole.content(), operations);
  }

  private static <P extends Record> Structure<P> set(
      Class<P> root, Supplier<P> initial, Function<P, ? extends JournaledSet<String, P>> it) {
    return new Structure<>(
        root,
        initial,
        (p, _) -> new java.util.TreeSet<>(it.apply(p)),
        List.of(
            new Operation<>("add", (p, j, n) -> it.apply(p).add(j, text(n))),
            new Operation<>("remove", (p, j, n) -> it.apply(p).remove(j, text(n / 2))),
            new Operation<>("retain", (p, j, _) -> it.apply(p).removeIf(j, e -> e.endsWith("2"))),
            new Operation<>("clear", (p, j, _) -> it.apply(p).clear(j)),
            new Operation<>("grow", (p, j, _) -> it.apply(p).addAll(j, many(Structures::text)))));
  }

  private static Structure<Text> text() {
    return new Structure<>(
        Text.class,
        () -> new Text(new PString<>()),
        (p, _) -> p.it().toString(),
        List.of(
            new Operation<>("append", (p, j, n) -> p.it().append(j, text(n))),
            new Operation<>("insert", (p, j, n) -> p.it().insert(j, p.it().length() / 2, "ä€" + n)),
            new Operation<>("delete", (p, j, _) -> p.it().delete(j, 0, p.it().length() / 3)),
            new Operation<>("set", (p, j, n) -> p.it().set(j, text(n))),
            new Operation<>("clear", (p, j, _) -> p.it().clear(j)),
            new Operation<>("grow", (p, j, _) -> p.it().append(j, "a piece ".repeat(MANY)))));
  }

  private static Structure<Bytes> bytes() {
    return new Structure<>(
        Bytes.class,
        () -> new Bytes(new PBytes<>()),
        (p, _) -> p.it().length() + " " + p.it().hashCode(),
        List.of(
            new Operation<>("append", (p, j, n) -> p.it().append(j, new byte[] {1, 2, (byte) n})),
            new Operation<>(
                "insert", (p, j, n) -> p.it().insert(j, p.it().length() / 2, new byte[n + 1])),
            new Operation<>("remove", (p, j, _) -> p.it().removeRange(j, 0, p.it().length() / 3)),
            new Operation<>(
                "fill", (p, j, n) -> p.it().fill(j, 0, p.it().length() / 2, (byte) (n + 5))),
            new Operation<>("clear", (p, j, _) -> p.it().clear(j)),
            new Operation<>("grow", (p, j, _) -> p.it().append(j, grown()))));
  }

  private static byte[] grown() {
    byte[] bytes = new byte[MANY * 10];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * i >> 3);
    }
    return bytes;
  }
}
