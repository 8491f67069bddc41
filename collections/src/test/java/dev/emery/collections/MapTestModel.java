package dev.emery.collections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.pool.Pool;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Savepoint;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * A map in a pool beside a {@link HashMap} on which the same is done, in transactions that commit,
 * abort, nest, and go back to savepoints.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values in the pool
 * @param <M> the type of the values in the model
 */
final class MapTestModel<K, V, M> {
  private static final class Planted extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private static final int NESTING = 2;

  private final MapTestKind<K, V, M> kind;
  private final int range;
  private final int growth;
  private Pool<MapTestRoot> pool;
  private PHashMap<K, V, MapTestRoot> map;
  private Map<K, M> model = new HashMap<>();

  /**
   * Creates a model with {@code range} different keys. Of ten single changes {@code growth} put.
   */
  MapTestModel(
      Pool<MapTestRoot> pool,
      MapTestKind<K, V, M> kind,
      PHashMap<K, V, MapTestRoot> map,
      int range,
      int growth) {
    this.pool = pool;
    this.kind = kind;
    this.map = map;
    this.range = range;
    this.growth = growth;
  }

  /** Goes on with other keys and another weight. */
  MapTestModel<K, V, M> with(int newRange, int newGrowth) {
    MapTestModel<K, V, M> next = new MapTestModel<>(pool, kind, map, newRange, newGrowth);
    next.model = model;
    return next;
  }

  /** Goes on in a pool that was opened again. */
  void reopened(Pool<MapTestRoot> again) {
    pool = again;
    map = kind.map().apply(again.root());
  }

  int size() {
    return model.size();
  }

