package dev.emery.testsuite.stress;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

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
import dev.emery.testsuite.pool.PoolExtension;
import dev.emery.testsuite.stress.ConstantSum.Move;
import dev.emery.transaction.Journal;
import java.util.Collection;
import java.util.Collections;
import java.util.Random;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Readers beside writers that keep a sum, for each collection (E27, E28, E31). */
@Timeout(120)
final class ConstantSumTest {
  private static final long SEED = Long.getLong("emery.seed", 1);
  private static final int MOVES = Integer.getInteger("emery.stress.moves", 1_000);
  private static final int KEYS = 200;
  private static final int ELEMENTS = 1_000;

  /** One of each. */
  record Sums(
      PVec<Long, Sums> vec,
      PLinkedList<Long, Sums> linkedList,
      PLongVec<Sums> longs,
      PIntVec<Sums> ints,
      PDoubleVec<Sums> doubles,
      PDeque<Long, Sums> deque,
      PPriorityQueue<Long, Sums> queue,
      PHashMap<Long, Long, Sums> hashMap,
      PTreeMap<Long, Long, Sums> treeMap,
      PLinkedHashMap<Long, Long, Sums> linkedMap,
      PLongMap<Long, Sums> longMap,
      PLongLongMap<Sums> longLongMap,
      PHashSet<Long, Sums> hashSet,
      PTreeSet<Long, Sums> treeSet,
      PString<Sums> text,
      PBytes<Sums> bytes) {}

  @RegisterExtension private final PoolExtension<Sums> pools = PoolExtension.inMemory(Sums.class);

  private static long sum(Collection<? extends Number> values) {
    return values.stream().mapToLong(Number::longValue).sum();
  }

  private static long sum(PBytes<?> bytes) {
    byte[] copy = new byte[ELEMENTS];
    bytes.copyTo(0, copy, 0, ELEMENTS);
    long sum = 0;
    for (byte b : copy) {
      sum += b;
    }
    return sum;
  }

  /** Moves a value to another key: the map shrinks and grows. */
  private static void move(JournaledMap<Long, Long, Sums> map, Journal<Sums> j, Random random) {
    Long taken = map.remove(j, random.nextLong(KEYS));
    if (taken != null) {
      map.merge(j, random.nextLong(KEYS), taken, Long::sum);
    }
  }

  /** Puts two others in the place of two elements that have the same sum. */
  private static void move(JournaledSet<Long, Sums> set, Journal<Sums> j, Random random) {
    long low = random.nextLong(KEYS);
    long high = 10 * KEYS - low;
    boolean near = set.remove(j, low);
    set.remove(j, near ? high : low - KEYS);
    if (!near) {
      set.remove(j, high + KEYS);
    }
    set.add(j, near ? low - KEYS : low);
    set.add(j, near ? high + KEYS : high);
  }

  /** Takes an element out and puts its value elsewhere, in two parts. */
  private static <E> Move<JournaledList<E, Sums>, Sums> moving(
      BinaryOperator<E> plus, Function<Integer, E> of) {
    return (list, j, random) -> {
      E taken = list.removeAt(j, random.nextInt(list.size()));
      list.add(j, random.nextInt(list.size() + 1), plus.apply(taken, of.apply(-1)));
      int other = random.nextInt(list.size());
      list.set(j, other, plus.apply(list.get(other), of.apply(1)));
    };
  }

  private static void move(PDeque<Long, Sums> deque, Journal<Sums> j, Random random) {
    long amount = random.nextLong(10);
    deque.addLast(j, deque.removeFirst(j) - amount);
    deque.addFirst(j, deque.removeLast(j) + amount);
    deque.addLast(j, deque.removeFirst(j));
  }

  private static void move(PPriorityQueue<Long, Sums> queue, Journal<Sums> j, Random random) {
    long amount = random.nextLong(10);
    long least = queue.remove(j);
    long next = queue.remove(j);
    queue.offer(j, next + ELEMENTS - amount);
    queue.offer(j, least - ELEMENTS + amount);
  }

  private static void move(PString<Sums> text, Journal<Sums> j, Random random) {
    int from = random.nextInt(text.length());
    char c = text.charAt(from);
    text.deleteCharAt(j, from);
    text.insert(j, random.nextInt(text.length() + 1), c);
  }

