package dev.emery.collections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.pool.Pool;
import dev.emery.transaction.Journal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * A linked map beside a {@link LinkedHashMap}, the order included.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
final class LinkedModel<K, V> extends HashModel<LinkedHashMap<K, V>> {

  /** A kind of map for the model test. */
  record Kind<K, V>(
      String name,
      Function<HashTestRoot, PLinkedHashMap<K, V, HashTestRoot>> map,
      IntFunction<K> key,
      Function<Random, V> value) {

    @Override
    public String toString() {
      return name;
    }
  }

  static final List<Kind<?, ?>> ALL =
      List.of(
          new Kind<>(
              "numbers", HashTestRoot::numbers, i -> i * 0x9E3779B97F4A7C15L, Random::nextLong),
          new Kind<>(
              "texts", HashTestRoot::texts, SetModel::word, r -> SetModel.word(r.nextInt(10_000))),
          new Kind<>(
              "places",
              HashTestRoot::places,
              i -> new HashTestRoot.Point(i % 7, SetModel.word(i / 7)),
              Random::nextLong));

  private final Kind<K, V> kind;
  private final int range;
  private final int growth;
  private PLinkedHashMap<K, V, HashTestRoot> map;

  /** Creates a model with {@code range} different keys. Of ten changes {@code growth} put. */
  LinkedModel(
      Pool<HashTestRoot> pool,
      Kind<K, V> kind,
      PLinkedHashMap<K, V, HashTestRoot> map,
      int range,
      int growth) {
    super(pool, new LinkedHashMap<>(map));
    this.kind = kind;
    this.map = map;
    this.range = range;
    this.growth = growth;
  }

  @Override
  void found(HashTestRoot root) {
    map = kind.map().apply(root);
  }

  @Override
  LinkedHashMap<K, V> copyOf(LinkedHashMap<K, V> original) {
    return new LinkedHashMap<>(original);
  }

  private static void same(Object actual, Object expected) {
    if (!Objects.equals(actual, expected)) { // an assertion for each would cost most time
      assertThat(actual).isEqualTo(expected);
    }
  }

  @Override
  void step(Journal<HashTestRoot> j, Random random) {
    K key = kind.key().apply(random.nextInt(range));
    V value = kind.value().apply(random);
    boolean back = random.nextInt(3) == 0;
    JournaledSequencedMap<K, V, HashTestRoot> mine = back ? map.reversed() : map;
    SequencedMap<K, V> theirs = back ? twin.reversed() : twin;
    SequencedMap<K, V> edit = mine.edit(j);
    if (random.nextInt(60) == 0) {
      bulk(j, random, mine, theirs);
    } else if (random.nextInt(10) < growth) {
      put(j, random, mine, theirs, key, value);
    } else {
      switch (random.nextInt(8)) {
        case 0, 1 -> same(edit.remove(key), theirs.remove(key));
        case 2 -> same(mine.remove(j, key), theirs.remove(key));
        case 3 -> same(mine.pollFirstEntry(j), theirs.pollFirstEntry());
        case 4 -> same(edit.pollLastEntry(), theirs.pollLastEntry());
        case 5 -> same(mine.keySet().remove(j, key), theirs.keySet().remove(key));
        case 6 ->
            same(
                mine.computeIfPresent(j, key, (_, _) -> null),
                theirs.computeIfPresent(key, (_, _) -> null));
        default -> {
          if (!theirs.isEmpty()) {
            same(mine.sequencedKeySet().removeLast(j), theirs.sequencedKeySet().removeLast());
          }
        }
      }
    }
  }

  private void put(
      Journal<HashTestRoot> j,
      Random random,
      JournaledSequencedMap<K, V, HashTestRoot> mine,
      SequencedMap<K, V> theirs,
      K key,
      V value) {
    switch (random.nextInt(8)) {
      case 0 -> same(mine.put(j, key, value), theirs.put(key, value));
      case 1 -> same(mine.edit(j).put(key, value), theirs.put(key, value));
      case 2 -> same(mine.putFirst(j, key, value), theirs.putFirst(key, value));
      case 3 -> same(mine.edit(j).putFirst(key, value), theirs.putFirst(key, value));
      case 4 -> same(mine.putLast(j, key, value), theirs.putLast(key, value));
      case 5 -> same(mine.putIfAbsent(j, key, value), theirs.putIfAbsent(key, value));
      case 6 -> same(mine.merge(j, key, value, (_, v) -> v), theirs.merge(key, value, (_, v) -> v));
      default ->
          same(mine.computeIfAbsent(j, key, _ -> value), theirs.computeIfAbsent(key, _ -> value));
    }
  }

  private void bulk(
      Journal<HashTestRoot> j,
      Random random,
      JournaledSequencedMap<K, V, HashTestRoot> mine,
      SequencedMap<K, V> theirs) {
    int divisor = 2 + random.nextInt(9);
    switch (random.nextInt(growth > 5 ? 3 : 5)) {
      case 0 -> {
        Map<K, V> some = new LinkedHashMap<>();
        for (int i = 0; i < 30; i++) {
          some.put(kind.key().apply(random.nextInt(range)), kind.value().apply(random));
        }
        mine.putAll(j, some);
        theirs.putAll(some);
      }
      case 1 -> {
        V value = kind.value().apply(random);
        mine.replaceAll(j, (k, v) -> k.hashCode() % divisor == 0 ? value : v);
        theirs.replaceAll((k, v) -> k.hashCode() % divisor == 0 ? value : v);
      }
      case 2 -> {
        removeByIterator(mine.edit(j).keySet().iterator(), divisor);
        removeByIterator(theirs.keySet().iterator(), divisor);
      }
      case 3 -> {
        mine.removeIf(j, (k, _) -> k.hashCode() % divisor == 1);
        theirs.keySet().removeIf(k -> k.hashCode() % divisor == 1);
      }
      default -> {
        if (random.nextInt(4) == 0) {
          mine.clear(j);
          theirs.clear();
        }
      }
    }
    compare();
  }

  private static void removeByIterator(Iterator<?> keys, int divisor) {
    while (keys.hasNext()) {
      if (keys.next().hashCode() % divisor == 0) {
        keys.remove();
      }
    }
  }

  @Override
  void compare() {
    List<Map.Entry<K, V>> expected = List.copyOf(twin.entrySet());
    same(List.copyOf(map.entrySet()), expected);
    same(List.copyOf(map.reversed().entrySet()), expected.reversed());
    List<K> iterated = new ArrayList<>();
    for (K key : map.reversed().keySet()) {
      iterated.add(key);
    }
    same(iterated, List.copyOf(twin.reversed().keySet()));
    List<V> values = new ArrayList<>();
    map.forEach((_, value) -> values.add(value));
    same(values, List.copyOf(twin.values()));
    same(map.firstEntry(), twin.firstEntry());
    same(map.lastEntry(), twin.lastEntry());
    twin.forEach((key, value) -> same(map.get(key), value));
    same(map.size(), twin.size());
    for (int i = 0; i < 50; i++) {
      K key = kind.key().apply(i);
      same(map.containsKey(key), twin.containsKey(key));
    }
  }
}