  /** One transaction of {@code actions} actions, or of a few more. */
  void transaction(long seed, int actions) {
    Map<K, M> before = model;
    try {
      pool.transaction(j -> {
        model = new HashMap<>(before); // the body may be run again
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

  private void body(Journal<MapTestRoot> j, Random random, int actions, int depth) {
    for (int i = 0; i < actions; i++) {
      int kindOfStep = depth < NESTING && i % 10 == 9 ? random.nextInt(6) : 9;
      if (kindOfStep == 0) {
        nested(random, depth);
      } else if (kindOfStep == 1) {
        savepoint(j, random, depth);
      } else if (i % 50 == 49) {
        bulk(j, random);
      } else {
        single(j, random);
      }
    }
  }

  private void nested(Random random, int depth) {
    Map<K, M> before = new HashMap<>(model);
    try {
      pool.transaction(k -> {
        body(k, random, 12, depth + 1);
        if (random.nextBoolean()) {
          throw new Planted();
        }
      });
    } catch (Planted e) {
      model = before;
      compareSize();
    }
  }

  private void savepoint(Journal<MapTestRoot> j, Random random, int depth) {
    Map<K, M> before = new HashMap<>(model);
    Savepoint savepoint = j.savepoint();
    body(j, random, 12, depth + 1);
    if (random.nextBoolean()) {
      j.rollbackTo(savepoint);
      model = before;
      compareSize();
    }
  }

  private void compareSize() {
    assertThat(map.size()).isEqualTo(model.size());
  }

  private M plain(V value) {
    return value == null ? null : kind.plain().apply(value);
  }

  private void same(V actual, M expected) {
    if (!Objects.equals(plain(actual), expected)) { // an assertion for each would cost most time
      assertThat(plain(actual)).isEqualTo(expected);
    }
  }

  private void single(Journal<MapTestRoot> j, Random random) {
    K key = kind.key().apply(random.nextInt(range));
    M value = kind.value().apply(random);
    boolean edited = random.nextBoolean();
    Map<K, V> edit = map.edit(j);
    if (random.nextInt(10) < growth) {
      switch (random.nextInt(5)) {
        case 0 -> same(put(j, edited, key, value), model.put(key, value));
        case 1 -> same(map.putIfAbsent(j, key, stored(value)), model.putIfAbsent(key, value));
        case 2 -> {
          V after = map.computeIfAbsent(j, key, _ -> stored(value));
          same(after, model.computeIfAbsent(key, _ -> value));
        }
        case 3 -> {
          V after = map.merge(j, key, stored(value), (_, v) -> v);
          same(after, model.merge(key, value, (_, v) -> v));
        }
        default -> {
          V after = edit.compute(key, (_, old) -> old == null || edited ? stored(value) : old);
          same(after, model.compute(key, (_, old) -> old == null || edited ? value : old));
        }
      }
      return;
    }
    switch (random.nextInt(9)) {
      case 0, 1, 2 -> same(edited ? edit.remove(key) : map.remove(j, key), model.remove(key));
      case 3 -> same(map.replace(j, key, stored(value)), model.replace(key, value));
      case 4 -> replaceEqual(j, key, value);
      case 5 -> {
        V present = map.get(key);
        boolean removed = map.remove(j, key, present == null ? stored(value) : present);
        assertThat(removed).isEqualTo(model.remove(key) != null);
      }
      case 6 -> {
        V after = map.computeIfPresent(j, key, (_, _) -> edited ? null : stored(value));
        same(after, model.computeIfPresent(key, (_, _) -> edited ? null : value));
      }
      case 7 -> touch(j, key);
      default -> assertThat(map.keySet().remove(j, key)).isEqualTo(model.remove(key) != null);
    }
  }

  private V stored(M value) {
    return kind.stored().apply(value);
  }

  private V put(Journal<MapTestRoot> j, boolean edited, K key, M value) {
    return edited ? map.edit(j).put(key, stored(value)) : map.put(j, key, stored(value));
  }

  private void replaceEqual(Journal<MapTestRoot> j, K key, M value) {
    V present = map.get(key);
    if (present != null) {
      assertThat(map.replace(j, key, present, stored(value))).isTrue();
      model.put(key, value);
    }
  }

  private void touch(Journal<MapTestRoot> j, K key) {
    V value = map.get(key);
    if (value != null) {
      model.put(key, kind.touch().change(j, value, model.get(key)));
    }
  }

  private void bulk(Journal<MapTestRoot> j, Random random) {
    int divisor = 2 + random.nextInt(9);
    switch (random.nextInt(growth > 5 ? 4 : 7)) {
      case 0, 1 -> {
        Map<K, M> some = new HashMap<>();
        for (int i = 0; i < 30; i++) {
          some.put(kind.key().apply(random.nextInt(range)), kind.value().apply(random));
        }
        map.putAll(j, stored(some));
        model.putAll(some);
      }
      case 2 -> {
        M value = kind.value().apply(random);
        map.replaceAll(j, (k, v) -> k.hashCode() % divisor == 0 ? stored(value) : v);
        model.replaceAll((k, v) -> k.hashCode() % divisor == 0 ? value : v);
      }
      case 3 -> removeByIterator(map.edit(j).keySet().iterator(), divisor);
      case 4 -> {
        boolean removed = map.removeIf(j, (k, _) -> k.hashCode() % divisor == 1);
        assertThat(removed).isEqualTo(model.keySet().removeIf(k -> k.hashCode() % divisor == 1));
      }
      case 5 -> {
        map.edit(j).entrySet().removeIf(e -> e.getKey().hashCode() % divisor == -1);
        model.keySet().removeIf(k -> k.hashCode() % divisor == -1);
      }
      default -> {
        if (random.nextInt(4) == 0) {
          map.clear(j);
          model.clear();
        }
      }
    }
    compareSize();
  }

  private Map<K, V> stored(Map<K, M> values) {
    return values.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, each -> stored(each.getValue())));
  }

  /** Removes some of the first thousand entries, while it goes through all. */
  private void removeByIterator(Iterator<K> keys, int divisor) {
    int seen = 0;
    while (keys.hasNext()) {
      K key = keys.next();
      if (seen++ < 1_000 && key.hashCode() % divisor == 0) {
        keys.remove();
        assertThat(model.remove(key)).isNotNull();
      }
    }
    assertThat(seen).isGreaterThanOrEqualTo(model.size());
  }

  /** Compares the contents in each way to read them. */
  void compare() {
    compareSize();
    Map<K, M> read = new HashMap<>();
    map.forEach((key, value) -> read.put(key, plain(value)));
    assertThat(read.equals(model)).as("forEach").isTrue();
    Map<K, M> iterated = new HashMap<>();
    for (Map.Entry<K, V> each : map.entrySet()) {
      iterated.put(each.getKey(), plain(each.getValue()));
    }
    assertThat(iterated.equals(model)).as("iteration").isTrue();
    model.forEach((key, value) -> same(map.get(key), value));
    for (int i = 0; i < 100; i++) {
      K key = kind.key().apply(i);
      assertThat(map.containsKey(key)).isEqualTo(model.containsKey(key));
    }
  }
}