  private static void move(PBytes<Sums> bytes, Journal<Sums> j, Random random) {
    int from = random.nextInt(ELEMENTS);
    byte taken = bytes.get(from);
    bytes.removeRange(j, from, from + 1);
    bytes.insert(j, random.nextInt(ELEMENTS), new byte[] {taken});
  }

  private <C> DynamicTest stress(
      String name,
      C collection,
      Consumer<Journal<Sums>> fill,
      ToLongFunction<C> sum,
      Move<? super C, Sums> move) {
    return dynamicTest(
        name,
        () -> {
          pools.pool().transaction(fill::accept);
          Move<C, Sums> moves = move::run;
          var stress = new ConstantSum<>(pools.pool(), collection, sum, moves);
          assertThat(stress.run(SEED, MOVES)).isPositive();
        });
  }

  private <M extends JournaledMap<Long, Long, Sums>> DynamicTest map(String name, M map) {
    return stress(
        name,
        map,
        j -> {
          for (long k = 0; k < KEYS; k++) {
            map.put(j, k, k);
          }
        },
        m -> sum(m.values()),
        ConstantSumTest::move);
  }

  private <S extends JournaledSet<Long, Sums>> DynamicTest set(String name, S set) {
    return stress(
        name,
        set,
        j -> {
          for (long k = 0; k < KEYS; k++) {
            set.add(j, k);
            set.add(j, 10 * KEYS - k);
          }
        },
        ConstantSumTest::sum,
        ConstantSumTest::move);
  }

  private <E extends Number> DynamicTest list(
      String name, JournaledList<E, Sums> list, BinaryOperator<E> plus, Function<Integer, E> of) {
    return stress(
        name,
        list,
        j -> list.addAll(j, Collections.nCopies(ELEMENTS, of.apply(5))),
        ConstantSumTest::sum,
        moving(plus, of));
  }

  private <C extends Collection<Long>> DynamicTest queue(
      String name, C queue, Consumer<Journal<Sums>> fill, Move<C, Sums> move) {
    return stress(name, queue, fill, ConstantSumTest::sum, move);
  }

  @TestFactory
  Stream<DynamicTest> eachCollection_hasAConstantSum() {
    Sums s = pools.root();
    Collection<Long> fives = Collections.nCopies(ELEMENTS, 5L);
    return Stream.of(
        list("PVec", s.vec(), Long::sum, Integer::longValue),
        list("PLinkedList", s.linkedList(), Long::sum, Integer::longValue),
        list("PLongVec", s.longs(), Long::sum, Integer::longValue),
        list("PIntVec", s.ints(), Integer::sum, Integer::intValue),
        list("PDoubleVec", s.doubles(), Double::sum, Integer::doubleValue),
        queue("PDeque", s.deque(), j -> s.deque().addAll(j, fives), ConstantSumTest::move),
        queue("PPriorityQueue", s.queue(), j -> s.queue().addAll(j, fives), ConstantSumTest::move),
        map("PHashMap", s.hashMap()),
        map("PTreeMap", s.treeMap()),
        map("PLinkedHashMap", s.linkedMap()),
        map("PLongMap", s.longMap()),
        map("PLongLongMap", s.longLongMap()),
        set("PHashSet", s.hashSet()),
        set("PTreeSet", s.treeSet()),
        stress(
            "PString",
            s.text(),
            j -> s.text().append(j, "aäb€".repeat(ELEMENTS / 4)),
            text -> text.chars().asLongStream().sum(),
            ConstantSumTest::move),
        stress(
            "PBytes",
            s.bytes(),
            j -> s.bytes().append(j, "abcd".repeat(ELEMENTS / 4).getBytes(US_ASCII)),
            ConstantSumTest::sum,
            ConstantSumTest::move));
  }

  @Test
  void readThatIsNoBulkRead_isFound() {
    var list = pools.root().vec();
    pools.pool().transaction(j -> list.addAll(j, Collections.nCopies(300, 5L)));
    var stress =
        new ConstantSum<>(
            pools.pool(),
            list,
            torn -> {
              long sum = 0;
              for (int i = 0; i < 300; i++) {
                sum += torn.get(i); // each a state of its own
              }
              return sum;
            },
            moving(Long::sum, Integer::longValue)::run);
    assertThatThrownBy(() -> stress.run(SEED, 20 * MOVES)).hasMessageContaining("another sum");
  }
}
