package dev.emery.collections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.pool.Pool;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Savepoint;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;

/**
 * A sorted map in a pool beside a {@link TreeMap} on which the same is done, in transactions that
 * commit, abort, nest, and go back to savepoints.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values in the pool
 * @param <M> the type of the values in the model
 */
final class TreeTestModel<K, V, M> {
  private static final class Planted extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private static final int NESTING = 2;

  private final TreeTestKind<K, V, M> kind;
  private final int range;
  private int growth;
  private Pool<TreeTestRoot> pool;
  private PTreeMap<K, V, TreeTestRoot> map;
  private TreeMap<K, M> model;

  /**
   * Creates a model with {@code range} different keys. Of ten single changes {@code growth} put.
   */
  TreeTestModel(Pool<TreeTestRoot> pool, TreeTestKind<K, V, M> kind, int range, int growth) {
    this(pool, kind, kind.map().apply(pool.root()), range, growth);
  }

  /** As above, with a map that may be a prototype. */
  TreeTestModel(
      Pool<TreeTestRoot> pool,
      TreeTestKind<K, V, M> kind,
      PTreeMap<K, V, TreeTestRoot> map,
      int range,
      int growth) {
    this.pool = pool;
    this.kind = kind;
    this.map = map;
    this.range = range;
    this.growth = growth;
    this.model = new TreeMap<>(kind.order());
  }

  void growth(int puts) {
    growth = puts;
  }

  /** Goes on in a pool that was opened again. */
  void reopened(Pool<TreeTestRoot> again) {
    pool = again;
    map = kind.map().apply(again.root());
  }

  private K key(Random random) {
    return kind.key().apply(random.nextInt(range));
  }

  /** One transaction of {@code actions} actions, or of a few more. */
  void transaction(long seed, int actions) {
    TreeMap<K, M> before = model;
    try {
      pool.transaction(j -> {
        model = new TreeMap<>(before); // the body may be run again
        Random random = new Random(seed);
        body(j, random, actions, 0);
        if (random.nextInt(6) == 0) {
          throw new Planted();
        }
      });
    } catch (Planted e) {
      model = before;
    }
  }

  private void body(Journal<TreeTestRoot> j, Random random, int actions, int depth) {
    for (int i = 0; i < actions; i++) {
      int step = depth < NESTING && i % 10 == 9 ? random.nextInt(6) : 9;
      if (step == 0) {
        nested(random, depth);
      } else if (step == 1) {
        savepoint(j, random, depth);
      } else if (i % 20 == 19) {
        bulk(j, random);
      } else if (random.nextInt(10) < growth) {
        put(j, random);
      } else {
        remove(j, random);
      }
    }
  }

  private void nested(Random random, int depth) {
    TreeMap<K, M> before = new TreeMap<>(model);
    try {
      pool.transaction(k -> {
        body(k, random, 12, depth + 1);
        if (random.nextBoolean()) {
          throw new Planted();
        }
      });
    } catch (Planted e) {
      model = before;
    }
    assertThat(map.size()).isEqualTo(model.size());
  }

  private void savepoint(Journal<TreeTestRoot> j, Random random, int depth) {
    TreeMap<K, M> before = new TreeMap<>(model);
    Savepoint savepoint = j.savepoint();
    body(j, random, 12, depth + 1);
    if (random.nextBoolean()) {
      j.rollbackTo(savepoint);
      model = before;
    }
    assertThat(map.size()).isEqualTo(model.size());
  }

  private M plain(V value) {
    return value == null ? null : kind.plain().apply(value);
  }

  private V stored(M value) {
    return kind.stored().apply(value);
  }

  private void put(Journal<TreeTestRoot> j, Random random) {
    K key = key(random);
    M value = kind.value().apply(random);
    V stored = stored(value);
    NavigableMap<K, V> edit = map.edit(j);
    switch (random.nextInt(5)) {
      case 0 -> assertThat(plain(map.put(j, key, stored))).isEqualTo(model.put(key, value));
      case 1 -> assertThat(plain(edit.put(key, stored))).isEqualTo(model.put(key, value));
      case 2 -> {
        M old = model.putIfAbsent(key, value);
        assertThat(plain(map.putIfAbsent(j, key, stored))).isEqualTo(old);
      }
      case 3 -> {
        V after = edit.descendingMap().merge(key, stored, (_, v) -> v);
        assertThat(plain(after)).isEqualTo(model.merge(key, value, (_, v) -> v));
      }
      default -> {
        edit.tailMap(key).put(key, stored);
        model.put(key, value);
      }
    }
  }

  private void remove(Journal<TreeTestRoot> j, Random random) {
    K key = key(random);
    switch (random.nextInt(8)) {
      case 0, 1 -> assertThat(plain(map.remove(j, key))).isEqualTo(model.remove(key));
      case 2 -> same(map.pollFirstEntry(j), model.pollFirstEntry());
      case 3 -> same(map.pollLastEntry(j), model.pollLastEntry());
      case 4 -> {
        Map.Entry<K, V> polled = map.headMap(key, true).pollLastEntry(j);
        same(polled, model.headMap(key, true).pollLastEntry());
      }
      case 5 -> {
        K removed = map.descendingMap().tailMap(key).navigableKeySet().pollFirst(j);
        assertThat(removed).isEqualTo(model.descendingKeySet().tailSet(key, true).pollFirst());
      }
      case 6 -> {
        boolean was = model.keySet().remove(key);
        assertThat(map.keySet().remove(j, key)).isEqualTo(was);
      }
      default -> {
        V after = map.computeIfPresent(j, key, (_, _) -> null);
        assertThat(after).isNull();
        model.remove(key);
      }
    }
  }

