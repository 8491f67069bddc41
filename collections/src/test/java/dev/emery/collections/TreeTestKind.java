package dev.emery.collections;

import dev.emery.collections.TreeTestRoot.Account;
import dev.emery.collections.TreeTestRoot.Point;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A kind of sorted map for the model test: how its keys and values are made, and what a value is as
 * a plain Java value.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values in the pool
 * @param <M> the type of the values in the model
 */
record TreeTestKind<K, V, M>(
    String name,
    Function<TreeTestRoot, PTreeMap<K, V, TreeTestRoot>> map,
    IntFunction<K> key,
    @Nullable Comparator<? super K> order,
    Function<Random, M> value,
    Function<M, V> stored,
    Function<V, M> plain) {

  static final List<TreeTestKind<?, ?, ?>> ALL =
      List.of(
          plain("numbers", TreeTestRoot::numbers, i -> i * 0x9E3779B97F4A7C15L, Random::nextLong),
          plain("words", TreeTestRoot::words, TreeTestKind::word, Random::nextLong),
          plain("texts", TreeTestRoot::texts, TreeTestKind::text, r -> word(r.nextInt(10_000))),
          plain(
              "points", TreeTestRoot::points, i -> new Point(i % 7, word(i / 7)), Random::nextLong),
          new TreeTestKind<>(
              "backwards",
              TreeTestRoot::backwards,
              TreeTestKind::word,
              TreeTestRoot.BY_THE_END,
              Random::nextLong,
              m -> m,
              v -> v),
          new TreeTestKind<>(
              "accounts",
              TreeTestRoot::accounts,
              i -> (long) i,
              null,
              r -> Map.entry(word(r.nextInt(100)), r.nextLong()),
              m -> Account.of(m.getKey(), m.getValue()),
              v -> Map.entry(v.owner(), v.cents().get())));

  private static <K, V> TreeTestKind<K, V, V> plain(
      String name,
      Function<TreeTestRoot, PTreeMap<K, V, TreeTestRoot>> map,
      IntFunction<K> key,
      Function<Random, V> value) {
    return new TreeTestKind<>(
        name, map, key, null, value, Function.identity(), Function.identity());
  }

  /** Short and long, in and beyond the plane in which UTF-16 and UTF-8 have one order. */
  private static String word(int i) {
    return switch (i % 6) {
      case 0 -> "w" + i;
      case 1 -> "ü" + i;
      case 2 -> "\uFFFD" + i;
      case 3 -> "\uD83D\uDE00" + i;
      case 4 -> "x".repeat(20 + i % 300) + i;
      default -> Integer.toString(i, 36) + "ß".repeat(i % 40);
    };
  }

  /** Long, and the same up to the end: fences are long then, too. */
  private static String text(int i) {
    return "a text that does not fit into its row by far, number " + i;
  }

  @Override
  public String toString() {
    return name;
  }
}
