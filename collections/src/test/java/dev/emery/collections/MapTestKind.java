package dev.emery.collections;

import dev.emery.collections.MapTestRoot.Account;
import dev.emery.collections.MapTestRoot.Point;
import dev.emery.transaction.Journal;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * A kind of map for the model test: how its keys and values are made, and what a value is as a
 * plain Java value.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values in the pool
 * @param <M> the type of the values in the model
 */
record MapTestKind<K, V, M>(
    String name,
    Function<MapTestRoot, PHashMap<K, V, MapTestRoot>> map,
    IntFunction<K> key,
    Function<Random, M> value,
    Function<M, V> stored,
    Function<V, M> plain,
    Touch<V, M> touch) {

  /** Changes a value in its place where that is possible, and says what it is then. */
  interface Touch<V, M> {
    M change(Journal<MapTestRoot> j, V value, M before);
  }

  static final List<MapTestKind<?, ?, ?>> ALL =
      List.of(
          plain("numbers", MapTestRoot::numbers, i -> i * 0x9E3779B97F4A7C15L, Random::nextLong),
          plain("words", MapTestRoot::words, MapTestKind::word, Random::nextLong),
          plain("texts", MapTestRoot::texts, MapTestKind::word, r -> word(r.nextInt(10_000))),
          plain(
              "points", MapTestRoot::points, i -> new Point(i % 7, word(i / 7)), Random::nextLong),
          new MapTestKind<>(
              "accounts",
              MapTestRoot::accounts,
              i -> (long) i,
              r -> Map.entry(word(r.nextInt(100)), r.nextLong()),
              m -> Account.of(m.getKey(), m.getValue()),
              v -> Map.entry(v.owner(), v.cents().get()),
              (j, v, m) -> Map.entry(m.getKey(), v.cents().add(j, 3))),
          new MapTestKind<Long, PVec<Long, MapTestRoot>, List<Long>>(
              "lists",
              MapTestRoot::lists,
              i -> (long) i << 40,
              r -> r.longs(r.nextInt(12)).boxed().toList(),
              PVec::of,
              List::copyOf,
              (j, v, _) -> {
                v.add(j, 7L);
                return List.copyOf(v);
              }));

  private static <K, V> MapTestKind<K, V, V> plain(
      String name,
      Function<MapTestRoot, PHashMap<K, V, MapTestRoot>> map,
      IntFunction<K> key,
      Function<Random, V> value) {
    return new MapTestKind<>(
        name, map, key, value, Function.identity(), Function.identity(), (_, _, m) -> m);
  }

  private static String word(int i) {
    return switch (i % 5) {
      case 0 -> "w" + i;
      case 1 -> "ü" + i;
      case 2 -> "日本語 \uD83D\uDE00 " + i;
      case 3 -> "x".repeat(20 + i % 300) + i;
      default -> Integer.toString(i, 36) + "ß".repeat(i % 40);
    };
  }

  @Override
  public String toString() {
    return name;
  }
}