  private void same(Map.Entry<K, V> actual, Map.Entry<K, M> expected) {
    assertThat(actual == null).isEqualTo(expected == null);
    if (actual != null) {
      assertThat(actual.getKey()).isEqualTo(expected.getKey());
      assertThat(plain(actual.getValue())).isEqualTo(expected.getValue());
    }
  }

  private void bulk(Journal<TreeTestRoot> j, Random random) {
    K one = key(random);
    K other = key(random);
    boolean ordered = compare(one, other) <= 0;
    K low = ordered ? one : other;
    K high = ordered ? other : one;
    int divisor = 2 + random.nextInt(9);
    switch (random.nextInt(growth > 5 ? 5 : 8)) {
      case 0, 1, 2 -> {
        Map<K, V> some = new TreeMap<>(kind.order());
        for (int i = 0; i < 30; i++) {
          K key = key(random);
          M value = kind.value().apply(random);
          model.put(key, value);
          some.put(key, stored(value));
        }
        map.putAll(j, some);
      }
      case 3 -> {
        M value = kind.value().apply(random);
        map.subMap(low, high)
            .replaceAll(j, (k, v) -> k.hashCode() % divisor == 0 ? stored(value) : v);
        model.subMap(low, high).replaceAll((k, v) -> k.hashCode() % divisor == 0 ? value : v);
      }
      case 4 ->
          removeByIterator(
              map.edit(j).subMap(low, false, high, true).descendingMap().keySet().iterator(),
              model.subMap(low, false, high, true).descendingMap().keySet().iterator(),
              divisor);
      case 5 -> {
        boolean was = model.tailMap(low).keySet().removeIf(k -> k.hashCode() % divisor == 1);
        assertThat(map.tailMap(low).keySet().removeIf(j, k -> k.hashCode() % divisor == 1))
            .isEqualTo(was);
      }
      case 6 -> {
        map.subMap(low, high).clear(j);
        model.subMap(low, high).clear();
      }
      default -> {
        if (random.nextInt(4) == 0) {
          map.clear(j);
          model.clear();
        } else {
          removeByIterator(map.edit(j).keySet().iterator(), model.keySet().iterator(), divisor);
        }
      }
    }
    assertThat(map.size()).isEqualTo(model.size());
  }

  private int compare(K one, K other) {
    @SuppressWarnings("unchecked") // keys without a comparator have an order of their own
    int compared =
        kind.order() == null
            ? ((Comparable<? super K>) one).compareTo(other)
            : kind.order().compare(one, other);
    return compared;
  }

  private void removeByIterator(Iterator<K> keys, Iterator<K> others, int divisor) {
    while (keys.hasNext()) {
      K key = keys.next();
      assertThat(key).isEqualTo(others.next());
      if (key.hashCode() % divisor == 0) {
        keys.remove();
        others.remove();
      }
    }
    assertThat(others.hasNext()).isFalse();
  }

  /** Compares the contents in each way to read them. */
  void compare(long seed) {
    List<Map.Entry<K, M>> expected = new ArrayList<>(model.entrySet());
    List<Map.Entry<K, M>> read = new ArrayList<>();
    map.forEach((key, value) -> read.add(Map.entry(key, plain(value))));
    assertThat(read.equals(expected)).as("forEach").isTrue();
    List<Map.Entry<K, M>> iterated = new ArrayList<>();
    for (Map.Entry<K, V> each : map.descendingMap().entrySet()) {
      iterated.add(Map.entry(each.getKey(), plain(each.getValue())));
    }
    assertThat(iterated.reversed().equals(expected)).as("iteration downwards").isTrue();
    List<K> keys = new ArrayList<>();
    map.keySet().iterator().forEachRemaining(keys::add);
    assertThat(keys.equals(List.copyOf(model.keySet()))).as("iteration").isTrue();
    assertThat(map.size()).isEqualTo(model.size());
    Random random = new Random(seed);
    for (int i = 0; i < 60; i++) {
      compareAround(key(random), key(random), random.nextBoolean(), random.nextBoolean());
    }
  }

  private void compareAround(K one, K other, boolean first, boolean second) {
    assertThat(plain(map.get(one))).isEqualTo(model.get(one));
    assertThat(map.containsKey(one)).isEqualTo(model.containsKey(one));
    assertThat(map.lowerKey(one)).isEqualTo(model.lowerKey(one));
    assertThat(map.floorKey(one)).isEqualTo(model.floorKey(one));
    assertThat(map.ceilingKey(one)).isEqualTo(model.ceilingKey(one));
    assertThat(map.higherKey(one)).isEqualTo(model.higherKey(one));
    boolean ordered = compare(one, other) <= 0;
    NavigableMap<K, V> part =
        ordered
            ? map.subMap(one, first, other, second)
            : map.descendingMap().subMap(one, first, other, second);
    NavigableMap<K, M> same =
        ordered
            ? model.subMap(one, first, other, second)
            : model.descendingMap().subMap(one, first, other, second);
    assertThat(part.size()).isEqualTo(same.size());
    assertThat(List.copyOf(part.keySet())).isEqualTo(List.copyOf(same.keySet()));
    List<K> iterated = new ArrayList<>();
    part.descendingKeySet().iterator().forEachRemaining(iterated::add);
    assertThat(iterated).isEqualTo(List.copyOf(same.descendingKeySet()));
  }
}
